import { type Saying, said } from "../../replies/saying.ts";
import type { LedgerEntry } from "../../store/store.ts";
import type { Audit } from "../ledger/audit.ts";
import { unreadable } from "../ledger/digests.ts";
import { summaryOf } from "../ledger/kept.ts";
import { auditText, listText, NOTHING_KEPT, noDatabase, showText, unknownRelease } from "../ledger/text.ts";

const RELEASE = "acme/rocket@v5.0.0";
const WHEEL = "rocket-5.0.0-py3-none-any.whl";
const [BUILT, OTHER] = ["3c".repeat(32), "e4".repeat(32)];

const ENTRY: LedgerEntry = {
  key: { repository: 7, tag: "v5.0.0" },
  number: 1,
  at: 0,
  kind: "did",
  data: { action: "create-board" },
  previous: "0".repeat(64),
  hash: "9f".repeat(32),
};

const KEPT = { key: ENTRY.key, name: RELEASE, entries: [ENTRY] };

const about = { release: RELEASE, entries: 12, whole: true };
const built = { file: WHEEL, sha256: BUILT, artifact: "dist", testedBy: ["alice", "bob"] };
const evidence = { commit: "1a2b3c4", run: 42, runAttempt: 1 };

const AUDITS: Readonly<Record<string, Audit>> = {
  whole: {
    ...about,
    evidence: {
      ...evidence,
      files: [{ ...built, links: [{ place: "served by pypi", is: "same", digest: `sha256:${BUILT}` }] }],
    },
  },
  "other bytes": {
    ...about,
    whole: false,
    evidence: {
      ...evidence,
      files: [
        {
          ...built,
          testedBy: [],
          links: [{ place: "served by pypi", is: "other", digest: `sha512:${OTHER}${OTHER}` }],
        },
      ],
    },
  },
  "without evidence": { ...about, entries: 1 },
  "a broken chain": {
    ...about,
    whole: false,
    broken: { number: 3, because: "its content does not match its hash" },
  },
};

/** What `ledger` answers. */
export function ledgerSayings(): readonly Saying[] {
  const stranger = { path: "./other.whl", file: "other.whl", sha256: OTHER };
  return [
    { where: "ledger show", text: listText([summaryOf(KEPT)]) },
    { where: "ledger show: one", text: showText(KEPT) },
    ...said("ledger verify:", AUDITS, (audit) => auditText([audit], [])),
    {
      where: "ledger verify: a file of another release",
      text: auditText(AUDITS["whole"] === undefined ? [] : [AUDITS["whole"]], [stranger]),
    },
    { where: "ledger verify: a file that is not there", text: unreadable("./rocket.whl", "ENOENT") },
    { where: "ledger: empty", text: NOTHING_KEPT },
    { where: "ledger: no such release", text: unknownRelease("acme/rocket@v9") },
    { where: "ledger: no database", text: noDatabase("./data/release-conductor.db") },
  ];
}
