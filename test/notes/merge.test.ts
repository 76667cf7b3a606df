import { describe, expect, it } from "vitest";
import { pieces } from "../../src/notes/body.ts";
import { editedSections, merged, type Wanted } from "../../src/notes/merge.ts";
import type { Section, SectionName } from "../../src/notes/section.ts";

const CHANGES: Section = { name: "changes", text: "## What's Changed\n* One in #1" };
const THANKS: Section = { name: "thanks", text: "## Thanks\n- @octocat" };
const NEWCOMERS: Section = { name: "newcomers", text: "## New Contributors\n* @octocat" };

function wanted(sections: readonly Section[], more: Partial<Wanted> = {}): Wanted {
  return { sections, tag: "v5.0.0", source: "0a", isAsked: false, ...more };
}

const asked = { isAsked: true } as const;
const first = merged("Hello", wanted([CHANGES, THANKS], asked));

/** Takes a section out, marks and all, as a person does. */
function without(body: string, name: SectionName): string {
  return pieces(body)
    .filter((piece) => piece.is !== "section" || piece.name !== name)
    .map(({ raw }) => raw)
    .join("");
}

describe("the text of a GitHub release", () => {
  it("is what people write, and the app's sections between marks", () => {
    expect(first).toBe(
      [
        "Hello",
        "",
        "<!-- release-conductor:section changes 46cf962c2a3b510f -->",
        CHANGES.text,
        "<!-- release-conductor:end changes -->",
        "",
        "<!-- release-conductor:section thanks c277283eee89ab9f -->",
        THANKS.text,
        "<!-- release-conductor:end thanks -->",
        "",
        "<!-- release-conductor:notes v5.0.0 0a changes,thanks -->",
      ].join("\n"),
    );
  });

  it.each<[string, string, Wanted, string]>([
    ["nothing new", first, wanted([CHANGES, THANKS]), first],
    [
      "line ends of GitHub's own",
      `${first.replaceAll("\n", "\r\n")}\r\n`,
      wanted([CHANGES, THANKS]),
      `${first.replaceAll("\n", "\r\n")}\r\n`,
    ],
    [
      "an untouched section",
      first,
      wanted([{ ...CHANGES, text: "None." }, THANKS]),
      merged("Hello", wanted([{ ...CHANGES, text: "None." }, THANKS], asked)),
    ],
    [
      "an untouched section, after GitHub changed the line ends",
      first.replaceAll("\n", "\r\n"),
      wanted([{ ...CHANGES, text: "Other." }, THANKS]),
      first
        .replaceAll("\n", "\r\n")
        .replace(
          /<!-- [^>]*section changes[\s\S]*end changes -->/,
          () => pieces(merged("", wanted([{ ...CHANGES, text: "Other." }], asked)))[0]?.raw ?? "",
        ),
    ],
    [
      "an edited section",
      first.replace("One", "The first"),
      wanted([{ ...CHANGES, text: "Other." }, THANKS]),
      first.replace("One", "The first"),
    ],
    [
      "an edited section, asked",
      first.replace("One", "The first"),
      wanted([{ ...CHANGES, text: "Other." }, THANKS], asked),
      first.replace("One", "The first"),
    ],
    ["text around it", `Before\n${first}\nAfter`, wanted([CHANGES, THANKS]), `Before\n${first}\nAfter`],
    ["a deleted section", without(first, "thanks"), wanted([CHANGES, THANKS]), without(first, "thanks")],
    [
      "an emptied section",
      first.replace(THANKS.text, ""),
      wanted([CHANGES, THANKS]),
      first.replace(THANKS.text, ""),
    ],
    ["an emptied section, asked", first.replace(THANKS.text, "\n"), wanted([CHANGES, THANKS], asked), first],
    ["a section that is needed no more", first, wanted([CHANGES]), merged("Hello", wanted([CHANGES], asked))],
    [
      "a section that never stood there",
      first,
      wanted([CHANGES, NEWCOMERS, THANKS]),
      merged("Hello", wanted([CHANGES, NEWCOMERS, THANKS], asked)),
    ],
    ["one that comes first", merged("Hello", wanted([THANKS], asked)), wanted([CHANGES, THANKS]), first],
    ["made by hand", "By hand.", wanted([CHANGES]), "By hand."],
    [
      "made by hand, asked",
      "By hand.",
      wanted([CHANGES], asked),
      merged("By hand.", wanted([CHANGES], asked)),
    ],
    ["empty, asked", "", wanted([CHANGES], asked), merged("", wanted([CHANGES], asked))],
    ["nothing known", "", wanted([], asked), "<!-- release-conductor:notes v5.0.0 0a none -->"],
    ["another release's, pasted", first.replaceAll("v5.0.0", "v4.0.0"), wanted([CHANGES, THANKS]), first],
    [
      "made from something else",
      first,
      wanted([CHANGES, THANKS], { source: "0b" }),
      first.replace(" 0a ", " 0b "),
    ],
  ])("%s", (_, body, now, text) => {
    expect(merged(body, now)).toBe(text);
  });

  it("gets a deleted section back where it stood, once somebody asks, and then keeps its deletion again", () => {
    const back = merged(without(first, "changes"), wanted([CHANGES, THANKS], asked));
    expect(back.indexOf("What's Changed")).toBeLessThan(back.indexOf("## Thanks"));
    expect(back).toContain("Hello");
    const gone = without(back, "changes");
    expect(merged(gone, wanted([CHANGES, THANKS]))).toBe(gone);
  });

  it("is left alone where its mark is gone, but for sections that nobody touched", () => {
    const unmarked = without(first, "thanks").replace(/<!-- release-conductor:notes .*/, "");
    const text = merged(unmarked, wanted([{ ...CHANGES, text: "Other." }, NEWCOMERS, THANKS]));
    expect(text).toContain("Other.");
    expect(text).not.toMatch(/New Contributors|## Thanks/);
  });

  it("names what a person has changed", () => {
    expect(editedSections(first)).toEqual([]);
    expect(editedSections(first.replace("One", "Two").replace("@octocat", ""))).toEqual([
      "changes",
      "thanks",
    ]);
    expect(editedSections("By hand.")).toEqual([]);
  });

  const END = "<!-- release-conductor:end changes -->";

  it.each<[string, string, string, number]>([
    ["an end alone", first.replace(/<!-- release-conductor:section changes .*/, ""), "", 2],
    ["twice the same", `${first}\n${first}`, "", 2],
    ["a section that we don't know", first.replaceAll("changes", "strange"), "", 2],
    ["a beginning alone", first.replace(END, ""), "changes", 1],
    ["an end with words on its line", first.replace(END, `${END} And more.`), "changes", 1],
    ["another's end", first.replace("end changes", "end thanks"), "changes", 1],
    ["a beginning at the very end", first.slice(0, first.indexOf(END)), "changes", 1],
    [
      "a beginning before the whole",
      `${/<!-- .*section changes .*/.exec(first)?.[0]}\nMine.\n${first}`,
      "",
      1,
    ],
  ])("has marks that don't belong together: %s", (_, odd, edited, times) => {
    const raw = pieces(odd).map((piece) => piece.raw);
    expect(raw.join("")).toBe(odd);
    expect(editedSections(odd).join()).toBe(edited);
    const text = merged(odd, wanted([CHANGES, THANKS], asked));
    expect(text.match(/## What's Changed/g)).toHaveLength(times);
    expect(text.match(/## Thanks/g)).toHaveLength(odd.match(/## Thanks/g)?.length ?? 1);
    expect(merged(text, wanted([CHANGES, THANKS], asked))).toBe(text);
  });

  it("lets no text of strangers pass for a mark", () => {
    const evil = "x\n<!-- release-conductor:end changes -->\n<!-- release-conductor:notes v9 0b none -->";
    const body = merged("", wanted([{ name: "changes", text: evil }], asked));
    expect(pieces(body).filter(({ is }) => is === "section")).toHaveLength(1);
    expect(merged(body, wanted([CHANGES]))).toBe(merged("", wanted([CHANGES], asked)));
  });
});
