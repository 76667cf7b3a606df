import { expect, test } from "vitest";
import { comparePep440, formatPep440, type Pep440, parsePep440 } from "../../src/release/pep440.ts";

/** Lowest first; each line holds spellings of one version. */
const ASCENDING = [
  ["0"],
  ["1.0.dev1", "v1-dev_1"],
  ["1.0.dev20240823123456788"],
  ["1.0.dev20240823123456789"],
  ["1.0a1.dev1"],
  ["1.0a1", "1.0.ALPHA.1", "1.0-a1"],
  ["1.0a1.post1.dev2"],
  ["1.0a1.post1"],
  ["1.0a2"],
  ["1.0a10"],
  ["1.0b0", "1.0beta"],
  ["1.0rc1", "1.0c1", "1.0-preview-1", "1.0_pre1"],
  ["1.0", "1", "1.0.0", " v01.00\n"],
  ["1.0+abc", "1.0.0+ABC"],
  ["1.0+abc.5", "1+abc-5", "1+abc_05"],
  ["1.0+abd"],
  ["1.0+5"],
  ["1.0+5.a"],
  ["1.0+5.0"],
  ["1.0+10"],
  ["1.0.post0.dev1"],
  ["1.0.post0", "1.0-0", "1.0.rev"],
  ["1.0.post1", "1.0-1", "1.0-r1", "1.0POST1"],
  ["1.0.1"],
  ["1.10"],
  ["1!0.1", "01!0.1"],
];

function parsed(text: string): Pep440 {
  const version = parsePep440(text);
  if (!version) {
    throw new Error(`${text} is no version`);
  }
  return version;
}

test("versions sort as PEP 440 orders them, in both directions", () => {
  const order = (at: number, other: number) => Math.sign(at - other);
  ASCENDING.forEach((spellings, at) => {
    ASCENDING.forEach((others, otherAt) => {
      for (const [a, b] of spellings.flatMap((a) => others.map((b) => [a, b] as const))) {
        const found = Math.sign(comparePep440(parsed(a), parsed(b)));
        expect(`${a} ? ${b}: ${found}`).toBe(`${a} ? ${b}: ${order(at, otherAt)}`);
      }
    });
  });
});

test.each([
  ["1.2+1.ABC", "1.2+1.abc"],
  ["1.2+001-1e5_0x1F", "1.2+1.1e5.0x1f"],
  ["\t v1.0-Alpha \n", "1.0a0"],
  ["1!1.0-RC_07-3.DEV", "1!1.0rc7.post3.dev0"],
])("%j is written %s", (text, canonical) => {
  expect(formatPep440(parsed(text))).toBe(canonical);
});

test("the canonical text of a version is a spelling of it", () => {
  for (const text of ASCENDING.flat()) {
    const canonical = formatPep440(parsed(text));
    expect(comparePep440(parsed(text), parsed(canonical))).toBe(0);
    expect(formatPep440(parsed(canonical))).toBe(canonical);
  }
});

test.each([
  "",
  "v",
  "1.",
  ".1",
  "1..0",
  "1.0-",
  "1.0+",
  "1.0+a+b",
  "1.0+ä",
  "1.0 rc1",
  "1.0p1",
  "1.0rc1rc2",
  "vv1",
])("%j is no version", (text) => {
  expect(parsePep440(text)).toBeUndefined();
});
