import { releaseRun } from "../release/attempt.ts";
import { environmentNamed, gateNamed } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { approvers, environmentSettings, linking } from "./places.ts";
import { asCode, asLink } from "./safe.ts";
import type { WaitText } from "./wait-text.ts";
import { count, listed, names, short } from "./words.ts";

type Of<F extends Wait["for"]> = Extract<Wait, { readonly for: F }>;

type GateWait = Of<"approval" | "review" | "gate-reached" | "notes" | "gate-opening" | "publish-job">;

/** A wait at a gate, in words. */
export function gateWaitText(wait: GateWait, seen: Snapshot): WaitText {
  const gate = asCode(wait.environment);
  switch (wait.for) {
    case "approval":
      return approvalText(wait, seen);
    case "review":
      return reviewText(wait, seen);
    case "gate-reached":
      return {
        who: "the release workflow",
        says: `No job has come to gate ${gate} yet. Nothing to do: it goes on by itself.`,
      };
    case "notes":
      return notesText(wait);
    case "gate-opening":
      return {
        who: "GitHub",
        says: `Gate ${gate} was told to open, and GitHub still lists it as waiting. Nothing to do: it is looked at again by itself.`,
      };
    case "publish-job":
      return {
        who: "the release workflow",
        says: `${asLink("The job", wait.url)} behind gate ${gate} is publishing.`,
      };
  }
}

function notesText({ environment, lacks }: Of<"notes">): WaitText {
  const gate = asCode(environment);
  switch (lacks) {
    case "text":
      return {
        who: "the notes",
        says: `Gate ${gate} opens once the draft of the GitHub release says something.`,
        todo: `write the notes into the draft, or say ${asCode("/notes")}`,
      };
    case "update":
      return {
        who: "the notes",
        says: `Gate ${gate} opens once the notes in the draft are about the tagged commit. Nothing to do: they are brought up to date by themselves.`,
      };
    default:
      return {
        who: "the draft",
        says: `Gate ${gate} opens once the GitHub release is drafted with its notes. Nothing to do, unless the board names a problem with the draft: it goes on by itself.`,
      };
  }
}

function approvalText(wait: Of<"approval">, seen: Snapshot): WaitText {
  const { environment, given, needed, commit } = wait;
  const gate = asCode(environment);
  const guard = environmentNamed(seen, environment);
  const reviewers = guard?.reviewers ?? [];
  const approved = given.length === 0 ? "" : `; ${names(given)} approved`;
  const counted = `${given.length} of ${count(needed, "approval")}${approved}`;
  const words = asCode(`/approve ${environment}${commit === undefined ? "" : ` ${short(commit)}`}`);
  if (guard?.rule !== true && reviewers.length > 0) {
    return {
      who: names(reviewers),
      says: `Gate ${gate} waits for a reviewer's own click and has ${counted}. The app clicks for a reviewer who approves and ${linking(seen)}.`,
      todo: `${words}, or ${reviewClick(environment, releaseRun(seen)?.url ?? "")}`,
    };
  }
  const besides =
    reviewers.length === 0 ? "" : ` Besides, GitHub wants a click of ${names(reviewers, 5, "or")}.`;
  const isLast = given.length + 1 >= needed && reviewers.length === 0;
  return {
    who: approvers(seen, gateNamed(seen, environment)),
    says: `Gate ${gate} has ${counted}.${besides}`,
    todo: `${words} ${isLast ? "opens the gate" : "counts towards it"}, ${asCode(`/reject ${environment} <reason>`)} shuts it for this run`,
  };
}

function reviewClick(environment: string, url: string): string {
  return `${asLink("Review deployments", url)} on the run's page, tick ${asCode(environment)}, approve`;
}

/** A gate that no comment can open: GitHub wants a person's click, or has rules of its own to wait for. */
function reviewText({ environment, url, reviewers }: Of<"review">, seen: Snapshot): WaitText {
  const gate = asCode(environment);
  const guard = environmentNamed(seen, environment);
  const click = reviewClick(environment, url);
  if (reviewers.length > 0) {
    return { who: names(reviewers), says: `Gate ${gate} waits for a reviewer's own click.`, todo: click };
  }
  if (guard?.rule === true) {
    return {
      who: "a repository admin",
      says: `Gate ${gate} still waits.`,
      todo: `*Start all waiting jobs* on ${asLink("the run's page", url)} opens it past this app`,
    };
  }
  const reasons = [
    ...(guard !== undefined && guard.waitMinutes > 0
      ? [`a timer of ${count(guard.waitMinutes, "minute")}`]
      : []),
    ...(guard?.otherRules ?? []).map((rule) => `the rule ${asCode(rule)}`),
  ];
  const guards = reasons.length === 0 ? "a guard that comments can't open" : listed(reasons);
  return {
    who: "a repository admin",
    says: `Gate ${gate} waits for ${guards}.`,
    todo: `see ${asLink("the run", url)}; for ${asCode(`/approve ${environment}`)} to work, tick this app under ${environmentSettings(seen)} → ${gate}`,
  };
}
