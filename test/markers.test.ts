import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMarkers } from "../src/markers.ts";

const markers = createMarkers(new Uint8Array(32).fill(7));
const marker = { repository: 1, tag: "v1", issue: 5, kind: "board", memory: { holds: ["<!-- -->"] } };
const here = { repository: 1, issue: 5 };
const body = markers.sign("# Board\n\ntext\n", marker);

describe("a marker", () => {
  it("is read back with everything it held, where it was written", () => {
    expect(markers.read(body, here)).toMatchObject({ marker, intact: true });
  });

  it("is hidden from readers", () => {
    expect(body).toMatch(/^# Board\n\ntext\n\n<!-- release-conductor:v1 [\w-]+ [0-9a-f]{8}:[\w-]+ -->$/);
  });

  it("survives what GitHub does to line ends and white space at the end", () => {
    expect(markers.read(`${body.replaceAll("\n", "\r\n")}\n \n`, here)?.intact).toBe(true);
  });

  it.each([
    ["added to", body.replace("text", "text approved ✔")],
    ["taken from", body.replace("# Board", "")],
    ["written above", `approved\n${body}`],
  ])("says that the text was %s", (_name, edited) => {
    expect(markers.read(edited, here)).toMatchObject({ marker, intact: false });
  });

  it("of the first text of a board, which had no number yet, is read in any issue of its repository", () => {
    const first = markers.sign("text", { ...marker, issue: 0 });
    expect(markers.read(first, here)).toBeDefined();
    expect(markers.read(first, { repository: 2, issue: 5 })).toBeUndefined();
  });

  it.each<[string, string, typeof here]>([
    ["in another issue", body, { repository: 1, issue: 6 }],
    ["in another repository", body, { repository: 2, issue: 5 }],
    ["under another key", createMarkers(new Uint8Array(32).fill(8)).sign("text", marker), here],
    ["without a marker", "# Board", here],
    ["with text after it", `${body}\nmore`, here],
    ["with its sum cut", body.replace(/:[\w-]+ -->/, ": -->"), here],
    ["with another sum", body.replace(/:[\w-]+ -->/, ":AAAA -->"), here],
    [
      "with another payload",
      body.replace(
        /v1 [\w-]+ /,
        `v1 ${Buffer.from(JSON.stringify({ ...marker, text: "" })).toString("base64url")} `,
      ),
      here,
    ],
    ["with another key's id", body.replace(/ [0-9a-f]{8}:/, " 00000000:"), here],
    ["of another version", body.replace(":v1 ", ":v2 "), here],
  ])("is not believed %s", (_name, text, where) => {
    expect(markers.read(text, where)).toBeUndefined();
  });

  it("is believed for no text that somebody else made up", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (payload, mac) => {
        expect(
          markers.read(`x\n<!-- release-conductor:v1 ${payload} 00000000:${mac} -->`, here),
        ).toBeUndefined();
      }),
    );
  });

  it("is looked for in time that grows with the text, whatever the text", () => {
    const elapsed = (size: number) => {
      const started = performance.now();
      markers.read(`${"\n".repeat(size)}<!-- release-conductor:v1 ${" ".repeat(size)}`, here);
      markers.read(`${body.repeat(20)}${" ".repeat(size)}x`, here);
      return performance.now() - started;
    };
    elapsed(4_000);
    expect(elapsed(64_000) / Math.max(elapsed(4_000), 1)).toBeLessThan(64);
  });
});
