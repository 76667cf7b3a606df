import { describe, expect, it } from "vitest";
import { audit, type GivenFile } from "../../src/cli/ledger/audit.ts";
import { auditText } from "../../src/cli/ledger/text.ts";
import type { EvidenceRecord } from "../../src/conduct/evidence-record.ts";
import type { FileEvidence } from "../../src/release/evidence-chain.ts";
import { CHAIN_START, entryHash } from "../../src/store/chain.ts";
import type { LedgerEntry } from "../../src/store/store.ts";

const KEY = { repository: 7, tag: "v1.0.0" };
const BUILT = "a".repeat(64);
const OTHER = "b".repeat(64);
const WHEEL = "widget-1.0.0-py3-none-any.whl";

function ledger(...lines: readonly (readonly [LedgerEntry["kind"], unknown])[]): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const [kind, data] of lines) {
    const previous = entries.at(-1)?.hash ?? CHAIN_START;
    const content = { key: KEY, number: entries.length + 1, at: entries.length, kind, data, previous };
    entries.push({ ...content, hash: entryHash(content) });
  }
  return entries;
}

function saw(file: Partial<FileEvidence> = {}): readonly ["saw", EvidenceRecord] {
  const evidence: FileEvidence = {
    file: WHEEL,
    sha256: BUILT,
    artifact: { id: 1, name: "dist" },
    testedBy: [],
    served: [],
    ...file,
  };
  return [
    "saw",
    { release: "acme/widget@v1.0.0", commit: "c0ffee", run: 5, runAttempt: 1, files: [evidence] },
  ];
}

function opened(run: number, digest: string): readonly ["did", unknown] {
  const text = JSON.stringify({ environment: "pypi", run, digests: [`${WHEEL} sha256:${digest}`] });
  return ["did", { action: "open-gate", text }];
}

const served = (digest: string): Partial<FileEvidence> => ({
  served: [{ gate: "pypi", index: "pypi", is: "same", digest: `sha256:${digest}`, yanked: false }],
});

const given = (sha256: string, file = WHEEL): GivenFile => ({ path: `./${file}`, file, sha256 });

function verdict(entries: readonly LedgerEntry[], ...files: readonly GivenFile[]) {
  const audited = audit({ key: KEY, name: "acme/widget@v1.0.0", entries }, files);
  return { whole: audited.whole, text: auditText([audited], files) };
}

describe("what the evidence of a release comes to", () => {
  it.each<[string, readonly LedgerEntry[], readonly GivenFile[], string]>([
    ["approved", ledger(saw(), opened(5, OTHER)), [], `✗ approved for pypi: other bytes, sha256 ${OTHER}`],
    ["served", ledger(saw(served(OTHER))), [], `✗ served by pypi: other bytes, sha256 ${OTHER}`],
    [
      "attached",
      ledger(saw({ asset: { id: 1, digest: `sha256:${OTHER}` } })),
      [],
      `✗ attached to the GitHub release: other bytes, sha256 ${OTHER}`,
    ],
    ["given", ledger(saw()), [given(OTHER)], `✗ ./${WHEEL}: other bytes, sha256 ${OTHER}`],
    [
      "a stranger",
      ledger(saw()),
      [given(BUILT, "x.whl")],
      "✗ ./x.whl: this release built no file of that name",
    ],
  ])("is a break where other bytes than built were %s", (_name, entries, files, line) => {
    const { whole, text } = verdict(entries, ...files);
    expect(text).toContain(line);
    expect(text).toMatch(/^✗ acme/);
    expect(whole).toBe(false);
  });

  it("is whole where all are the same, whatever an earlier run was approved for", () => {
    const entries = ledger(opened(4, OTHER), saw(served(BUILT)), opened(5, BUILT));
    const { whole, text } = verdict(entries, given(BUILT));
    expect(text.match(/✓ .*the same bytes/g)).toHaveLength(3);
    expect(text).not.toContain("✗");
    expect(whole).toBe(true);
  });

  it("goes by the sha512 where an index tells no other digest", () => {
    const [own, other] = ["c".repeat(128), "d".repeat(128)];
    const onNpm = (digest: string): Partial<FileEvidence> => ({
      sha512: own,
      served: [{ gate: "npm", index: "npm", is: "same", digest: `sha512:${digest}`, yanked: false }],
    });
    expect(verdict(ledger(saw(onNpm(own)))).whole).toBe(true);
    const { whole, text } = verdict(ledger(saw(onNpm(other))));
    expect(text).toContain(`✗ served by npm: other bytes, sha512 ${other}`);
    expect(whole).toBe(false);
    const unhashed = { served: onNpm(own).served ?? [] };
    expect(verdict(ledger(saw(unhashed))).whole).toBe(false);
  });

  it("goes by what a gate was opened for last: a run that started over has built anew", () => {
    expect(verdict(ledger(saw(), opened(5, OTHER), opened(5, BUILT))).whole).toBe(true);
    expect(verdict(ledger(saw(), opened(5, BUILT), opened(5, OTHER))).whole).toBe(false);
  });

  it("goes by the newest record", () => {
    expect(verdict(ledger(saw(served(OTHER)), saw(served(BUILT)))).whole).toBe(true);
  });

  it("is nothing where nothing was recorded, which proves no file", () => {
    expect(verdict(ledger(opened(5, BUILT)))).toMatchObject({
      whole: true,
      text: expect.stringContaining("No evidence was recorded"),
    });
    expect(verdict(ledger(opened(5, BUILT)), given(BUILT)).whole).toBe(false);
  });

  it("counts for nothing in a broken chain", () => {
    const [first, ...rest] = ledger(saw(served(BUILT)), opened(5, BUILT));
    const { whole, text } = verdict([...(first ? [{ ...first, data: {} }] : []), ...rest]);
    expect(text).toContain("the chain breaks at number 1: its content does not match its hash");
    expect(text).not.toContain(WHEEL);
    expect(whole).toBe(false);
  });
});
