import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Variables } from "../../env/reader.ts";
import { ownVariables } from "../../env.ts";
import { MINUTE } from "../../release/instant.ts";
import { type Survey, survey } from "../survey/survey.ts";
import { systemCode } from "../system-code.ts";
import { createGit } from "../tag/git.ts";
import type { BoardText } from "./board-text.ts";
import { castFor } from "./cast.ts";
import { conduct, type Ending, type Happening } from "./conduct.ts";
import { givenJobs } from "./jobs.ts";
import { gatesFor, type Rehearsal, rehearsalOf, workflowName } from "./rehearsal.ts";
import {
  endingText,
  happeningText,
  noFolder,
  noRehearsalText,
  type Outcome,
  openingText,
  presumedText,
} from "./text.ts";
import { inRehearsalWorld, type RehearsalWorld } from "./world.ts";

export type RehearseRun = {
  readonly directory: string;
  /** The version or tag to rehearse. */
  readonly tag?: string;
  readonly json: boolean;
  readonly variables?: Variables;
  readonly output?: { write(text: string): unknown };
  readonly errors?: { write(text: string): unknown };
};

/** Plays a release of a checkout. Gives the exit code: 0 it came to its end, 1 it does not, 2 wrong use. */
export async function runRehearse(run: RehearseRun): Promise<0 | 1 | 2> {
  const { output = process.stdout, errors = process.stderr } = run;
  const directory = path.resolve(run.directory);
  try {
    await readdir(directory);
  } catch (error) {
    errors.write(noFolder(run.directory, systemCode(error)));
    return 2;
  }
  const git = createGit(directory, run.variables ?? ownVariables());
  const isTop = (await git("rev-parse", "--show-prefix")).output === "\n";
  const seen = await survey(directory, isTop ? git : undefined);
  const rehearsal = await rehearsalOf(seen, run.tag);
  if ("not" in rehearsal) {
    const says = noRehearsalText(rehearsal.not);
    if (run.json) output.write(jsonText({ end: "refused", because: rehearsal.not, says: says.trim() }));
    else errors.write(says);
    return 1;
  }
  return play(run, seen, rehearsal);
}

async function play(run: RehearseRun, seen: Survey, rehearsal: Rehearsal): Promise<0 | 1> {
  const { output = process.stdout } = run;
  const say = (text: string) => (run.json ? undefined : output.write(text));
  const happenings: Happening[] = [];
  let board: BoardText | undefined;
  say(openingText(rehearsal));
  const show = (happening: Happening) => {
    say(happeningText(happening, board));
    happenings.push(happening);
    board = happening.is === "board" ? happening.board : board;
  };
  const cast = castFor(rehearsal.configuration, gatesFor(rehearsal));
  const { ending, outcome } = await inRehearsalWorld(worldOf(seen, rehearsal, cast), async (world) => {
    const began = world.clock.now();
    const came = await conduct(world, { cast, tag: rehearsal.tag }, show);
    const states = happenings.filter(({ is }) => is === "board").length;
    const minutes = Math.ceil((world.clock.now() - began) / MINUTE);
    return { ending: came, outcome: { ...outcomeOf(world, rehearsal), states, minutes } };
  });
  say(endingText(ending, rehearsal, outcome));
  if (run.json) output.write(jsonText(jsonOf({ rehearsal, happenings, ending, outcome })));
  return ending.is === "released" ? 0 : 1;
}

function worldOf(seen: Survey, rehearsal: Rehearsal, cast: ReturnType<typeof castFor>) {
  const { repository, tag, version, configuration, shape, guarded, files } = rehearsal;
  const building = { packages: seen.packages, tag, fallback: repository.split("/").at(-1) ?? "project" };
  const { discussion } = configuration.release;
  return {
    repository,
    files: { "README.md": `# ${repository}\n`, ...files },
    people: cast.people,
    teams: cast.teams,
    guarded,
    labels: configuration.board.labels,
    discussions: discussion === undefined ? [] : [discussion],
    channels: Object.fromEntries(configuration.announce.map(({ variable, channel }) => [variable, channel])),
    version,
    workflows: [shape, ...shape.besides].map((workflow) => ({
      path: workflow.path,
      name: workflowName(seen, workflow.path),
      // Which tags start it was looked at before; here is only this one.
      on: { tags: ["**"] },
      jobs: givenJobs(workflow.jobs, building),
    })),
  };
}

function outcomeOf({ repo, published, announcements }: RehearsalWorld, { tag }: Rehearsal) {
  const run = repo.runs().find(({ headBranch }) => headBranch === tag);
  const release = repo.releases().find((one) => one.tag === tag && !one.draft);
  const served: Record<string, number> = {};
  for (const { index } of published) {
    served[index] = (served[index] ?? 0) + 1;
  }
  return {
    opened: run === undefined ? [] : repo.approvals(run).flatMap(({ environments }) => environments),
    served,
    ...(release === undefined ? {} : { public: release.name ?? tag }),
    announced: announcements(),
  };
}

type Played = {
  readonly rehearsal: Rehearsal;
  readonly happenings: readonly Happening[];
  readonly ending: Ending;
  readonly outcome: Outcome;
};

function jsonOf({ rehearsal, happenings, ending, outcome }: Played): object {
  const { repository, tag, shape, guarded, presumed } = rehearsal;
  return {
    end: ending.is,
    repository,
    tag,
    workflow: shape.path,
    jobs: shape.jobs.map(({ name }) => name),
    gates: guarded,
    presumed: presumed.map(presumedText),
    happenings: happenings.map(({ at, ...one }) => ({ at: new Date(at).toISOString(), ...one })),
    ...outcome,
    ...("status" in ending ? { status: ending.status } : {}),
    ...("answer" in ending ? { answer: ending.answer } : {}),
  };
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
