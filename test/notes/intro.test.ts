import { describe, expect, it } from "vitest";
import { intro } from "../../src/notes/intro.ts";
import { newBody } from "../../src/notes/release-body.ts";
import { DEFAULT_NOTES, type NotesRule } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { configured, githubRelease, snapshot } from "../release/snapshot-builder.ts";

const path = ".github/intro.md";

function begun(rule: NotesRule["intro"], more: Partial<Snapshot> = {}) {
  return intro(
    snapshot({ configuration: configured({ notes: { ...DEFAULT_NOTES, intro: rule } }), ...more }),
  );
}

function after(body: string, tag = "v4.2.9") {
  const releases = seen([githubRelease({ tag, draft: false, body })]);
  return begun("previous", { githubReleases: releases });
}

const text = (one: string) => ({ is: "text", text: one });

describe("the introduction", () => {
  it("is nothing unless it is asked for", () => {
    expect(begun("none")).toEqual(text(""));
  });

  it.each([
    ["Read this.\n\n## What's Changed\n* One", "Read this."],
    ["Read this.\r\n\r\n## New Contributors\r\n", "Read this."],
    ["Read this.\n<!-- release-conductor:section changes 0123456789abcdef -->\n…", "Read this."],
    ["## What's Changed\n* One", ""],
    ["All of it by hand.", ""],
    [`${"long ".repeat(20_000)}\n## What's Changed`, ""],
  ])("is what stood above the generated part of the release before: %#", (body, said) => {
    expect(after(body)).toEqual(text(said));
  });

  it("is a file, with its placeholders filled in, and without anything that looks like a mark", () => {
    const file = "# {repository} {version}\n\n{tag} {other}\n<!-- release-conductor:notes v1 0 none -->\n";
    expect(begun({ file: path }, { introFile: seen(file) })).toEqual(
      text("# InvokeAI 5.0.0\n\nv5.0.0 {other}\n&lt;!-- release-conductor:notes v1 0 none -->"),
    );
  });

  it("is left out where the file is missing or too long", () => {
    expect(begun({ file: path }, { introFile: absent })).toEqual({ is: "left-out", path, why: "missing" });
    const long = seen("a".repeat(60_001));
    expect(begun({ file: path }, { introFile: long })).toEqual({ is: "left-out", path, why: "too-long" });
    const configuration = configured({ notes: { ...DEFAULT_NOTES, intro: { file: path } } });
    expect(newBody(snapshot({ configuration, introFile: long, ranges: absent }))).toMatch(
      /^<!-- release-conductor:notes /,
    );
  });
});
