import { seen } from "../../src/release/fact.ts";
import { MINUTE } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import {
  atTheGates,
  board,
  CHECKS,
  comment,
  environment,
  GATED,
  githubRelease,
  job,
  memory,
  people,
  published,
  released,
  run,
  runningJob,
  START,
  served,
  smokeTested,
  snapshot,
} from "../release/snapshot-builder.ts";

/** The states of a release that people see most, by name. */
export const states: Readonly<Record<string, Snapshot>> = {
  mismatch: snapshot({
    versionFile: seen({ is: "found", path: "invokeai/version/invokeai_version.py", version: "5.0.0rc1" }),
    jobs: seen(
      CHECKS.map((name, index) =>
        index === 0
          ? job(name, { conclusion: "failure", failedStep: "check package version" })
          : runningJob(name),
      ),
    ),
  }),
  running: snapshot({ jobs: seen(CHECKS.map((name, index) => (index < 6 ? job(name) : runningJob(name)))) }),
  "jobs failed": snapshot({
    runs: seen([
      run({
        status: "completed",
        conclusion: "failure",
        attempt: 2,
        startedAt: START + 30 * MINUTE,
        triggeredBy: people.ebr,
      }),
    ]),
    jobs: seen(
      CHECKS.map((name, index) =>
        job(name, {
          runAttempt: 2,
          ...(index === 7
            ? { conclusion: "failure", failedStep: "run pytest" }
            : index > 11 && index < 14
              ? { conclusion: "cancelled" }
              : {}),
        }),
      ),
    ),
  }),
  gates: atTheGates({ comments: seen(smokeTested.slice(0, 1)) }),
  approvals: atTheGates({ comments: seen(smokeTested) }),
  "click needed": atTheGates({
    comments: seen(smokeTested),
    environments: seen([
      environment("testpypi"),
      environment("pypi", { rule: false, reviewers: ["lstein", "blessedcoolant"] }),
    ]),
  }),
  held: atTheGates({
    comments: seen([
      ...smokeTested,
      comment(2_400_000_009, people.ebr, "/hold the installer's icon is last year's", {
        claimed: true,
        outcome: "done",
      }),
    ]),
    board: seen(
      board({
        memory: memory({
          superseded: [
            {
              object: "a".repeat(40),
              commit: "c0ffee1234567890c0ffee1234567890c0ffee12",
              run: 10_988_000_001,
            },
          ],
          holds: [
            {
              by: "ebr",
              comment: 2_400_000_009,
              at: GATED + 30 * MINUTE,
              reason: "the installer's icon is last year's",
            },
          ],
        }),
      }),
    ),
    runs: seen([
      run({ status: "waiting" }),
      run({
        id: 10_988_000_001,
        commit: "c0ffee1234567890c0ffee1234567890c0ffee12",
        status: "completed",
        conclusion: "cancelled",
        createdAt: START - 90 * MINUTE,
      }),
    ]),
  }),
  propagating: published(served(1)),
  "other bytes": published(
    seen([
      {
        project: "invokeai",
        version: "5.0.0",
        known: "served",
        files: [
          { filename: "InvokeAI-5.0.0-py3-none-any.whl", sha256: "f".repeat(64), yanked: false },
          { filename: "invokeai-5.0.0.tar.gz", sha256: "e".repeat(64), yanked: false },
        ],
      },
    ]),
  ),
  drafted: published(served(), { githubReleases: seen([githubRelease()]) }),
  released: released(),
};
