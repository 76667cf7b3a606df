import { parse as parseSemver } from "semver";
import { z } from "zod";
import { parseJson } from "../artifacts/transport.ts";
import { isCrateName } from "../release/crate-file.ts";
import { broken, createIndexClient, type IndexSettings } from "./index-client.ts";
import type { Registry } from "./registry.ts";

/** https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema */
const line = z.object({
  name: z.string(),
  vers: z.string(),
  cksum: z.string().regex(/^[0-9a-f]{64}$/i),
  yanked: z.boolean().default(false),
});
const lines = z.array(line);

/**
 * By these a sparse index says that it has no such crate: missing, deleted, or withheld for legal reasons.
 * https://doc.rust-lang.org/cargo/reference/registry-index.html#nonexistent-crates
 */
const NO_CRATE = [404, 410, 451];

/**
 * crates.io, or another registry of cargo's, by its sparse index: what cargo itself reads, and meant for machines. The
 * web API would tell no more. No client library for it is kept up for Node.
 */
export function crates(name: string, base: string, settings: IndexSettings): Registry {
  const client = createIndexClient(name, base, settings, NO_CRATE);

  async function listed(project: string): Promise<z.infer<typeof lines>> {
    // The index holds no crate with a name that is none.
    const json = isCrateName(project) ? await client.get(pathOf(project), "text/plain", parseLines) : [];
    const page = lines.safeParse(json ?? []);
    if (!page.success) throw broken(name, `its lines about ${project} are not those of cargo's index`);
    return page.data;
  }

  return {
    name,
    async release(project, text) {
      const version = canonical(text);
      const found = (await listed(project)).find(({ vers }) => canonical(vers) === version);
      if (version === undefined || found === undefined) return undefined;
      const { name: spelt, vers, cksum, yanked } = found;
      return {
        project,
        version,
        known: yanked ? "yanked" : "served",
        files: [{ filename: `${spelt}-${vers}.crate`, sha256: cksum.toLowerCase(), yanked }],
      };
    },
    versions: async (project) => (await listed(project)).map(({ vers }) => vers),
  };
}

/** Build metadata makes no other version: crates.io takes 1.0.0+a and 1.0.0+b for one. */
function canonical(version: string): string | undefined {
  return parseSemver(version)?.version;
}

/** https://doc.rust-lang.org/cargo/reference/registry-index.html#index-files */
function pathOf(project: string): string {
  const name = project.toLowerCase();
  return name.length < 4
    ? [name.length, ...(name.length === 3 ? [name.slice(0, 1)] : []), name].join("/")
    : [name.slice(0, 2), name.slice(2, 4), name].join("/");
}

/** One JSON value a line; undefined where a line is none. */
function parseLines(text: string): unknown {
  const values = text.split("\n").flatMap((one) => (one.trim() === "" ? [] : [parseJson(one)]));
  return values.includes(undefined) ? undefined : values;
}
