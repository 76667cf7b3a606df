import { describe, expect, it } from "vitest";
import { nameTag } from "../../src/cli/tag/naming.ts";
import { placeOf, shownUrl } from "../../src/cli/tag/place.ts";
import { twinsOf } from "../../src/cli/tag/tags.ts";
import type { VersionFile } from "../../src/release/snapshot.ts";
import { parseVersion } from "../../src/release/version.ts";
import { configuration } from "../release/snapshot-builder.ts";

const inFile = (version: string, path = "pyproject.toml"): VersionFile => ({ is: "found", path, version });

describe("the tag's name", () => {
  it.each<[string, readonly string[], string | undefined, VersionFile, string]>([
    ["as the file writes it", ["v*"], undefined, inFile("5.0.0.rc1"), "v5.0.0.rc1"],
    ["with no prefix", ["[0-9]*"], undefined, inFile("24.1"), "24.1"],
    ["with a long prefix", ["hatch-v*"], "1.2", inFile("1.2.0"), "hatch-v1.2"],
    ["by the pattern that takes it", ["v4.*", "release/v5.*"], undefined, inFile("5.1.0"), "release/v5.1.0"],
    ["as a whole tag", ["v*", "hatch-v*"], "hatch-v1.2", inFile("1.2"), "hatch-v1.2"],
    ["a version with its v", ["hatch-v*"], "v1.2", inFile("1.2"), "hatch-v1.2"],
    ["by semver in package.json", ["v*"], undefined, inFile("5.0.0-rc.1", "package.json"), "v5.0.0-rc.1"],
    ["given, where the build computes it", ["v*"], "5.0.0", { is: "none" }, "v5.0.0"],
  ])("is %s", (_, tags, word, file, tag) => {
    const { version: __, ...rest } = configuration({ tags });
    const said = { configuration: { ...rest, version: {} }, file, ...(word === undefined ? {} : { word }) };
    expect(nameTag(said)).toMatchObject({ named: { tag }, problems: [] });
  });

  it.each<[string, readonly string[], string | undefined, VersionFile, string]>([
    ["which no pattern takes", ["release-[0-9].x"], undefined, inFile("5.0.0"), "tag-unmatched"],
    ["which a pattern takes away", ["v*", "!v5*"], undefined, inFile("5.0.0"), "tag-unmatched"],
    ["of another version", ["v*"], "5.0.1", inFile("5.0.0"), "version-differs"],
    ["of no version", ["v*"], "nightly", inFile("5.0.0"), "wrong-word"],
    ["that nobody says", ["v*"], undefined, { is: "none" }, "version-unsaid"],
    ["of a file with no version", ["v*"], undefined, inFile("five"), "version-unparsable"],
    ["beside a file with no version", ["v*"], "5.0.0", inFile("five"), "version-unparsable"],
    ["by semver", ["v*"], "5.0", inFile("5.0.0", "package.json"), "wrong-word"],
  ])("is none %s", (_, tags, word, file, is) => {
    const { version: __, ...rest } = configuration({ tags });
    const said = { configuration: { ...rest, version: {} }, file, ...(word === undefined ? {} : { word }) };
    expect(nameTag(said).problems).toMatchObject([{ is }]);
  });

  it("has twins in other spellings of its version", () => {
    const version = parseVersion("2.3.3-rc7", "pep440");
    if (version === undefined) throw new Error("no version");
    const tags = ["v2.3.3-rc7", "v2.3.3rc7", "2.3.3rc7", "v2.3.3", "nightly"];
    const reading = { patterns: ["v*"], scheme: "pep440" } as const;
    expect(twinsOf({ tag: "v2.3.3-rc7", version }, tags, reading)).toEqual(["v2.3.3rc7", "2.3.3rc7"]);
  });
});

describe("a remote's address", () => {
  const api = "https://api.github.com";
  it.each([
    ["https://github.com/octo/tool.git", api],
    ["https://github.com/octo/tool", api],
    ["https://ann:secret@github.com/octo/tool.git", api],
    ["git@github.com:octo/tool.git", api],
    ["ssh://git@github.com/octo/tool.git", api],
    ["ssh://git@ssh.github.com:443/octo/tool.git", api],
    ["https://git.example.org/octo/tool.git", "https://git.example.org/api/v3"],
  ])("is octo/tool: %s", (url, at) => {
    expect(placeOf({ url, written: "", name: "origin", address: "origin" }, at)).toEqual({
      owner: "octo",
      name: "tool",
    });
  });

  it.each([
    "/srv/tool.git",
    "https://gitlab.com/octo/tool.git",
    "https://github.com.evil.org/octo/tool",
    "../tool",
  ])("is no repository of GitHub's: %s", (url) => {
    expect(placeOf({ url, written: "", name: "origin", address: "origin" }, api)).toBeUndefined();
  });

  it.each([
    ["https://ann:secret@github.com/octo/tool.git", "https://github.com/octo/tool.git"],
    ["https://token@github.com/octo/tool.git?x=secret", "https://github.com/octo/tool.git"],
    ["git@github.com:octo/tool.git", "git@github.com:octo/tool.git"],
    ["https://a:b@c@host/x", "https://host/x"],
  ])("is shown without what opens it: %s", (url, shown) => {
    expect(shownUrl(url)).toBe(shown);
  });
});
