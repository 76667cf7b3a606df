import { describe, expect, it } from "vitest";
import { sayingsText } from "../../src/cli/sayings.ts";
import { sayings } from "../../src/replies/sayings.ts";

const all = sayings();
/** A command, a link, a click on a named button, or a thing to type or write. */
const WAY_ON = /`\/[a-z]|\]\(https:|\*[A-Z][^*]+\*|`git |`[\w-]+:`|[Nn]othing to do|\btag (?:the|that|a) /;
const MENTION = /(?:^|[^\w`/])@[a-z\d]/i;
const EMOJI = /\p{Extended_Pictographic}/gu;
const OUR_OWN_WORDS = /\b(?:please|snapshot|fact|conduct(?:ed)?|phase|sweep|wake)\b/i;

describe("everything the app says", () => {
  it.each(all)(
    "$where: has words that end as a sentence, calls nobody and keeps our jargon out",
    ({ where, text }) => {
      expect(text).not.toMatch(/undefined|\[object|null| {2}\S/);
      // GitHub calls nobody out of a code span; and reminders call whom the configuration names.
      expect(where.includes("reminder") ? "" : text.replace(/`[^`]*`/g, "")).not.toMatch(MENTION);
      expect(text).not.toMatch(OUR_OWN_WORDS);
      expect(text.match(EMOJI) ?? []).toHaveLength(0);
      expect(text.length).toBeGreaterThan(10);
      expect(where.startsWith("wait ") || where.startsWith("gate ") || /\.$/.test(text)).toBe(true);
    },
  );

  it.each(all.filter(({ where }) => /^(?:problem|wait|refusal)/.test(where)))(
    "$where: says what can be done now",
    ({ text }) => {
      expect(text).toMatch(WAY_ON);
    },
  );

  it("reads like this", async () => {
    await expect(`# Everything the app says\n\n${sayingsText()}`).toMatchFileSnapshot("sayings.mkd");
  });
});
