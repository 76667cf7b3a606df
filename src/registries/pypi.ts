import { z } from "zod";
import { belongsTo, distribution, normalisedProject } from "../release/distribution.ts";
import { comparePep440, formatPep440, type Pep440, parsePep440 } from "../release/pep440.ts";
import type { IndexRelease } from "../release/snapshot.ts";
import { broken, createIndexClient, type IndexClient, type IndexSettings } from "./index-client.ts";
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
  const files = filesOf(page, wanted);
  if (files.length > 0) {
    return release(wanted, files.every((file) => file.yanked !== false) ? "yanked" : "served", files);
  }
  return page.versions.some((listed) => isVersion(listed, wanted.version))
    ? release(wanted, "emptied")
    : undefined;
}

function filesOf(page: SimplePage, { index, project, version }: Wanted): IndexRelease["files"] {
  return page.files
    .filter((file) => belongsTo(file.filename, project, version))
    .map(({ filename, hashes, yanked }) => {
      const sha256 = hashes["sha256"]?.toLowerCase();
      if (sha256 === undefined) throw broken(index, `it lists ${filename} without a sha256`);
      return { filename, sha256, yanked };
    });
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

function release(
  { project, version }: Wanted,
  known: IndexRelease["known"],
  files: IndexRelease["files"] = [],
): IndexRelease {
  return { project, version: formatPep440(version), known, files };
}

function isVersion(text: string, wanted: Pep440): boolean {
  const listed = parsePep440(text);
  return listed !== undefined && comparePep440(listed, wanted) === 0;
}
