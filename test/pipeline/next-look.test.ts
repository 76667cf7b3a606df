import { expect, test } from "vitest";
import { nextLook } from "../../src/pipeline/next-look.ts";
import { withDeadline } from "../../src/pipeline/overdue.ts";
import { DAY, HOUR } from "../../src/release/instant.ts";
import type { Step } from "../../src/release/step.ts";
import { snapshot } from "../release/snapshot-builder.ts";

function again(step: Step, now: number) {
  return nextLook([{ name: "version", optional: false, step }], [], now);
}

test("a version that another tag holds is looked at every hour: the deletion of that tag is an event", () => {
  expect(again({ is: "stopped", because: { is: "version-held", tag: "v5" } }, 0)).toBe(HOUR);
});

test("a tag is waited for for weeks before anybody is told", () => {
  const now = snapshot({ now: 10 * DAY });
  const step = {
    is: "waiting",
    on: { for: "tag", tag: "v5.0.0", blockers: [] },
    since: now.now - 3 * DAY,
  } as const;
  const waiting = withDeadline({ name: "tag", optional: false, step }, now);
  expect(waiting.step).toMatchObject({ is: "waiting", deadline: now.now + 25 * DAY });
  expect(waiting.step.notices ?? []).toEqual([]);
});
