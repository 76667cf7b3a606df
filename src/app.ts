import type { Probot } from "probot";
import { z } from "zod";
import * as about from "./app/about.ts";
import { INSTALLATION_EVENTS, touched, wakeTouched } from "./app/installation-events.ts";
import { PERSON_EVENTS, revokedBy } from "./app/person-events.ts";
import type { Clock } from "./clock.ts";
import type { GitHub } from "./github/github.ts";
import type { Log } from "./log.ts";
import { branchName } from "./release/branch-key.ts";
import { deskName } from "./release/desk.ts";
import { MINUTE, SECOND } from "./release/instant.ts";
import { SETUP_NAME } from "./release/setup-key.ts";
import type { AccountsTable, Queue, Wake } from "./store/store.ts";

export type DoorRow = {
  /** Which release the event is about. */
  readonly about: about.AboutReader;
  /** `always` takes up new releases and revives finished ones; `unfinished` only looks at those under way. */
  readonly wakes: "always" | "unfinished";
  /** How long the wake may wait for others of its kind, in milliseconds. */
  readonly within: number;
  /** Our bot's own edits are no news. But a run that it starts over, or a gate that it opens, sends events in its name. */
  readonly ownEcho: "ignored" | "heard";
};

const NOW = 0;
const SOON = 10 * SECOND;
/** Each job of a run sends up to three events; the board shows their progress no more often than this. */
const CALM = 5 * MINUTE;

/**
 * The door: which release an event is about and how it wakes it. `app.yml` subscribes to exactly these events; those of
 * installations (`app/installation-events.ts`) and of people (`app/person-events.ts`) come without.
 */
export const DOOR = {
  push: { about: about.push, wakes: "always", within: NOW, ownEcho: "heard" },
  delete: { about: about.deletion, wakes: "always", within: NOW, ownEcho: "heard" },
  workflow_run: { about: about.workflowRun, wakes: "unfinished", within: SOON, ownEcho: "heard" },
  workflow_job: { about: about.workflowJob, wakes: "unfinished", within: SOON, ownEcho: "heard" },
  deployment_review: { about: about.workflowRun, wakes: "always", within: NOW, ownEcho: "heard" },
  deployment_protection_rule: { about: about.deployment, wakes: "always", within: NOW, ownEcho: "heard" },
  deployment_status: { about: about.deployment, wakes: "unfinished", within: SOON, ownEcho: "heard" },
  issue_comment: { about: about.comment, wakes: "always", within: NOW, ownEcho: "ignored" },
  issues: { about: about.board, wakes: "always", within: NOW, ownEcho: "ignored" },
  release: { about: about.gitHubRelease, wakes: "always", within: NOW, ownEcho: "ignored" },
} as const satisfies Readonly<Record<string, DoorRow>>;

type DoorEvent = keyof typeof DOOR;

/** What every event has to carry before we can act for anyone: without an installation there is no one to act for. */
const Caller = z.object({
  installation: z.object({ id: z.int().positive() }),
  repository: z.object({
    id: z.int().positive(),
    name: z.string().min(1),
    owner: z.object({ login: z.string().min(1) }),
  }),
  sender: z.object({ login: z.string() }).nullish(),
});

export type DoorOptions = {
  readonly queue: Pick<Queue, "wake" | "nudge" | "nudgeRepository" | "unfinished" | "isFinished">;
  /** The linked accounts, whether any can be linked now or not. */
  readonly links: Pick<AccountsTable, "remove">;
  readonly github: Pick<GitHub, "forget">;
  /** The App's slug; undefined while GitHub has not told it. */
  readonly slug: () => string | undefined;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
};

type Delivery<Name = string> = { readonly id: string; readonly name: Name; readonly payload: unknown };

/**
 * The Probot entry. An event only wakes a release; its payload decides nothing. A handler rejects, with a fixed
 * text, when the wake was not stored: GitHub then sees a failed delivery and can offer it again.
 */
export function conductor(options: DoorOptions): (app: Pick<Probot, "on">) => void {
  return (app) => {
    app.on(Object.keys(DOOR) as DoorEvent[], ({ id, name, payload }) =>
      stored({ id, name, payload }, options, answer),
    );
    app.on([...INSTALLATION_EVENTS], ({ id, name, payload }) =>
      stored({ id, name, payload }, options, answerInstallation),
    );
    app.on([...PERSON_EVENTS], ({ id, name, payload }) =>
      stored({ id, name, payload }, options, answerPerson),
    );
  };
}

