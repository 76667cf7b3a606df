import { MINUTE, SECOND } from "../../release/instant.ts";
import type { Run } from "../../sandbox/github/runs.ts";
import { VERSION_FILE } from "../../sandbox/scenes/project.ts";
import { approve, publishDraft } from "./scenes.ts";
import type { DemoWorld } from "./world.ts";

/** The version that the demo releases. */
export const DEMO_VERSION = "5.0.0";
const TAG = `v${DEMO_VERSION}`;
const FLAKY_JOB = "python-tests / py3.11: windows-cpu";

/** From a tag on the wrong commit to the announcement. */
export async function tellDemo(world: DemoWorld): Promise<void> {
  const first = await refusedTag(world);
  const second = await movedTag(world, first);
  await retriedJob(world, second);
  await outsider(world);
  await approve(world, { by: world.people.maintainer, gate: "testpypi" });
  await world.pass(2 * MINUTE);
  world.pypi.lag({ jsonSeconds: 90, simpleSeconds: 90 });
  await approve(world, { by: world.people.otherMaintainer, gate: "pypi" });
  world.teller.chapter("From the index to the announcement");
  await publishDraft(world, world.people.maintainer);
}

/** The tag is pushed before the version was set. */
async function refusedTag({ teller, repo, people, until, board }: DemoWorld): Promise<Run> {
  teller.chapter("A tag that is not the version");
  const sha = repo.head();
  const said = repo.file("HEAD", VERSION_FILE)?.trim();
  teller.say(
    people.writer,
    `pushes the tag \`${TAG}\` at ${sha.slice(0, 7)}, where the code says \`${said}\``,
  );
  repo.pushTag(TAG, { by: people.writer, annotated: { message: TAG } });
  const issue = await board();
  await until("the board names both versions", () => {
    return issue.body?.includes("4.2.9") && issue.body.includes("Stopped at");
  });
  const run = await until("the run waits at its gates", () => {
    return repo.runs().find((one) => repo.pendingGates(one).length === 2);
  });
  return run;
}

/** The version is set, and the tag moved to that commit. */
async function movedTag(world: DemoWorld, first: Run): Promise<Run> {
  const { teller, repo, people, setVersion, until, pass } = world;
  await pass(4 * MINUTE);
  teller.chapter("The tag is moved to the fix");
  const sha = setVersion(DEMO_VERSION);
  teller.say(
    people.writer,
    `sets the version to \`${DEMO_VERSION}\` in ${sha.slice(0, 7)} and moves \`${TAG}\` there`,
  );
  repo.outcome(FLAKY_JOB, "failure");
  repo.pushTag(TAG, { by: people.writer, annotated: { message: TAG } });
  await until("the first run's gates are closed", () => first.status === "completed");
  return until("a second run", () => repo.runs().find((one) => one !== first));
}

/** One job of the matrix is flaky. */
async function retriedJob({ teller, repo, people, until, board, pass }: DemoWorld, run: Run): Promise<void> {
  teller.chapter("A flaky job");
  const issue = await board();
  await until("the run has failed", () => run.status === "completed");
  await until("the board names the failed job", () => issue.body?.includes("Stopped at"));
  await pass(MINUTE);
  teller.say(people.writer, "on the board: `/retry`");
  repo.comment(issue.number, people.writer, "Windows runner again.\n\n/retry");
  await until("both gates wait again", () => repo.pendingGates(run).length === 2);
  const green = repo.jobs(run).filter((job) => job.conclusion === "success").length;
  teller.say("GitHub", `${green} of ${run.workflow.jobs.length} jobs are green, the two that publish wait`);
  await pass(MINUTE);
}

async function outsider({ teller, repo, people, until, board, pass }: DemoWorld): Promise<void> {
  teller.chapter("Who may open a gate");
  const issue = await board();
  teller.say(people.outsider, "on the board: `/approve pypi`");
  const comment = repo.comment(issue.number, people.outsider, "/approve pypi");
  await until("the outsider is refused", () => {
    return repo.reactions(comment.id).some((one) => one.content === "confused");
  });
  await pass(20 * SECOND);
}
