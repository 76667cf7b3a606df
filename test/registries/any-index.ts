import { describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../../src/clock.ts";
import { verify } from "../../src/pipeline/verify.ts";
import { registries } from "../../src/registries/registries.ts";
import type { Registry } from "../../src/registries/registry.ts";
import type { IndexName } from "../../src/release/configuration.ts";
import { normalisedProject } from "../../src/release/distribution.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { IndexRelease } from "../../src/release/index-release.ts";
import type { ArchiveFile, Snapshot } from "../../src/release/snapshot.ts";
import { artifacts, configured, gate, published } from "../release/snapshot-builder.ts";

/** What is known to be on an index. */
export type Known = {
  readonly name: IndexName;
  /** A project; of PyPI's in a spelling that is not the normalised one, where its name has one. */
  readonly project: string;
  /** A version that is served, and not yanked. */
  readonly version: string;
  readonly yanked?: string | undefined;
};

/** What is known, and the base address of the server it is on. */
type AnyIndex = Known & { readonly url: string };

const jsonPage = z.object({
  urls: z.array(
    z.object({ filename: z.string(), size: z.number(), digests: z.object({ sha256: z.string() }) }),
  ),
});

const pypi = gate("pypi", { index: "pypi", artifacts: ["dist"] });

/** What the app relies on of every index, asked of a server over HTTP. Nothing is written there. */
export function answersAsAnIndex(title: string, known: Known, open: () => Promise<string>): void {
  describe(`the index ${title}`, () => {
    it("serves a version with files and a digest of each, and tells it among all versions", async () => {
      const { registry } = await ask(known, open);
      const found = await registry.release(known.project, known.version);
      expect(found?.known).toBe("served");
      expect(found?.files.length).toBeGreaterThan(0);
      expect(found?.files.filter(({ sha256, sha512 }) => (sha256 ?? sha512 ?? "") === "")).toEqual([]);
      expect(await registry.release(known.project, known.version)).toEqual(found);
      expect(await registry.versions(known.project)).toContain(found?.version);
    });

    it("has never heard of what is not there", async () => {
      const { registry } = await ask(known, open);
      expect(await registry.release(known.project, "999999.0.0")).toBeUndefined();
      expect(await registry.release("no-such-project-0f3a9c", known.version)).toBeUndefined();
    });

    it.runIf(known.yanked !== undefined)("says so of a version that was yanked", async () => {
      const { registry } = await ask(known, open);
      const found = await registry.release(known.project, known.yanked ?? "");
      expect(found?.known).toBe("yanked");
      expect(found?.files.map(({ yanked }) => yanked !== false)).toContain(true);
      expect(found?.files.filter(({ yanked }) => yanked === false)).toEqual([]);
    });
  });
}

/** What it relies on of PyPI, and of every server with its APIs, besides. */
export function speaksAsPypi(title: string, known: Known, open: () => Promise<string>): void {
  describe(`the index ${title}, as PyPI`, () => {
    it("serves a version's files with their digests, whatever the spelling", async () => {
      const { index, registry } = await ask(known, open);
      const found = await registry.release(index.project, index.version);
      expect(found?.known).toBe("served");
      expect(found?.files.length).toBeGreaterThan(0);
      expect(found?.files.filter(({ sha256 = "" }) => !/^[\da-f]{64}$/.test(sha256))).toEqual([]);
      expect(found?.undigested).toBeUndefined();
      const other = index.project.replaceAll(/[-_.]+/g, "_").toUpperCase();
      expect(await registry.release(other, `v${index.version}`)).toEqual(found);
    });

    it("tells the same digests on the page of the version", async () => {
      const { index, registry } = await ask(known, open);
      const found = await registry.release(index.project, index.version);
      const digests = (await versionPage(index)).map(({ filename, sha256 }) => [filename, sha256]);
      expect(found?.files.map(({ filename, sha256 }) => [filename, sha256]).toSorted()).toEqual(
        digests.toSorted(),
      );
    });

    it("has never heard of what is not there", async () => {
      const { index, registry } = await ask(known, open);
      expect(await registry.release(index.project, "999999.0")).toBeUndefined();
      expect(await registry.release("no-such-project-0f3a9c", index.version)).toBeUndefined();
    });

    it("sends other spellings of a name to the normalised one, on the same host", async () => {
      const { index } = await ask(known, open);
      const page = new URL(`${index.url}/simple/${index.project.toUpperCase()}/`);
      const answer = await fetch(page, { redirect: "manual", headers: { accept: SIMPLE } });
      const to = new URL(answer.headers.get("location") ?? "", page);
      expect([answer.status, to.host]).toEqual([301, page.host]);
      expect(to.pathname.endsWith(`/simple/${normalisedProject(index.project)}/`)).toBe(true);
    });

    it("does not send again what has not changed", async () => {
      const { index } = await ask(known, open);
      const page = `${index.url}/simple/${normalisedProject(index.project)}/`;
      const first = await fetch(page, { headers: { accept: SIMPLE } });
      await first.arrayBuffer();
      const headers = { accept: SIMPLE, "if-none-match": first.headers.get("etag") ?? "" };
      expect([first.status, (await fetch(page, { headers })).status]).toEqual([200, 304]);
    });

    it("shows of each file who published it, about its very bytes, or nothing", async () => {
      const { index, registry } = await ask(known, open);
      const found = await registry.release(index.project, index.version);
      const files = found?.files ?? [];
      expect(files.length).toBeGreaterThan(0);
      for (const { filename, sha256 } of files) {
        const shown = await registry.provenance?.({ ...wanted(index), filename });
        expect(shown?.filename).toBe(filename);
        const attested = shown?.publishers.flatMap(({ attests }) => attests);
        expect(attested?.filter((one) => one !== sha256)).toEqual([]);
      }
      const nothing = await registry.provenance?.({ ...wanted(index), filename: "no-such-file-1.0.tar.gz" });
      expect(nothing?.publishers).toEqual([]);
    });

    it("is verified where its files are those that were built, and stops a release where they are not", async () => {
      const { index, registry } = await ask(known, open);
      const found = await registry.release(index.project, index.version);
      const built = (await versionPage(index)).map(({ filename, ...file }) => ({ name: filename, ...file }));
      const judged = (files: readonly ArchiveFile[]) => verify(pypi)(publishedAs(index, files, found));
      expect(judged(built)).toMatchObject({ is: "done", why: { is: "same-bytes", files: built.length } });
      const [first, ...rest] = built;
      const other = { name: first?.name ?? "", size: 1, sha256: "0".repeat(64) };
      expect(judged([other, ...rest])).toMatchObject({ because: { is: "index-other-bytes" } });
      expect(judged([...built, { ...other, name: other.name.replace("-", "_more-") }])).toMatchObject({
        on: { for: "index" },
      });
    });
  });
}

async function ask(
  known: Known,
  open: () => Promise<string>,
): Promise<{ readonly index: AnyIndex; readonly registry: Registry }> {
  const url = await open();
  const contact = "a test of release-conductor";
  const registry = registries({ clock: systemClock, contact, urls: { [known.name]: url } }).get(known.name);
  if (registry === undefined) throw new Error(`no registry named ${known.name}`);
  return { index: { ...known, url }, registry };
}

const SIMPLE = "application/vnd.pypi.simple.v1+json";

function wanted({ project, version }: AnyIndex): { readonly project: string; readonly version: string } {
  return { project: normalisedProject(project), version };
}

async function versionPage(index: AnyIndex) {
  const { project, version } = wanted(index);
  const page = await (await fetch(`${index.url}/pypi/${project}/${version}/json`)).json();
  return jsonPage
    .parse(page)
    .urls.map(({ filename, size, digests }) => ({ filename, size, sha256: digests.sha256 }));
}

/** The release as published, with these files built and these served; who published is not the question. */
function publishedAs(
  { project, version }: AnyIndex,
  files: readonly ArchiveFile[],
  found: IndexRelease | undefined,
): Snapshot {
  const contents = [{ artifact: "dist", id: artifacts[0]?.id ?? 0, is: "read" as const, files }];
  return published(found === undefined ? absent : seen([found]), {
    key: { repository: published(absent).key.repository, tag: `v${version}` },
    configuration: configured({ gates: [{ ...pypi, packages: [project] }] }),
    contents: seen(contents),
    provenance: { pypi: absent },
  });
}
