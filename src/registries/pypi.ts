import { z } from "zod";
import { belongsTo, distribution, normalisedProject } from "../release/distribution.ts";
import type { IndexRelease } from "../release/index-release.ts";
import { comparePep440, formatPep440, type Pep440, parsePep440 } from "../release/pep440.ts";
import { broken, createIndexClient, type IndexClient, type IndexSettings } from "./index-client.ts";
import { provenanceReader } from "./provenance.ts";
import type { Registry } from "./registry.ts";

/** PEP 691 and PEP 700: what pip asks for. A page of another major version is not ours to guess. */
const SIMPLE = "application/vnd.pypi.simple.v1+json";
const simplePage = z.object({
  meta: z.object({ "api-version": z.string().regex(/^1\./) }),
  versions: z.array(z.string()).default([]),
  files: z.array(
    z.object({
      filename: z.string(),
      hashes: z.record(z.string(), z.string()),
      yanked: z.union([z.boolean(), z.string()]).default(false),
      "requires-python": z.string().nullish(),
    }),
  ),
});
type SimplePage = z.infer<typeof simplePage>;

/** https://docs.pypi.org/api/json/#get-a-release, the part that tells whether the version is there. */
const releaseJson = z.object({
  info: z.object({ yanked: z.boolean().default(false) }),
  urls: z.array(z.unknown()),
});

type Wanted = { readonly index: string; readonly project: string; readonly version: Pep440 };

/**
 * PyPI, or an index with its API, at a base address. Files are read from the simple index, as installers see them.
 * The JSON API is often minutes ahead of it (socket-python-cli#290), so it is asked when the simple index knows
 * nothing: a version is taken when either knows it.
 */
export function pypi(name: string, base: string, settings: IndexSettings): Registry {
  const client = createIndexClient(name, base, settings);
  return {
    name,
    installFrom: new URL("simple/", base.endsWith("/") ? base : `${base}/`).href,
    provenance: provenanceReader(name, base, settings),
    async release(project, version) {
      const parts = parsePep440(version);
      if (!parts) return undefined; // An index holds no version that PEP 440 does not know.
      const wanted: Wanted = { index: name, project: normalisedProject(project), version: parts };
      return (await fromSimpleIndex(client, wanted)) ?? (await fromJsonApi(client, wanted));
    },
    async versions(project) {
      const page = await simplePageOf(client, name, normalisedProject(project));
      const named = page?.files.flatMap(({ filename }) => distribution(filename)?.version ?? []) ?? [];
      return [...new Set([...(page?.versions ?? []), ...named])];
    },
  };
}

/** Undefined: the index knows no such project. */
async function simplePageOf(
  client: IndexClient,
  index: string,
  project: string,
): Promise<SimplePage | undefined> {
  const json = await client.get(`simple/${encodeURIComponent(project)}/`, SIMPLE);
  if (json === undefined) return undefined;
  const page = simplePage.safeParse(json);
  if (!page.success) throw broken(index, "its list of files is not what PEP 691 describes");
  return page.data;
}

async function fromSimpleIndex(client: IndexClient, wanted: Wanted): Promise<IndexRelease | undefined> {
  const page = await simplePageOf(client, wanted.index, wanted.project);
  if (page === undefined) return undefined;
  const listed = page.files.filter((file) => belongsTo(file.filename, wanted.project, wanted.version));
  if (listed.length > 0) {
    const known = listed.every((file) => file.yanked !== false) ? "yanked" : "served";
    return { ...release(wanted, known), ...filesOf(listed) };
  }
  return page.versions.some((listed) => isVersion(listed, wanted.version))
    ? release(wanted, "emptied")
    : undefined;
}

/** Files without a sha256, which PEP 691 allows, can't be compared: they are told apart. */
function filesOf(listed: SimplePage["files"]): Pick<IndexRelease, "files" | "undigested"> {
  const files = listed.flatMap(({ filename, hashes, yanked, "requires-python": requiresPython }) => {
    const sha256 = hashes["sha256"]?.toLowerCase();
    const range = requiresPython ? { requiresPython } : {};
    return sha256 === undefined ? [] : [{ filename, sha256, yanked, ...range }];
  });
  const digested = new Set(files.map(({ filename }) => filename));
  const undigested = listed.map(({ filename }) => filename).filter((filename) => !digested.has(filename));
  return { files, ...(undigested.length === 0 ? {} : { undigested }) };
}

async function fromJsonApi(client: IndexClient, wanted: Wanted): Promise<IndexRelease | undefined> {
  const [project, version] = [wanted.project, formatPep440(wanted.version)].map(encodeURIComponent);
  const json = await client.get(`pypi/${project}/${version}/json`, "application/json");
  if (json === undefined) return undefined;
  const answer = releaseJson.safeParse(json);
  if (!answer.success)
    throw broken(wanted.index, "its answer about one version is not what its JSON API describes");
  const { info, urls } = answer.data;
  if (urls.length === 0) return release(wanted, "emptied");
  return release(wanted, info.yanked ? "yanked" : "served");
}

function release({ project, version }: Wanted, known: IndexRelease["known"]): IndexRelease {
  return { project, version: formatPep440(version), known, files: [] };
}

function isVersion(text: string, wanted: Pep440): boolean {
  const listed = parsePep440(text);
  return listed !== undefined && comparePep440(listed, wanted) === 0;
}