async function stored<D extends Delivery>(
  delivery: D,
  options: DoorOptions,
  handle: (delivery: D, options: DoorOptions) => Promise<void>,
): Promise<void> {
  try {
    await handle(delivery, options);
  } catch (error) {
    options.log.error({ err: error, event: delivery.name, delivery: delivery.id }, "a wake was not stored");
    throw new Error("the wake was not stored");
  }
}

/** An installation was made, changed, suspended or removed: its releases are looked at again with what is so now. */
async function answerInstallation(delivery: Delivery, { queue, github, log }: DoorOptions): Promise<void> {
  const subject = touched(delivery.payload);
  if (subject === undefined) {
    return ignore(delivery, log, "its payload is not as GitHub documents it");
  }
  github.forget(subject.installation);
  await wakeTouched(subject, queue, { because: delivery.name, delivery: delivery.id });
}

/** Somebody took their authorization back: what is kept of it is forgotten, though GitHub takes it no more. */
async function answerPerson(delivery: Delivery, { links, log }: DoorOptions): Promise<void> {
  const person = revokedBy(delivery.payload);
  if (person === undefined) {
    return ignore(delivery, log, "its payload is not as GitHub documents it");
  }
  const was = await links.remove(person);
  log.info({ person, linked: was }, "a person has revoked the app's authorization");
}

async function answer(delivery: Delivery<DoorEvent>, options: DoorOptions): Promise<void> {
  const { id, name, payload } = delivery;
  const row: DoorRow = DOOR[name];
  const caller = Caller.safeParse(payload);
  if (!caller.success) {
    return ignore(delivery, options.log, "it names no installation or repository");
  }
  const slug = options.slug();
  if (row.ownEcho === "ignored" && slug !== undefined && caller.data.sender?.login === `${slug}[bot]`) {
    return ignore(delivery, options.log, "we caused it");
  }
  const subject = row.about(payload, slug);
  const { installation, repository } = caller.data;
  switch (subject.is) {
    case "nothing":
      return ignore(delivery, options.log, "it is about no release");
    case "odd":
      return ignore(delivery, options.log, "its payload is not as GitHub documents it");
    case "repository":
      await options.queue.nudgeRepository(repository.id, name);
      // Last: whoever redelivers what was stored in part wakes the releases once more, and this once.
      if (subject.configured) {
        await options.queue.wake({
          key: { repository: repository.id, tag: SETUP_NAME },
          address: { installation: installation.id, owner: repository.owner.login, name: repository.name },
          notBefore: options.clock.now() + SOON,
          because: name,
          delivery: id,
        });
      }
      return;
    case "branch":
      return wakeBranch(subject, options.queue, {
        key: { repository: repository.id, tag: branchName(subject.branch) },
        address: { installation: installation.id, owner: repository.owner.login, name: repository.name },
        notBefore: options.clock.now() + SOON,
        because: name,
        delivery: id,
      });
    case "release":
    case "desk": {
      const within = subject.is === "release" && subject.calm ? CALM : row.within;
      const wakes = tagsOf(subject).map(
        (tag): Wake => ({
          key: { repository: repository.id, tag },
          address: { installation: installation.id, owner: repository.owner.login, name: repository.name },
          ...(within === NOW ? {} : { notBefore: options.clock.now() + within }),
          because: name,
          delivery: id,
        }),
      );
      return wakeAll(wakes, options.queue, row.wakes);
    }
  }
}

/** While a branch's configuration is faulty, each push to it is news: its newest commit has to say so, too. */
async function wakeBranch(
  { configured }: Extract<about.About, { readonly is: "branch" }>,
  queue: DoorOptions["queue"],
  wake: Wake,
): Promise<void> {
  const isNews = configured || (!(await queue.nudge(wake)) && (await queue.isFinished(wake.key)));
  if (isNews) {
    await queue.wake(wake);
  }
}

async function wakeAll(
  wakes: readonly Wake[],
  queue: DoorOptions["queue"],
  which: DoorRow["wakes"],
): Promise<void> {
  for (const wake of wakes) {
    await (which === "always" ? queue.wake(wake) : queue.nudge(wake));
  }
}

/** What stands in the keys of all that is to be looked at. */
function tagsOf(subject: Extract<about.About, { readonly is: "release" | "desk" }>): readonly string[] {
  return subject.is === "release"
    ? [subject.tag, ...(subject.beside ?? [])]
    : [deskName(subject.issue), ...subject.tags];
}

function ignore({ id, name }: Delivery, log: Log, because: string): void {
  log.debug({ event: name, delivery: id, because }, "event ignored");
}
