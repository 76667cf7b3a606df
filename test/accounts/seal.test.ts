import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Binding, createKeyring } from "../../src/accounts/seal.ts";

const secret = () => randomBytes(32).toString("hex");
const [FIRST, SECOND, THIRD] = [secret(), secret(), secret()];
const ANNA: Binding = { purpose: "account", person: 12 };
const TEXT = JSON.stringify({ access: "ä".repeat(600) });

const ring = createKeyring({ current: FIRST, old: [] });

describe("a sealed text", () => {
  it("opens to what it was, and shows nothing of it", () => {
    const sealed = ring.seal(TEXT, ANNA);
    expect(ring.open(sealed, ANNA)).toEqual({ is: "open", text: TEXT, old: false });
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
    expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("access");
  });

  it("is never the same twice", () => {
    const all = Array.from({ length: 200 }, () => ring.seal("same", ANNA));
    expect(new Set(all.map((sealed) => sealed.split(".")[2])).size).toBe(200);
    expect(new Set(all.map((sealed) => sealed.split(".")[3])).size).toBe(200);
  });

  it.each<[string, Binding]>([
    ["another person", { purpose: "account", person: 13 }],
    ["another purpose", { purpose: "linking", person: 12 }],
  ])("does not open for %s", (_name, binding) => {
    expect(ring.open(ring.seal(TEXT, ANNA), binding)).toEqual({ is: "damaged" });
  });

  it("does not open when any one character of it is another", () => {
    const sealed = ring.seal("short", ANNA);
    const opened = [...sealed].map((character, place) => {
      // In the middle of a group of six bits, so that the bytes change, too.
      const other = character === "A" ? "Q" : "A";
      return ring.open(`${sealed.slice(0, place)}${other}${sealed.slice(place + 1)}`, ANNA).is;
    });
    expect(opened).toHaveLength(sealed.length);
    expect(opened).not.toContain("open");
  });

  it.each(["", "v1", "v1...", "v2.x.y.z", "v1.00000000.AAAAAAAAAAAAAAAA", "ghu_plain"])(
    "is not %j",
    (text) => {
      expect(ring.open(text, ANNA).is).not.toBe("open");
    },
  );

  it("does not open when it is cut, or has something added", () => {
    const sealed = ring.seal(TEXT, ANNA);
    const [version, id, nonce, body = ""] = sealed.split(".");
    const cut = [version, id, nonce, body.slice(0, -4)].join(".");
    const shortTag = [version, id, nonce, Buffer.alloc(15).toString("base64url")].join(".");
    const shortNonce = [version, id, nonce?.slice(0, 12), body].join(".");
    for (const text of [cut, shortTag, shortNonce, `${sealed}.more`]) {
      expect(ring.open(text, ANNA)).toEqual({ is: "damaged" });
    }
  });
});

describe("a ring of keys", () => {
  it("opens with each old key, and says so; only the current one seals", () => {
    const rotated = createKeyring({ current: THIRD, old: [SECOND, FIRST] });
    for (const before of [FIRST, SECOND]) {
      const sealed = createKeyring({ current: before, old: [] }).seal(TEXT, ANNA);
      expect(rotated.open(sealed, ANNA)).toEqual({ is: "open", text: TEXT, old: true });
    }
    const anew = rotated.seal(TEXT, ANNA);
    expect(rotated.open(anew, ANNA)).toMatchObject({ old: false });
    expect(ring.open(anew, ANNA)).toEqual({ is: "other-key" });
  });

  it("takes its current key for current where it stands among the old ones, too", () => {
    const both = createKeyring({ current: FIRST, old: [FIRST] });
    expect(both.open(ring.seal(TEXT, ANNA), ANNA)).toMatchObject({ is: "open", old: false });
  });
});
