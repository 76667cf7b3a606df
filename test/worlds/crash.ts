import type { Moment } from "../../src/sandbox/faults.ts";
import { type Disturbance, isWrite } from "./disturbance.ts";
import { type Circumstances, type Lived, livedThrough, type Stage } from "./lived.ts";
import type { Script } from "./script.ts";
import { differences } from "./world.ts";

/**
 * A release with everything in it that must not happen twice: a gate that opens on a command and one that closes, a
 * publication, a post, a draft with an asset and notes that are written anew, replies, a re-run; and nothing that goes wrong by itself.
 */
const CRASHED_SCRIPT: Script = {
  number: 0,
  version: "5.0.0",
  annotated: true,
  mismatch: false,
  flakyTests: 0,
  flakyPublish: true,
  retriedBy: "command",
  testpypi: "rejected",
  approvals: 1,
  smokeTested: false,
  indexLag: 0,
  patient: false,
  prepared: true,
  incidents: [
    { at: "gates", is: "outsider approves" },
    { at: "drafted", is: "notes deleted and asked for" },
  ],
};

/** Down for so long, in milliseconds: longer than a lease. */
const DOWN = 90_000;

type Store = "kept" | "lost";

/** What a life looked like whose app was killed at one step. */
type Crashed = { readonly point: string; readonly store: Store; readonly faults: readonly string[] };

/**
 * Every step of the undisturbed life after which the app can die, in order: each change of GitHub's, of the channel's
 * and of its store's, before the app knows that it was made. To die before a step is to die after the one before it.
 */
export async function crashPoints(): Promise<{ readonly calm: Lived; readonly points: readonly string[] }> {
  const points: string[] = [];
  const calm = await livedThrough(
    CRASHED_SCRIPT,
    crashing((_, what) => void points.push(what)),
  );
  return { calm, points };
}

/** What a process keeps while it works: whoever loses its store loses that altogether. */
const OWN_STEP = /^(?:queue\.(?:take|renew|release)|chores\.|ledger\.)/;

/**
 * The numbers of the steps that a life with that store has to be broken off at. Where the store is lost, whoever dies
 * after a step that nobody but the store has seen leaves what the step before it left: GitHub, the channel, and no memory.
 */
export function tellingPoints(points: readonly string[], store: Store): readonly number[] {
  return [...points.keys()].filter((point) => store === "kept" || !OWN_STEP.test(points[point] ?? ""));
}

/** The same life, with the app killed right after that step; it is started again with its database or without. */
export async function crashedAt(point: number, store: Store, calm: Lived): Promise<Crashed & Lived> {
  let reached = -1;
  let name = `step ${point}, which it never came to`;
  const lived = await livedThrough(
    CRASHED_SCRIPT,
    crashing((stage, what) => {
      reached += 1;
      if (reached !== point) {
        return;
      }
      name = `step ${point}, ${what}`;
      crash(stage, store);
    }),
  );
  return {
    ...lived,
    point: name,
    store,
    faults: [
      ...lived.faults,
      ...(lived.questions > 1 ? [`${lived.questions} questions were asked`] : []),
      ...differences(lived.ending, calm.ending),
      ...(name.includes("never") ? [name] : []),
    ],
  };
}

/** Kills the app now, and starts it again a while later. */
function crash({ app, clock, note }: Stage, store: Store): void {
  app.kill();
  note("~ the app is killed");
  void clock.busy(async () => {
    await clock.sleepUntil(clock.now() + DOWN);
    if (store === "lost") {
      await app.loseStore();
    }
    await app.start();
    note(`~ the app is started again, its database ${store}`);
  });
}

type At = (stage: Stage, what: string) => void;

/** A life in which every step is told of; whoever dies at one neither gets an answer nor sends anything any more. */
function crashing(at: At): Circumstances {
  const made: { stage?: Stage; isOver?: boolean } = {};
  const tell = (what: string) => {
    if (made.stage !== undefined && made.isOver !== true) {
      at(made.stage, what);
    }
  };
  return {
    name: "crash",
    mode: "both",
    onKept: tell,
    disturb(stage): Disturbance {
      made.stage = stage;
      stage.sandbox.faults.intercept((moment: Moment) => {
        if (moment.when === "after" && isWrite(moment)) {
          tell(`${moment.method} ${moment.path}`);
        }
        return stage.app.isDown() ? "unreachable" : undefined;
      });
      return {
        async reach(request) {
          const answer = await stage.sandbox.fetch(request);
          if (request.method === "POST" && new URL(request.url).pathname.startsWith("/discord")) {
            tell("the post");
          }
          return answer;
        },
        async calm() {
          made.isOver = true;
          while (stage.app.isDown()) {
            await stage.clock.sleepUntil(stage.clock.now() + 1000);
          }
        },
      };
    },
  };
}
