import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chapters } from "../../src/cli/sayings/chapters.ts";
import { RULES } from "../../src/config/rules.ts";
import { FAULTY } from "../../src/config/sayings.ts";
import { checkShape } from "../../src/config/shape.ts";
import { readYaml } from "../../src/config/yaml.ts";
import { sentencesIn } from "./sentences.ts";

const SRC = new URL("../../src/", import.meta.url);

/** Where the app's sentences are written. */
const SPEAKING =
  /^(?:replies|notes|commands|pipeline|config|channels)\/|^(?:env[\w-]*|cli\/(?:check-version|proxy|start|notes\/text|init\/text|rehearse\/text|tag\/(?:text|shown|problem\/[\w-]+))|server\/(?:answers|identity|listen|open-store)|store\/\w+-faults)\.ts$/;
/** Examples; the words of docs/configuration.md; rules, whose names stand in docs and tests alone. */
const SILENT =
  /(?:^|\/)(?:examples|sayings)\/|sayings\.ts$|^config\/(?:gate-schema|schema|table)\.ts$|-rules\.ts$|^pipeline\/authority\.ts$/;

const modules = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && SPEAKING.test(path) && !SILENT.test(path))
  .sort();

/** Prose in these modules that nobody reads there. */
const UNSAID: ReadonlySet<string> = new Set([
  // Names of HTML's elements, of a derived key, of a right in the ledger, and of HTTP's methods.
  "area base br col dd dt embed hr img input li p source tbody td tfoot th thead tr track wbr",
  "release-conductor marker v1",
  "delegation by",
  "GET, HEAD",
  "GET, HEAD, POST",
  // What `--help` says.
  "check that a tag is the version in the repository's version file",
  "the tag, or its full ref (default: $GITHUB_REF)",
  "the version file (default: found in the working directory)",
  "how to read versions (default: by the kind of file)",
  "print the result as one JSON object",
  "Exit codes: 0 match, 1 mismatch, 2 wrong use or not a version",
  "start the app; its settings are environment variables, see .env.example",
  // Lines of the log.
  "the conductor listens",
  "waits to be set up",
  "stopped before all was set up",
  "set up: the App's credentials are written",
  "the store was backed up",
  "the store was not backed up",
  "stopping: requests and conducts in flight may end",
  "not drained in time; what is cut off is taken up again at the next start",
  // What no input known leads to.
  "something that is no error was thrown",
  "cannot be read as YAML",
  "Compare it with the example in the documentation.",
  "is not what belongs here",
  "something else",
  "See the reference in the documentation.",
  // What only a file with such permissions leads to.
  "its file may not be read",
  "Let the user that runs the app read and write it",
]);

const all = chapters().flatMap(({ sayings }) => sayings);
const listed = all
  .map(({ text }) => text.replace(/^> ?/gm, ""))
  .join("\n")
  .toLowerCase();

/** The faulty files that are YAML at least. */
const written = Object.values(FAULTY)
  .map(readYaml)
  .filter(({ sound }) => sound)
  .map(({ value }) => checkShape(value).written);

describe("everything the app can say is listed", () => {
  it.each(modules)("%s", (path) => {
    const sentences = sentencesIn(readFileSync(new URL(path, SRC), "utf8"));
    expect(sentences.filter((one) => !listed.includes(one.toLowerCase()) && !UNSAID.has(one))).toEqual([]);
  });

  it("finds sentences in a module's literals, and nothing else", () => {
    const source = `
      const a = { b: /it's no/g }; // not this one
      f("a plain one", \`first \${g({ h: \`inner words \${1}\` })} and the rest\\nthen more words\`, "word", a / b);
    `;
    expect(sentencesIn(source)).toEqual(["a plain one", "inner words", "and the rest", "then more words"]);
  });

  it.each(RULES.map((rule) => [rule.name, rule] as const))(
    "the rule %s finds fault with a file",
    (_, rule) => {
      expect(written.filter((one) => rule(one).length > 0)).not.toEqual([]);
    },
  );

  it.each(Object.keys(FAULTY))("the file with %s has a fault", (what) => {
    const text = all.find(({ where }) => where === `file: ${what}`)?.text;
    expect(text).toMatch(/^`[^`]+`: .+\. [A-Z].*[.?]$/s);
  });
});
