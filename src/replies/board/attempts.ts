import { memoryOf } from "../../release/attempt.ts";
import { given } from "../../release/fact.ts";
import type { AttemptRecord } from "../../release/memory.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { commitLink } from "../places.ts";
import { asLink, asText, quoted } from "../safe.ts";
import { count, utc } from "../words.ts";
import { folded, table } from "./markup.ts";

/** The attempts before this one, newest first, folded: nothing of them counts any more. */
export function earlierAttempts(seen: Snapshot): string {
  const { superseded } = memoryOf(seen);
  const rows = superseded
    .toReversed()
    .slice(0, 30)
    .map((attempt) => attemptRow(attempt, seen));
  const isOne = superseded.length === 1;
  const yanked = superseded.flatMap(({ yank }) => yank ?? []).at(-1);
  const bad = yanked === undefined ? "" : `, ${isOne ? "" : "one of them "}yanked by ${asText(yanked.by)}`;
  const summary = `${count(superseded.length, "earlier attempt")}${bad}: nothing of ${isOne ? "it" : "them"} counts any more`;
  return folded(summary, table(["Commit", "Run", "Began", "How it stands"], rows));
}

function attemptRow({ commit, run: id, yank }: AttemptRecord, seen: Snapshot): readonly string[] {
  const run = (given(seen.runs) ?? []).find((one) => one.id === id);
  return [
    commitLink(seen, commit),
    id === undefined ? "none" : asLink(`${id}`, run?.url),
    run === undefined ? "" : utc(run.createdAt),
    [
      ...(run === undefined ? [] : [asText((run.conclusion ?? run.status).replaceAll("_", " "))]),
      ...(yank === undefined ? [] : [`yanked: ${quoted(yank.reason)}`]),
    ].join("; "),
  ];
}
