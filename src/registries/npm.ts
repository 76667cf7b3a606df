import { parse as parseSemver, rcompare } from "semver";
import { z } from "zod";
import type { IndexFile, IndexRelease } from "../release/index-release.ts";
import { isNpmName, npmTarballName } from "../release/npm-tarball.ts";
import { broken, createIndexClient, type IndexSettings } from "./index-client.ts";
import type { Registry } from "./registry.ts";

/** What `npm install` asks for; and the whole document, which alone remembers what was unpublished. */
const FOR_INSTALLERS = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8";
const WHOLE = "application/json";

/** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md; a version is read once it is wanted. */
const packument = z
  .object({
    "dist-tags": z.record(z.string(), z.string()).default({}),
    versions: z.record(z.string(), z.unknown()).optional(),
    time: z.record(z.string(), z.unknown()).optional(),
  })
  // Of a package that was unpublished as a whole only the times are left; a document with neither is of something else.
  .refine(({ versions, time }) => versions !== undefined || time !== undefined)
  .transform(({ versions = {}, time = {}, ...rest }) => ({ ...rest, versions, time }));
type Packument = z.infer<typeof packument>;

const manifest = z.object({
  dist: z.object({ integrity: z.string() }),
  /** An empty text takes the deprecation back. https://docs.npmjs.com/cli/commands/npm-deprecate */
  deprecated: z.union([z.string(), z.boolean()]).default(false),
});

/** Of a package that was unpublished as a whole: all its versions, which nobody may publish again. */
const unpublished = z.object({ versions: z.array(z.string()) });

/**
 * The npm registry, or one with its API, at a base address. Files are read from what installers are given; only a
 * version that is not there is looked for in the whole document, for an unpublished one is taken for ever
 * (https://docs.npmjs.com/policies/unpublish).
 *
 * npm's own clients are not used: npm-registry-fetch and pacote bring their own transport, cache and proxies from the
 * environment, and package-json sends what credentials the machine's npmrc holds. None takes the server's fetch, or a
 * limit to how much it reads.
 */
export function npm(name: string, base: string, settings: IndexSettings): Registry {
  const client = createIndexClient(name, base, settings);

  async function ask(project: string, accept: string): Promise<Packument | undefined> {
    const json = await client.get(encodeURIComponent(project).replace(/^%40/, "@"), accept);
    if (json === undefined) return undefined;
    const page = packument.safeParse(json);
    if (!page.success) throw broken(name, `its answer about ${project} is not a package's metadata`);
    return page.data;
  }

  return {
    name,
    async release(project, text) {
      const version = parseSemver(text)?.version;
      // The registry holds no version that semver does not know, and no name that is none.
      if (version === undefined || !isNpmName(project)) return undefined;
      const wanted: Wanted = { index: name, project, version };
      const installers = await ask(project, FOR_INSTALLERS);
      const served = installers && servedIn(installers, wanted);
      if (served !== undefined) return served;
      const whole = await ask(project, WHOLE);
      return whole && knownIn(whole, wanted);
    },
    async versions(project) {
      const whole = isNpmName(project) ? await ask(project, WHOLE) : undefined;
      return whole === undefined ? [] : everyVersion(whole);
    },
  };
}

type Wanted = { readonly index: string; readonly project: string; readonly version: string };

function servedIn(page: Packument, { index, project, version }: Wanted): IndexRelease | undefined {
  if (!Object.hasOwn(page.versions, version)) return undefined;
  const read = manifest.safeParse(page.versions[version]);
  const sha512 = read.success ? sha512Of(read.data.dist.integrity) : undefined;
  if (!read.success || sha512 === undefined) {
    throw broken(index, `it lists ${project} ${version} without a sha512`);
  }
  const deprecated = read.data.deprecated === "" ? false : read.data.deprecated;
  // The registry stores `@a/tool` and `@b/tool` under one name: `npm pack` gives each its own.
  const file: IndexFile = { filename: npmTarballName(project, version), sha512, yanked: deprecated };
  const known = deprecated === false ? "served" : "yanked";
  return { project, version, known, files: [file], ...latestOf(page) };
}

/** Known without a file: not yet with the installers, or unpublished. */
function knownIn(page: Packument, { project, version }: Wanted): IndexRelease | undefined {
  if (Object.hasOwn(page.versions, version)) return { project, version, known: "served", files: [] };
  return everyVersion(page).includes(version) ? { project, version, known: "emptied", files: [] } : undefined;
}

/** `time` keeps the versions that were unpublished, beside words of its own such as `created`. */
function everyVersion({ versions, time }: Packument): readonly string[] {
  const gone = unpublished.safeParse(time["unpublished"]);
  const named = [...Object.keys(versions), ...Object.keys(time), ...(gone.success ? gone.data.versions : [])];
  return [...new Set(named)].filter((one) => parseSemver(one) !== null);
}

function latestOf({ "dist-tags": tags, versions }: Packument): Pick<IndexRelease, "latest"> {
  const version = tags["latest"];
  const [stable] = Object.keys(versions)
    .filter((one) => parseSemver(one)?.prerelease.length === 0)
    .sort(rcompare);
  return version === undefined ? {} : { latest: { version, ...(stable === undefined ? {} : { stable }) } };
}

/** The hexadecimal sha512 of a Subresource Integrity text, which may hold several digests (W3C SRI §3.5). */
function sha512Of(integrity: string): string | undefined {
  const base64 = /(?:^|\s)sha512-(?<digest>[\w+/]{86}==)(?=[\s?]|$)/.exec(integrity)?.groups?.["digest"];
  return base64 === undefined ? undefined : Buffer.from(base64, "base64").toString("hex");
}
