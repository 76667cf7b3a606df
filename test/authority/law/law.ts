import type { Exchange } from "../../../src/sandbox/exchanges.ts";
import type { Run } from "../../../src/sandbox/github/runs.ts";
import type { Gate } from "../policy.ts";
import { caseOf, type Evidence } from "./case.ts";
import {
  againstAdding,
  againstCancelling,
  againstClosing,
  againstDeleting,
  againstPublishing,
} from "./closing.ts";
import { againstOpening } from "./opening.ts";

export type Judgement = {
  /** Empty: the law held. */
  readonly breaches: readonly string[];
  /** Gates that the app opened, whether rightly or not. */
  readonly opened: number;
};

/**
 * Judges all that the app did and can't take back: no gate opened or closed, no run cancelled and no GitHub release
 * published without a valid word, still there, by a person who has the right now. By GitHub's history alone: nothing
 * of the app's own rules is asked.
 */
export function judged(evidence: Evidence): Judgement {
  const acts = evidence.exchanges.flatMap((exchange, number) => {
    const act = actOf(evidence, exchange);
    return act === undefined ? [] : [{ ...act, number }];
  });
  const breaches = acts.flatMap((act) => {
    const against = againstAct(evidence, act);
    return against.map((fault) => `${told(act)}, though: ${fault}`);
  });
  return { breaches, opened: acts.filter(({ did }) => did === "opens").length };
}

type Act =
  | { readonly did: "opens" | "closes"; readonly run: Run; readonly gate: Gate; readonly log: string }
  | { readonly did: "cancels" | "publishes" | "deletes" | "adds"; readonly run: Run };

type Numbered = Act & { readonly number: number };

function actOf(evidence: Evidence, exchange: Exchange): Act | undefined {
  const { method, path, status } = exchange;
  if (method === "GET" || status === null || status >= 300) {
    return undefined;
  }
  const run = evidence.repository.runs.find(({ id }) => path.includes(`/actions/runs/${id}/`));
  return run === undefined ? atRelease(evidence, exchange) : atRun(run, exchange);
}

function atRun(run: Run, { path, requestBody }: Exchange): Act | undefined {
  const body = (requestBody ?? {}) as Readonly<Record<string, unknown>>;
  if (path.endsWith("/deployment_protection_rule") && body["state"] !== undefined) {
    const did = body["state"] === "approved" ? "opens" : "closes";
    return { did, run, gate: body["environment_name"] as Gate, log: String(body["comment"]) };
  }
  return path.endsWith("/cancel") ? { did: "cancels", run } : undefined;
}

/** What is done to a GitHub release is done to what the newest run has built. */
function atRelease({ repository }: Evidence, exchange: Exchange): Act | undefined {
  const run = repository.runs.at(-1);
  const did = deedAtRelease(repository, exchange);
  return run === undefined || did === undefined ? undefined : { did, run };
}

function deedAtRelease(repository: Evidence["repository"], exchange: Exchange) {
  const { method, path, requestBody } = exchange;
  const body = (requestBody ?? {}) as Readonly<Record<string, unknown>>;
  const isOne = /\/releases\/\d+$/.test(path);
  if (isOne && method === "PATCH" && body["draft"] === false) {
    return "publishes";
  }
  if (isOne && method === "DELETE") {
    return "deletes";
  }
  return addsToPublic(repository, exchange) ? "adds" : undefined;
}

/** A file attached to what people see already. */
function addsToPublic({ releases }: Evidence["repository"], { method, path, at }: Exchange): boolean {
  const id = /\/releases\/(?<id>\d+)\/assets/.exec(path)?.groups?.["id"];
  const release = releases.find((one) => String(one.id) === id);
  return method === "POST" && release?.publishedAt != null && release.publishedAt < at;
}

function againstAct(evidence: Evidence, act: Numbered): readonly string[] {
  const at = caseOf(evidence, act.number, act.run);
  switch (act.did) {
    case "opens":
      return againstOpening({ at, gate: act.gate, log: act.log });
    case "closes":
      return againstClosing(at, act.gate);
    case "cancels":
      return againstCancelling(at);
    case "publishes":
      return againstPublishing(at);
    case "deletes":
      return againstDeleting(at);
    case "adds":
      return againstAdding(at);
  }
}

function told(act: Numbered): string {
  const gate = "gate" in act ? `${act.gate} of ` : "";
  return `request ${act.number} ${act.did} ${gate}run ${act.run.id}`;
}
