import { expect, test } from "vitest";
import { createCrates } from "../../src/sandbox/crates/crates.ts";
import { crate } from "../../src/sandbox/files/packed.ts";
import { type Answering, asked, mounted, STILL } from "./asked.ts";

const cratesAsked = (answer: Answering) => asked("crates", answer);

/** Cargo's own examples, and names with capitals. https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files */
test.each([
  ["a", "/registry/1/a"],
  ["Ab", "/registry/2/ab"],
  ["abC", "/registry/3/a/abc"],
  ["cargo", "/registry/ca/rg/cargo"],
  ["Octo_Tool", "/registry/oc/to/octo_tool"],
])("%s is looked up at %s", async (name, path) => {
  const paths: string[] = [];
  const registry = cratesAsked(async ({ url }) => {
    paths.push(new URL(url).pathname);
    return new Response(null, { status: 404 });
  });
  expect(await registry.release(name, "1.0.0")).toBeUndefined();
  expect(paths).toEqual([path]);
});

test.each(["..", "a/b", "1a", "", "a?b"])(
  "no crate can have the name %j, so nobody is asked",
  async (name) => {
    const registry = cratesAsked(() => Promise.reject(new Error("asked")));
    expect(await registry.release(name, "1.0.0")).toBeUndefined();
  },
);

test.each([404, 410, 451])("an index that answers %i has no such crate", async (status) => {
  const registry = cratesAsked(async () => new Response("none", { status }));
  expect(await registry.release("tool", "1.0.0")).toBeUndefined();
  expect(await registry.versions("tool")).toEqual([]);
});

test.each([403, 429, 500])("an index that answers %i has told nothing", async (status) => {
  const registry = cratesAsked(async () => new Response("no", { status }));
  await expect(registry.release("tool", "1.0.0")).rejects.toMatchObject({ fault: { status } });
});

test("build metadata makes no other version, and stays in the file's name", async () => {
  const crates = createCrates({ clock: STILL });
  const registry = cratesAsked(mounted(crates));
  crates.publish(crate({ name: "tool", version: "1.0.0+wasm" }));
  expect(await registry.release("tool", "1.0.0")).toMatchObject({
    version: "1.0.0",
    files: [{ filename: "tool-1.0.0+wasm.crate" }],
  });
  expect(() => crates.publish(crate({ name: "tool", version: "1.0.0" }))).toThrow("is already uploaded");
});

test("one line that is broken breaks the page: what it said of the version, nobody knows", async () => {
  const line = JSON.stringify({ name: "tool", vers: "1.0.0", cksum: "ab".repeat(32), yanked: false });
  const registry = cratesAsked(async () => new Response(`${line}\n{"name":\n`));
  await expect(registry.release("tool", "1.0.0")).rejects.toMatchObject({ fault: { kind: "broken" } });
});
