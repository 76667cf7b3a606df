import { PEOPLE } from "../../src/sandbox/scenes/project.ts";
import { say, tag } from "../../test/worlds/deeds.ts";
import {
  boardOf,
  isPending,
  type Moment,
  markUnder,
  momentOf,
  pause,
  releaseOf,
  runOf,
  type Town,
} from "../../test/worlds/town.ts";

/** How far a release has come when the app goes down, what happens meanwhile, and what has to become of it. */
export type Stage = {
  readonly name: string;
  /** Lives up to the outage; rejects when the release does not get there. */
  readonly before: (town: Town) => Promise<void>;
  readonly meanwhile: (town: Town) => unknown;
  /** What is still to be done or answered; undefined: nothing. */
  readonly lacks: (town: Town) => string | undefined;
};

/** One release in each repository. */
export const STAGES: readonly Stage[] = [
  {
    name: "tag pushed meanwhile",
    before: async () => undefined,
    meanwhile: tag,
    lacks: atTheGate,
  },
  {
    name: "tag pushed a moment before",
    before: async (town) => {
      tag(town);
      await pause(town, 2_000);
    },
    meanwhile: () => undefined,
    lacks: atTheGate,
  },
  { name: "waits at the gate", before: upTo("gates"), meanwhile: () => undefined, lacks: atTheGate },
  {
    name: "approved meanwhile",
    before: upTo("gates"),
    meanwhile: (town) => say(town, PEOPLE.maintainer, "/approve pypi"),
    lacks: (town) => unanswered(town, "done") ?? notAt(town, "drafted"),
  },
  {
    name: "approved meanwhile by who may not",
    before: upTo("gates"),
    meanwhile: (town) => say(town, PEOPLE.outsider, "/approve pypi"),
    lacks: (town) => unanswered(town, "refused") ?? atTheGate(town),
  },
  {
    name: "job started by hand in GitHub",
    before: upTo("gates"),
    meanwhile: (town) => {
      const run = runOf(town);
      if (run !== undefined) town.project.repo.startAllWaitingJobs(run, PEOPLE.maintainer);
    },
    lacks: (town) => notAt(town, "drafted"),
  },
  {
    name: "tag moved meanwhile",
    before: upTo("gates"),
    meanwhile: (town) => {
      town.project.repo.commit({
        files: { "fix.txt": "fixed" },
        message: "Fix what was found",
        author: { login: PEOPLE.writer },
      });
      tag(town);
    },
    lacks: (town) => atTheGate(town) ?? oldGates(town),
  },
  {
    name: "tests failed, /retry said meanwhile",
    before: async (town) => {
      town.project.repo.outcome("tests", "failure");
      await upTo("failed")(town);
    },
    meanwhile: (town) => say(town, PEOPLE.writer, "/retry"),
    lacks: (town) => unanswered(town, "done") ?? atTheGate(town),
  },
  {
    name: "/publish said meanwhile",
    before: upTo("drafted"),
    meanwhile: (town) => say(town, PEOPLE.otherMaintainer, "/publish"),
    lacks: (town) => unanswered(town, "done") ?? notAt(town, "over"),
  },
  {
    name: "draft published by hand meanwhile",
    before: upTo("drafted"),
    meanwhile: (town) => {
      const release = releaseOf(town);
      if (release !== undefined) {
        town.project.repo.editRelease(release.id, { draft: false }, PEOPLE.maintainer);
      }
    },
    lacks: (town) => notAt(town, "over"),
  },
];

/** So long may it take without an outage, in milliseconds. */
const LONGEST = 2 * 3_600_000;

function upTo(wanted: Moment): (town: Town) => Promise<void> {
  return async (town) => {
    const latest = town.clock.now() + LONGEST;
    tag(town);
    let isApproved = false;
    while (momentOf(town) !== wanted) {
      if (town.clock.now() > latest) {
        throw new Error(`${town.script.version} never came to "${wanted}": it is at "${momentOf(town)}"`);
      }
      if (momentOf(town) === "gates" && !isApproved) {
        await pause(town, 60_000);
        await say(town, PEOPLE.maintainer, "/approve pypi");
        isApproved = true;
      }
      await pause(town, 5_000);
    }
    // What the app has to write about it is written.
    await pause(town, 6 * 60_000);
  };
}

function notAt(town: Town, wanted: Moment): string | undefined {
  const moment = momentOf(town);
  return moment === wanted ? undefined : `it is at "${moment}" and not at "${wanted}"`;
}

/** The board has to say of the newest commit that somebody can open the gate now. */
function atTheGate(town: Town): string | undefined {
  const body = boardOf(town)?.body ?? "";
  const isAsked = body.includes("/approve pypi") && body.includes(town.tagged?.commit.slice(0, 7) ?? "?");
  return notAt(town, "gates") ?? (isAsked ? undefined : "its board does not ask for /approve pypi");
}

function oldGates(town: Town): string | undefined {
  const current = runOf(town);
  const left = town.project.repo.runs().filter((run) => run !== current && isPending(town, run, "pypi"));
  return left.length === 0 ? undefined : "the gate of the tag's old commit still waits";
}

function unanswered({ said }: Town, wanted: "done" | "refused"): string | undefined {
  const last = said.at(-1);
  const mark = last === undefined ? "none" : markUnder(last.comment);
  return mark === wanted ? undefined : `"${last?.text}" is answered with "${mark}" and not with "${wanted}"`;
}
