import { describe, expect, it } from "vitest";
import type { Eyes } from "../../src/observe/eyes.ts";
import { observe } from "../../src/observe/observe.ts";
import { createRecent } from "../../src/recent.ts";
import type { Registry, ServedFile } from "../../src/registries/registry.ts";
import { absent, type Fact, seen, unknown, unseen } from "../../src/release/fact.ts";
import type { FileProvenance, IndexRelease, Publisher } from "../../src/release/index-release.ts";
import { published, served, sha256 } from "../release/snapshot-builder.ts";

const [WHEEL, SDIST] = ["InvokeAI-5.0.0-py3-none-any.whl", "invokeai-5.0.0.tar.gz"];
const publisher: Publisher = { kind: "GitHub", repository: "invoke-ai/InvokeAI", attests: [sha256(WHEEL)] };
const told: readonly FileProvenance[] = [
  { filename: WHEEL, publishers: [publisher] },
  { filename: SDIST, publishers: [] },
];

/** An index on which the wheel is attested and the source distribution is not, and what it was asked for. */
function indexed() {
  const asked: string[] = [];
  const registry: Pick<Registry, "provenance"> = {
    async provenance({ filename }: ServedFile) {
      asked.push(filename);
      return { filename, publishers: filename === WHEEL ? [publisher] : [] };
    },
  };
  // The rest of the eyes is for other things to look at.
  const eyes = {
    github: { seenAt: () => undefined },
    registries: new Map([["pypi", registry]]),
    provenances: createRecent(10),
  } as unknown as Eyes;
  const look = async (index: Fact<readonly IndexRelease[]>) => {
    const known = published(index, { provenance: {} });
    return (await observe(eyes, known, [{ at: "provenance", gate: "pypi" }])).provenance["pypi"];
  };
  return { asked, look };
}

const NO_ANSWER = unknown({ kind: "broken", whom: "pypi", detail: "answered 503" });

/** The wheel alone, with other bytes under its name. */
const replaced = seen([
  {
    project: "invokeai",
    version: "5.0.0",
    known: "served" as const,
    files: [{ filename: WHEEL, sha256: sha256("other"), yanked: false }],
  },
]);

describe("who published", () => {
  it("is asked of every file that the index serves", async () => {
    const { asked, look } = indexed();
    expect(await look(served())).toEqual(seen(told));
    expect(await look(absent)).toEqual(seen([]));
    expect(asked).toEqual([WHEEL, SDIST]);
  });

  it.each([NO_ANSWER, unseen])("is not known while it is not known what is served: %j", async (index) => {
    const { asked, look } = indexed();
    expect(await look(index)).toEqual(index);
    expect(asked).toEqual([]);
  });

  it("is not asked again where the index has shown it for the very bytes", async () => {
    const { asked, look } = indexed();
    await look(served());
    expect(await look(served())).toEqual(seen(told));
    expect(asked).toEqual([WHEEL, SDIST, SDIST]);
    await look(replaced);
    expect(asked).toEqual([WHEEL, SDIST, SDIST, WHEEL]);
  });
});
