import { recordedApprovals } from "../../commands/recorded-approvals.ts";
import type { ApprovalRecord, Lapse } from "../../release/memory.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { asCode } from "../safe.ts";
import { utc } from "../words.ts";
import { atMost, section, table } from "./markup.ts";

/** Approvals that counted and count no more, each with the reason: what was said then is to be said again. */
export function lapsedApprovals(seen: Snapshot): string {
  const lapsed = recordedApprovals(seen).filter(isLapsed).toReversed();
  const { shown, more } = atMost(lapsed, 10);
  const rows = shown.map(({ by, gate, at, lapsed: why }) => [asCode(by), asCode(gate), utc(at), LAPSES[why]]);
  return section("Approvals that count no more", table(["By", "Gate", "Said", "Because"], rows) + more);
}

function isLapsed(record: ApprovalRecord): record is ApprovalRecord & { readonly lapsed: Lapse } {
  return record.lapsed !== undefined;
}

/** Why, each in a sentence. */
export const LAPSES: { readonly [Why in Lapse]: string } = {
  "tag-moved": "The tag moved, or its workflow ran anew.",
  "run-again": "The run was run again, and the gate waits anew.",
  "comment-deleted": "The comment was deleted.",
  "comment-edited": "The comment was edited.",
  "right-lost": "The right to approve was lost.",
  "rules-changed": "The configuration changed.",
  "artifacts-replaced": "An artifact was uploaded afterwards.",
  expired: "It was said too long ago.",
  other: "It was taken back or refused.",
};
