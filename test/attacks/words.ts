import { expect } from "vitest";
import type { Exchange } from "../../src/sandbox/exchanges.ts";
import type { Told } from "../stories/stage.ts";

/** The world that attacks are told in, as far as these words look at it. */
type Seen = Pick<Told, "sandbox" | "repo" | "writes" | "irreversible">;

/** A moment of a story: what comes after it is the attack's. */
export type Moment = { readonly exchanges: number; readonly irreversible: readonly string[] };

/** The moment before an attack. Taken while nothing else is about to happen by itself. */
export async function moment({ sandbox, irreversible }: Seen): Promise<Moment> {
  return { exchanges: sandbox.exchanges.length, irreversible: await irreversible() };
}

/** What the app has asked GitHub to change since then, as `METHOD path`. */
export function written({ sandbox, writes }: Seen, since?: Moment): readonly string[] {
  const later = new Set(sandbox.exchanges.slice(since?.exchanges ?? 0));
  return writes()
    .filter((one) => later.has(one))
    .map(({ method, path }) => `${method} ${path}`);
}

/** A gate is decided by a POST with a state; one without is only a report. */
const DECIDES = /\/(?:deployment_protection_rule|pending_deployments)$/;

/** The decisions on gates that the app has sent since then, as GitHub was asked for them. */
export function decisions({ sandbox }: Seen, since?: Moment): readonly string[] {
  return sandbox.exchanges.slice(since?.exchanges ?? 0).flatMap((one) => {
    const state = one.method === "POST" && DECIDES.test(one.path) ? stateOf(one) : undefined;
    return state === undefined ? [] : [`${state} ${one.path}`];
  });
}

function stateOf({ requestBody }: Exchange): string | undefined {
  const { state } = (requestBody ?? {}) as { readonly state?: string };
  return state;
}

/**
 * *No approval*: the app has opened no gate, GitHub's log of the runs names none opened by it, and nothing that can't
 * be taken back has happened.
 */
export async function noApproval(told: Seen, since?: Moment): Promise<void> {
  expect(
    decisions(told, since).filter((one) => one.startsWith("approved")),
    "gates opened",
  ).toEqual([]);
  const left = [...(since?.irreversible ?? [])];
  const out = (await told.irreversible()).filter((one) => {
    const place = left.indexOf(one);
    return place < 0 ? letsOut(one) : left.splice(place, 1).length === 0;
  });
  expect(out, "what can't be taken back").toEqual([]);
}

/** The gates of a superseded run are shut and runs are cancelled by design: that lets nothing out. */
function letsOut(effect: string): boolean {
  return !/ (?:rejected|cancelled)$/.test(effect);
}

/** *Silent*: no approval, and nothing at all asked of GitHub: no comment, reaction, label or edit. */
export async function silent(told: Seen, since: Moment): Promise<void> {
  expect(written(told, since), "written to GitHub").toEqual([]);
  await noApproval(told, since);
}

/** What a refusal has to say. */
export type Refusal = {
  /** The rule that stands against it. */
  readonly rule: string | RegExp;
  /** Who could; left out where nobody could. */
  readonly who?: string | RegExp;
  /** The next step. */
  readonly next: string | RegExp;
};

/** *Refused*: no approval, and exactly one reply, which names the rule, who could do it and the next step. */
export async function refused(told: Seen, since: Moment, { rule, who, next }: Refusal): Promise<void> {
  const replies = told.sandbox.exchanges
    .slice(since.exchanges)
    .filter(({ method, path }) => method === "POST" && /\/issues\/\d+\/comments$/.test(path))
    .map(({ requestBody }) => (requestBody as { readonly body: string }).body);
  expect(replies, "replies").toHaveLength(1);
  const [reply = ""] = replies;
  for (const said of [rule, who, next]) {
    if (said !== undefined) {
      expect(reply).toMatch(said);
    }
  }
  await noApproval(told, since);
}

/** Where a story has come to, as its people see it; times, numbers of requests and order of replies left out. */
export async function ending(told: Seen): Promise<object> {
  const { repo } = told;
  const { issues, releases, runs } = repo;
  return {
    irreversible: await told.irreversible(),
    issues: issues().map(({ title, state, labels }) => ({
      title,
      state,
      labels: labels.map((one) => one.name),
    })),
    replies: issues().flatMap((issue) =>
      repo.comments(issue.number).map(({ author, body }) => [author.login, body]),
    ),
    releases: releases().map((one) => [
      one.tag,
      one.name,
      one.draft,
      one.body,
      one.assets.map(({ name }) => name),
    ]),
    gates: runs().map((run) => repo.pendingGates(run).map(({ environment }) => environment)),
  };
}
