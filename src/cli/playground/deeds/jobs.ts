import type { Run } from "../../../sandbox/github/runs.ts";
import { jobsRunning, runOf } from "../standing.ts";
import type { Playground } from "../world.ts";
import { cannot, type Deed, type Fields } from "./deed.ts";

/** Lets the named job, or the first that runs, come to a good end. */
export const finishJob: Deed = (world, fields) => end(world, fields, "success");

/** The same to a bad one. */
export const failJob: Deed = (world, fields) => end(world, fields, "failure");

/** Lets every job that runs come to a good end, and those that start when these have ended. */
export const finishJobs: Deed = (world) => {
  const { repo, pass } = world;
  const run = runOf(world);
  const running = jobsRunning(world);
  if (run === undefined || running.length === 0) return cannot(noneRunning(run));
  return {
    is: "can",
    who: "GitHub",
    what: `ends all jobs that run: ${running.map((name) => `\`${name}\``).join(", ")}`,
    async act() {
      for (let names = running; names.length > 0; names = jobsRunning(world)) {
        for (const name of names) repo.finishJob(run, name);
        await pass(1);
      }
    },
  };
};

function end(world: Playground, fields: Fields, conclusion: "success" | "failure") {
  const { repo } = world;
  const run = runOf(world);
  const running = jobsRunning(world);
  const name = fields.get("job") ?? running[0];
  if (run === undefined || name === undefined) return cannot(noneRunning(run));
  if (!running.includes(name)) return cannot(`No job of that name runs now: choose one of those that do.`);
  return {
    is: "can",
    who: "GitHub",
    what: conclusion === "success" ? `ends the job \`${name}\` well` : `lets the job \`${name}\` fail`,
    act: () => repo.finishJob(run, name, conclusion),
  } as const;
}

function noneRunning(run: Run | undefined): string {
  return run === undefined
    ? "No job runs yet: push a tag first."
    : "No job runs now: those that are left wait at their gates, or the run has ended.";
}
