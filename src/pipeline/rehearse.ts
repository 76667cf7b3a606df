import { missingTests, smokeTests } from "../commands/smoke-tests.ts";
import { configurationOf } from "../release/attempt.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask, waitFor } from "./ask.ts";

/** People have tried the build: every smoke test that the configuration requires was reported as ok. */
export function rehearse(seen: Snapshot): Step {
  const required = configurationOf(seen)?.smokeTests.require ?? [];
  if (required.length === 0) {
    return { is: "skipped", why: { is: "no-smoke-tests" } };
  }
  const asked = ask(seen, "comments", "runs", "artifacts");
  if ("step" in asked) {
    return asked.step;
  }
  const { tests, looks, silent } = smokeTests(seen);
  const [look, ...more] = looks;
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  if (silent !== undefined) {
    return waitFor(silent);
  }
  const failed = tests.find((test) => !test.ok && test.counts && required.includes(test.what));
  if (failed !== undefined) {
    const note = failed.note === undefined ? {} : { note: failed.note };
    return { is: "stopped", because: { is: "smoke-test-failed", what: failed.what, by: failed.by, ...note } };
  }
  const missing = missingTests(seen, tests);
  return missing.length > 0
    ? { is: "waiting", on: { for: "smoke-tests", missing } }
    : { is: "done", why: { is: "smoke-tested", what: required } };
}
