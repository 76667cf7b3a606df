import type { Delivery } from "../../src/sandbox/deliveries.ts";
import { createChance } from "./chance.ts";
import type { Stage } from "./lived.ts";
import type { Mode } from "./mode.ts";

const MOST_RESTARTS = 4;

export type Restarts = {
  /** Whether a replica is not up. */
  areDown(): boolean;
  /** Kills the app, or one of its replicas; it starts again by itself. False when that happened often enough. */
  kill(what: string): boolean;
};

type Restarted = Stage & {
  readonly name: string;
  readonly mode: Mode;
  /** Whether a power cut takes the database along. */
  readonly losesStore: boolean;
  /** Told of every kill. */
  readonly killed?: () => void;
};

/** Kills the app and starts it again after a while, with its database or without. */
export function createRestarts(disturbed: Restarted): Restarts {
  const { name, losesStore, app, clock, note } = disturbed;
  const chance = createChance(`${name} restarts`);
  const down = new Set<number>();
  let made = 0;
  const again = async (replica: number) => {
    await clock.sleepUntil(clock.now() + chance.between(0, 90) * 1000);
    if (losesStore) {
      await app.loseStore();
      note("~ the database is lost");
    }
    await app.start(replica);
    down.delete(replica);
    note(`~ ${called(app.replicas, replica)} is started again`);
    await sendAgain(disturbed);
  };
  return {
    areDown: () => down.size > 0,
    kill(what) {
      const replica = chance.between(0, app.replicas - 1);
      if (down.has(replica) || made === MOST_RESTARTS) {
        return false;
      }
      made += 1;
      down.add(replica);
      app.kill(replica);
      disturbed.killed?.();
      note(`~ ${called(app.replicas, replica)} is killed ${what}`);
      void clock.busy(() => again(replica));
      return true;
    },
  };
}

function called(replicas: number, replica: number): string {
  return replicas === 1 ? "the app" : `replica ${replica}`;
}

/**
 * In a world of events alone none is lost: what came while the app was down is sent again. And where the database
 * went with it, the push of the tag is, too: it alone says that there is a release at all.
 */
async function sendAgain({ mode, losesStore, sandbox }: Restarted): Promise<void> {
  if (mode !== "events") {
    return;
  }
  const all = sandbox.deliveries.all();
  const push = losesStore ? all.findLast(isTagPush) : undefined;
  const failed = all.filter(({ status }) => status === "failed");
  for (const { guid } of new Set([...(push ? [push] : []), ...failed])) {
    await sandbox.deliveries.redeliver(guid);
  }
}

/** Of a tag that is there: its deletion says nothing of a release. */
function isTagPush({ event, payload }: Delivery): boolean {
  return event === "push" && payload["deleted"] !== true && String(payload["ref"]).startsWith("refs/tags/");
}
