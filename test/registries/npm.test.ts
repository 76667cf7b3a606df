import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Registry } from "../../src/registries/registry.ts";
import { npmTarball } from "../../src/sandbox/files/packed.ts";
import { createNpm, type NpmRegistry } from "../../src/sandbox/npm/npm.ts";
import { type Answering, asked, BASE, mounted, STILL } from "./asked.ts";

const npmAsked = (answer: Answering) => asked("npm", answer);

function shop(): { npm: NpmRegistry; registry: Registry } {
  const npm = createNpm({ clock: STILL, host: BASE });
  return { npm, registry: npmAsked(mounted(npm)) };
}

/** A registry that answers with one document of `tool`, whose version 1.0.0 has such a `dist`. */
function dist(content: object, more: object = {}) {
  const document = { name: "tool", versions: { "1.0.0": { dist: content, ...more } } };
  return npmAsked(async () => Response.json(document));
}

const hash = (algorithm: string) => createHash(algorithm).update("tool");
const sha512 = `sha512-${hash("sha512").digest("base64")}`;

describe("the digest", () => {
  test.each([
    sha512,
    `sha1-${hash("sha1").digest("base64")} ${sha512}`,
    `${sha512}?from=ci sha256-${hash("sha256").digest("base64")}`,
  ])("is the sha512 of %s", async (integrity) => {
    const found = await dist({ integrity }).release("tool", "1.0.0");
    expect(found?.files).toEqual([
      { filename: "tool-1.0.0.tgz", sha512: hash("sha512").digest("hex"), yanked: false },
    ]);
  });

  test.each<object>([
    { shasum: hash("sha1").digest("hex") },
    { integrity: `sha1-${hash("sha1").digest("base64")}` },
    { integrity: "sha512-AAAA==" },
    { integrity: `${sha512}A` },
    { integrity: 1 },
  ])("that is missing or none is a fault: %j", async (content) => {
    await expect(dist(content).release("tool", "1.0.0")).rejects.toMatchObject({
      fault: { kind: "broken", detail: expect.stringContaining("tool 1.0.0") },
    });
  });
});

test.each([
  ["", "served", false],
  ["use tool2", "yanked", "use tool2"],
  [true, "yanked", true],
  [false, "served", false],
] as const)("deprecated: %j is %s", async (deprecated, known, yanked) => {
  const found = await dist({ integrity: sha512 }, { deprecated }).release("tool", "1.0.0");
  expect(found).toMatchObject({ known, files: [{ yanked }] });
});

test("a version that is a name of every object is no version", async () => {
  const registry = npmAsked(async () => Response.json({ versions: {}, time: {} }));
  for (const text of ["constructor", "__proto__"]) {
    expect(await registry.release("tool", text)).toBeUndefined();
  }
  expect(await registry.versions("tool")).toEqual([]);
});

test.each(["..", "a/b", "@octo", "tool?x", ""])(
  "no package can have the name %j, so nobody is asked",
  async (name) => {
    const registry = npmAsked(() => Promise.reject(new Error("asked")));
    expect(await registry.release(name, "1.0.0")).toBeUndefined();
    expect(await registry.versions(name)).toEqual([]);
  },
);

describe("latest", () => {
  const publish = (npm: NpmRegistry, version: string, tag?: string) =>
    npm.publish(npmTarball({ name: "tool", version }), tag === undefined ? {} : { tag });

  test("is told with the newest version that could stand there", async () => {
    const { npm, registry } = shop();
    for (const version of ["1.9.0", "1.10.0", "2.0.0-rc.1"]) publish(npm, version);
    expect((await registry.release("tool", "2.0.0-rc.1"))?.latest).toEqual({
      version: "2.0.0-rc.1",
      stable: "1.10.0",
    });
  });

  test("stays where it was when another tag is moved", async () => {
    const { npm, registry } = shop();
    publish(npm, "1.0.0");
    publish(npm, "2.0.0-rc.1", "next");
    expect((await registry.release("tool", "2.0.0-rc.1"))?.latest).toEqual({
      version: "1.0.0",
      stable: "1.0.0",
    });
  });

  test("is the first version, whatever its tag", async () => {
    const { npm, registry } = shop();
    publish(npm, "1.0.0-rc.1", "next");
    expect((await registry.release("tool", "1.0.0-rc.1"))?.latest).toEqual({ version: "1.0.0-rc.1" });
  });
});

test("a package of which nothing is left but what was unpublished has its versions taken", async () => {
  const time = { created: "2026-01-01T00:00:00Z", unpublished: { versions: ["1.0.0", "1.1.0"] } };
  const registry = npmAsked(async () => Response.json({ name: "tool", time }));
  expect(await registry.release("tool", "1.1.0")).toMatchObject({ known: "emptied", files: [] });
  expect(await registry.versions("tool")).toEqual(["1.0.0", "1.1.0"]);
});

test("a package that was unpublished as a whole keeps its versions taken", async () => {
  const { npm, registry } = shop();
  npm.publish(npmTarball({ name: "tool", version: "1.0.0" }));
  npm.unpublish("tool", "1.0.0");
  expect(await registry.release("tool", "1.0.0")).toMatchObject({ known: "emptied" });
  expect(await registry.release("tool", "1.0.1")).toBeUndefined();
  expect(() => npm.publish(npmTarball({ name: "tool", version: "1.0.0" }))).toThrow(
    'Cannot publish over previously published version "1.0.0"',
  );
});
