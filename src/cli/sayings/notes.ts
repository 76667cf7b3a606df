import { NO_TOKEN } from "../../env.ts";
import type { Fault } from "../../release/fact.ts";
import type { RangeGap } from "../../release/range.ts";
import { BUSY } from "../../replies/examples/busy.ts";
import { type Saying, said } from "../../replies/saying.ts";
import type { Lack } from "../notes/lack.ts";
import { gapText, lackText, noticeText, summaryText, wrongWord } from "../notes/text.ts";
import { envMessage } from "../start.ts";

const WANTED = { place: { owner: "acme", name: "rocket" } };
const TAG = { tag: "v5.0.0" };

const fault = (more: Partial<Fault>): Lack => ({
  is: "no-answer",
  fault: { kind: "unreachable", whom: "GitHub", detail: "GraphQL query (acme/rocket): 502", ...more },
});

const LACKS: Readonly<Record<string, Lack>> = {
  "no such repository": { is: "no-repository" },
  "no such tag": { is: "no-tag", ...TAG },
  "a tag of no commit": { is: "no-commit", ...TAG },
  "a tag that is no version": { is: "no-version", tag: "nightly" },
  "a broken configuration": {
    is: "broken-configuration",
    faults: [
      { path: "notes.contributors", says: "is not one of external, all, none.", remedy: "Choose one." },
      { path: "", says: "is not YAML.", remedy: "Correct line 3." },
    ],
  },
  "no answer": fault({}),
  "a token that GitHub does not take": fault({ kind: "forbidden", status: 401 }),
  "a token that may not": fault({ kind: "forbidden", status: 403 }),
  "limits used up": fault({ kind: "limited", until: 0 }),
  "limits used up, nobody knows how long": fault({ kind: "limited" }),
};

const GAPS: { readonly [Is in RangeGap["is"]]: Extract<RangeGap, { readonly is: Is }> } = {
  "older-commits": { is: "older-commits", read: 1000 },
  "crowded-commit": { is: "crowded-commit", sha: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d" },
  "commits-withheld": { is: "commits-withheld", said: 300, read: 250 },
  "too-many-commits": { is: "too-many-commits", said: 12_000, read: 10_000 },
  "shipped-unread": { is: "shipped-unread", said: 3000, read: 1000 },
  "no-base": { is: "no-base" },
  "base-passed-over": { is: "base-passed-over", tag: "v4.2.9" },
  "nothing-since": { is: "nothing-since", tag: "v5.0.0.post1" },
  "newcomers-unknown": { is: "newcomers-unknown", why: "GraphQL query (acme/rocket): 502" },
};

const NOTICES = {
  "a broken release.yml": {
    is: "notes-file-broken",
    path: ".github/release.yml",
    fault: { path: "changelog", says: "is a list", remedy: "Write it as a mapping." },
  },
  "members that can't be read": {
    is: "members-unread",
    sources: [{ from: "collaborators" }, { from: "codeowners" }, { from: "team", team: "core" }],
  },
} as const;

/** What `notes` says beside the notes. */
export function notesSayings(): readonly Saying[] {
  return [
    {
      where: "notes on a terminal",
      text: summaryText("acme/rocket@v5.0.0", {
        base: "v4.2.9",
        commits: 619,
        pullRequests: 80,
        thanked: 12,
      }),
    },
    {
      where: "notes on a terminal: the first",
      text: summaryText("acme/rocket@v1.0.0", { commits: 1, pullRequests: 0, thanked: 1 }),
    },
    { where: "notes on a terminal: a wrong word", text: wrongWord("rocket") },
    { where: "notes on a terminal: no token", text: envMessage([NO_TOKEN]) },
    ...said("notes on a terminal:", LACKS, (lack) => lackText(lack, WANTED)),
    ...said("notes on a terminal: something is missing:", GAPS, gapText),
    ...said("notes on a terminal: made without", NOTICES, (notice) => noticeText(notice, BUSY)),
  ];
}
