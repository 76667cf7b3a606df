import { expect, it } from "vitest";
import { leadOf } from "../../src/release/aboard.ts";
import { boardBody } from "../../src/replies/board.ts";
import { cardBody, cardHead } from "../../src/replies/card.ts";
import { headlineText } from "../../src/replies/headline.ts";
import { canonicalJson } from "../../src/store/chain.ts";
import { planned } from "./planned.ts";
import { states } from "./states.ts";

it.each(Object.entries(states))("the card of a release says what its board says: %s", (_name, seen) => {
  const plan = planned(seen);
  const head = cardHead(plan, seen);
  const body = cardBody(plan, seen);
  const board = boardBody(plan, seen).body;
  expect(headlineText(plan, seen)).toContain(head.says);
  expect(leadOf(seen)).toBeUndefined();
  const words = [
    ...body.moves.map(({ what }) => what),
    ...body.problems.map(({ says }) => says.split("\n")[0] ?? ""),
    ...body.phases.flatMap(({ title, says }) => [title, says]),
    ...body.gates.flatMap(({ gate, decided }) => [gate, decided]),
    ...body.evidence.heads,
    ...body.evidence.rows.flat(),
  ];
  expect(words.length).toBeGreaterThan(5);
  for (const word of words) expect(board).toContain(word);
  expect(JSON.parse(canonicalJson({ head, body }))).toEqual({ head, body });
});

it("tells on whom a release waits, since when, and what its time went into", () => {
  const seen = states["approvals"];
  const released = states["released"];
  const failed = states["jobs failed"];
  if (seen === undefined || released === undefined || failed === undefined) throw new Error("no such state");
  const { waits } = cardHead(planned(seen), seen);
  expect(waits[0]).toMatchObject({ on: "people", phase: "publish `pypi`", who: "maintainers" });
  expect(waits[0]?.since).toBeGreaterThan(0);
  const { times, began, waits: none } = cardHead(planned(released), released);
  const { stretches } = cardBody(planned(released), released);
  expect(none).toEqual([]);
  expect(times.people + times.machines + times.earlier + times.unknown).toBe(times.took);
  expect(times.took).toBeGreaterThan(0);
  expect(began).toBe(Math.min(...stretches.map(({ from }) => from)));
  expect(cardHead(planned(failed), failed).failures).toEqual({ jobs: 3, again: 1 });
});

it("is the same at any time: only facts change it", () => {
  for (const seen of Object.values(states)) {
    const later = { ...seen, now: seen.now + 60_000 };
    const told = [seen, later].map((one) =>
      JSON.stringify([cardHead(planned(one), one), cardBody(planned(one), one)]),
    );
    expect(told[0]).toBe(told[1]);
  }
});
