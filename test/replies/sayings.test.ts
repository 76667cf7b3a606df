import { describe, expect, it } from "vitest";
import { chapters, sayingsText } from "../../src/cli/sayings/chapters.ts";
import { releaseChapters } from "../../src/replies/sayings.ts";

const all = chapters().flatMap(({ sayings }) => sayings);
const ofReleases = releaseChapters().flatMap(({ sayings }) => sayings);

/** A command, a link, a click on a named button, or a thing to type or write. */
const WAY_ON =
  /`\/[a-z]|\bpush the tag|\bclose this issue|\]\(https:|\*[A-Z][^*]+\*|`(?:git|npm) |`[\w-]+:`|[Nn]othing to do|\btag (?:the|that|a) /;
const MENTION = /(?:^|[^\w`/])@[a-z\d]/i;
const EMOJI = /\p{Extended_Pictographic}/gu;
const OUR_OWN_WORDS = /\b(?:please|snapshot|fact|phase|sweep|wake)\b/i;
/** Whole sentences: the rest are names, headings, parts of tables, lines of logs and answers to machines. */
const SENTENCES =
  /^(?:headline|problem|shut-out|reason|refusal|action [a-z-]+$|lapse|second board|page|start|sqlite|postgres)/;

describe("everything the app says", () => {
  it.each(all)("$where: calls nobody and is complete", ({ where, text }) => {
    expect(text).not.toMatch(/undefined|\[object|\bnull\b|NaN/);
    // GitHub calls nobody out of a code span; reminders call whom the configuration names, credits whom they thank, and a
    // call-out whose pull requests are open.
    expect(/reminder|^notes|^call-out/.test(where) ? "" : text.replace(/`[^`]*`/g, "")).not.toMatch(MENTION);
    expect(text.length).toBeGreaterThan(4);
  });

  it("has a name of its own for everything", () => {
    const names = all.map(({ where }) => where);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(ofReleases)("$where: keeps our jargon out", ({ text }) => {
    expect(text.replace("| Phase |", "")).not.toMatch(OUR_OWN_WORDS);
  });

  it.each(ofReleases.filter(({ where }) => !/^(?:board:|phase)/.test(where)))(
    "$where: needs no signs",
    ({ text }) => {
      expect(text.replace(/^\|.*\|$/gm, "").match(EMOJI) ?? []).toHaveLength(0);
    },
  );

  it.each(all.filter(({ where }) => SENTENCES.test(where)))("$where: ends as a sentence", ({ text }) => {
    expect(text).toMatch(/[.\]]$/);
  });

  it.each(all.filter(({ where }) => /^(?:problem|wait|refusal)/.test(where)))(
    "$where: says what can be done now",
    ({ text }) => {
      expect(text).toMatch(WAY_ON);
    },
  );

  it("reads like this", async () => {
    await expect(sayingsText()).toMatchFileSnapshot("sayings.mkd");
  });
});
