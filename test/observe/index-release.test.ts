import { expect, test } from "vitest";
import type { Eyes } from "../../src/observe/eyes.ts";
import { indexRelease } from "../../src/observe/index-release.ts";
import { observe } from "../../src/observe/observe.ts";
import { type Registry, RegistryFault } from "../../src/registries/registry.ts";
import { absent, seen, unknown } from "../../src/release/fact.ts";
import type { IndexRelease } from "../../src/release/index-release.ts";
import { atTheGates, configured, gate } from "../release/snapshot-builder.ts";

const fault = { kind: "broken", whom: "npm", detail: "answered 503" } as const;

/** A registry that knows these packages' version 5.0.0, or fails for one of them. */
function eyesOn(known: readonly string[], failing?: string) {
  const asked: string[] = [];
  const registry: Registry = {
    name: "npm",
    versions: async () => [],
    async release(project, version) {
      asked.push(`${project} ${version}`);
      if (project === failing) throw new RegistryFault(fault);
      return known.includes(project) ? release(project) : undefined;
    },
  };
  // The rest of the eyes is for other things to look at.
  const github = { seenAt: () => undefined };
  return { asked, eyes: { github, registries: new Map([["npm", registry]]) } as unknown as Eyes };
}

function release(project: string): IndexRelease {
  return { project, version: "5.0.0", known: "served", files: [] };
}

function atNpm(packages: readonly string[], tag = "v5.0.0") {
  const gates = [gate("npm", { index: "npm", packages })];
  return { ...atTheGates({ configuration: configured({ gates }) }), key: { repository: 1, tag } };
}

test("each package is asked for by itself, and what is known of any is seen", async () => {
  const { eyes, asked } = eyesOn(["b"]);
  expect(await indexRelease(eyes, atNpm(["a", "b"]), "npm")).toEqual(seen([release("b")]));
  expect(asked).toEqual(["a 5.0.0", "b 5.0.0"]);
  expect(await indexRelease(eyes, atNpm(["a"]), "npm")).toEqual(absent);
});

test("where one package gets no answer, nothing is known of the others either", async () => {
  const { eyes } = eyesOn(["a"], "b");
  const { index } = await observe(eyes, atNpm(["a", "b"]), [{ at: "index", gate: "npm" }]);
  expect(index["npm"]).toEqual(unknown(fault));
});

test("the version is asked for as the index writes it", async () => {
  const { eyes, asked } = eyesOn([]);
  await indexRelease(eyes, atNpm(["a"], "v5.0.0-rc.1"), "npm");
  expect(asked).toEqual(["a 5.0.0-rc.1"]);
});
