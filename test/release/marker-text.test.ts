import { describe, expect, it } from "vitest";
import { keysInBody } from "../../src/release/marker-text.ts";

const KEY = { repository: 42, tag: "v1.2.3" };

function marker(content: unknown): string {
  return `<!-- release-conductor:v1 ${Buffer.from(JSON.stringify(content)).toString("base64url")} k1.abc -->`;
}

describe("the release that a board's marker names", () => {
  it.each<[string, string, unknown]>([
    ["at the end", `text\n\n${marker(KEY)}`, KEY],
    ["alone", marker(KEY), KEY],
    ["before blank lines, as GitHub's editor leaves them", `text\r\n${marker(KEY)}\r\n \n`, KEY],
    ["with more in it", marker({ ...KEY, hash: "x" }), KEY],
    [
      "with a tag beyond ASCII",
      marker({ repository: 42, tag: "v1-été-発" }),
      { repository: 42, tag: "v1-été-発" },
    ],
    ["the last of two", `${marker({ repository: 1, tag: "a" })}\n${marker(KEY)}`, KEY],
    ["none", "text", undefined],
    ["an empty body", "", undefined],
    ["not at the end", `${marker(KEY)}\ntext`, undefined],
    ["of another version", marker(KEY).replace(":v1", ":v2"), undefined],
    ["without an authentication code", marker(KEY).replace(" k1.abc", ""), undefined],
    ["not closed", marker(KEY).replace(" -->", ""), undefined],
    ["that is no base64", "<!-- release-conductor:v1 a k -->", undefined],
    ["that is no JSON", "<!-- release-conductor:v1 aGVsbG8 k -->", undefined],
    ["with a text for an id", marker({ repository: "42", tag: "v1" }), undefined],
    ["with a negative id", marker({ repository: -1, tag: "v1" }), undefined],
    ["with an empty tag", marker({ repository: 42, tag: "" }), undefined],
  ])("%s", (_, body, key) => {
    expect(keysInBody(body)).toEqual(key === undefined ? [] : [key]);
  });

  it("is named first among those that share its board", () => {
    const memory = {
      sisters: [
        { tag: "cli-v2.0.0", comment: 5 },
        { tag: "core-v1.0.0", comment: 6 },
      ],
    };
    const body = marker({ repository: 42, tag: "core-v1.0.0", memory });
    expect(keysInBody(body).map(({ tag }) => tag)).toEqual(["core-v1.0.0", "cli-v2.0.0"]);
  });

  it("is named though more share its board than are woken", () => {
    const sisters = Array.from({ length: 130 }, (_, nth) => ({ tag: `p${nth}-v1`, comment: nth }));
    const keys = keysInBody(marker({ ...KEY, memory: { sisters } }));
    expect(keys).toHaveLength(101);
    expect(keys[0]).toEqual(KEY);
  });

  it("is found in linear time in a body built against the parser (giant-comment)", () => {
    const body = "<!-- release-conductor:v1 ".repeat(2_600);
    const start = performance.now();
    expect(keysInBody(body)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(50);
  });
});
