import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../src/conduct/outcome.ts";
import type { Ended } from "../../src/conduct.ts";
import type { Answer } from "../../src/release/answer.ts";
import { seen as isSeen } from "../../src/release/fact.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/release/instant.ts";
import type { Plan, Standing } from "../../src/release/plan.ts";
import type { Lease } from "../../src/store/store.ts";
import { board, comment, people, snapshot } from "../release/snapshot-builder.ts";

const OURS = 1_000_000;
const seen = snapshot();
const lease: Lease = {
  key: seen.key,
  address: seen.address,
  fence: 1,
  until: OURS + MINUTE,
  failures: 0,
  firstSeen: OURS - 10 * MINUTE,
};

function ended(standing: Standing, planned: Partial<Plan> = {}, rest: Partial<Ended> = {}): Ended {
  return { seen, planned: { standing, phases: [], answers: [], look: [], due: [], ...planned }, ...rest };
}

function closedFor(ms: number): Partial<Ended> {
  const closed = board({ state: "closed", closedByApp: false, closed: { at: seen.now - ms, by: "ebr" } });
  return { seen: { ...seen, board: isSeen(closed) } };
}

describe("what becomes of a release in the queue", () => {
  it.each<[string, Ended, object]>([
    ["left alone", ended({ is: "left-alone", why: "too-old" }), { is: "dropped" }],
    ["refused", ended({ is: "refused" }), { is: "dropped" }],
    ["finished", ended({ is: "finished" }), { is: "finished" }],
    ["a set-up that is told", ended({ is: "at-setup" }), { is: "dropped" }],
    ["a branch that is faulty", ended({ is: "at-branch", faulty: true }), { is: "finished" }],
    ["a branch that is sound", ended({ is: "at-branch", faulty: false }), { is: "dropped" }],
    [
      "a branch of which GitHub does not show what was said",
      ended({ is: "at-branch", faulty: true }, { due: [{ do: "cancel-run", run: 1 }] }),
      { is: "finished" },
    ],
    [
      "a set-up still to be told",
      ended({ is: "at-setup" }, { due: [{ do: "cancel-run", run: 1 }] }),
      { is: "rest", until: OURS + 30 * SECOND },
    ],
    ["without a moment", ended({ is: "conducted" }), { is: "rest" }],
    [
      "with a moment of the plan, on our clock",
      ended({ is: "conducted" }, { again: seen.now + MINUTE }),
      { is: "rest", until: OURS + MINUTE },
    ],
    [
      "with a moment that is past",
      ended({ is: "conducted" }, { again: seen.now - MINUTE }),
      { is: "rest", until: OURS + 2 * SECOND },
    ],
    [
      "with text put off",
      ended({ is: "conducted" }, { again: seen.now + HOUR }, { again: seen.now + MINUTE }),
      { is: "rest", until: OURS + MINUTE },
    ],
    [
      "with something still due",
      ended({ is: "conducted" }, { due: [{ do: "cancel-run", run: 1 }] }),
      { is: "rest", until: OURS + 30 * SECOND },
    ],
    ["closed by a person", ended({ is: "abandoned" }), { is: "rest" }],
    ["closed by a person days ago", ended({ is: "abandoned" }, {}, closedFor(6 * DAY)), { is: "rest" }],
    [
      "closed by a person longer ago than GitHub's events last",
      ended({ is: "abandoned" }, {}, closedFor(8 * DAY)),
      { is: "finished" },
    ],
    [
      "without a run yet",
      ended({ is: "not-yet", why: "no-run" }, { again: seen.now + MINUTE }),
      { is: "rest", until: OURS + MINUTE },
    ],
    [
      "in trouble",
      ended({ is: "conducted" }, {}, { trouble: { says: "open-gate: 502" } }),
      { is: "failed", error: "open-gate: 502" },
    ],
    [
      "in trouble until a moment",
      ended({ is: "finished" }, {}, { trouble: { says: "limit", until: OURS + HOUR } }),
      { is: "rest", until: OURS + HOUR },
    ],
  ])("%s", (_name, how, outcome) => {
    expect(outcomeOf(how, lease, OURS)).toEqual(outcome);
  });

  it("that is finished is looked at again while somebody on its board has no answer yet", () => {
    const said = { command: "status", word: "status", words: [], line: "/status", position: 0 } as const;
    const asked = (answer: Answer) =>
      ended(
        { is: "finished" },
        {
          again: seen.now + MINUTE,
          answers: [{ said: { ...said, comment: comment(1, people.ebr, "/status") }, answer }],
        },
      );
    expect(outcomeOf(asked({ is: "looking", at: [] }), lease, OURS)).toEqual({
      is: "rest",
      until: OURS + MINUTE,
    });
    expect(outcomeOf(asked({ is: "accepted" }), lease, OURS).is).toBe("rest");
    expect(outcomeOf(asked({ is: "refused", because: { is: "finished" } }), lease, OURS).is).toBe("finished");
  });

  it("for which no run shows up within an hour is dropped, but never for want of an answer", () => {
    const late = { ...lease, firstSeen: OURS - HOUR - 1 };
    expect(outcomeOf(ended({ is: "not-yet", why: "no-run" }, { again: seen.now }), late, OURS)).toEqual({
      is: "dropped",
    });
    expect(outcomeOf(ended({ is: "not-yet", why: "unanswered" }, { again: seen.now }), late, OURS)).toEqual({
      is: "rest",
      until: OURS + 2 * SECOND,
    });
  });
});
