import { createHash } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import type { IndexName } from "../../src/release/configuration.ts";
import { createCrates } from "../../src/sandbox/crates/crates.ts";
import type { BuiltFile } from "../../src/sandbox/files/distribution.ts";
import { crate, npmTarball } from "../../src/sandbox/files/packed.ts";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { createIndex } from "../../src/sandbox/index/package-index.ts";
import type { Site } from "../../src/sandbox/index/site.ts";
import { createNpm } from "../../src/sandbox/npm/npm.ts";
import { BASE } from "./asked.ts";

/** An index of the sandbox, and what every index lets its people do. */
export type Shop = {
  readonly site: Site;
  /** The package's name as people write it, and as the registry answers it. */
  readonly project: { readonly written: string; readonly answered: string };
  /** Publishes a version; gives its files as the registry should tell them. */
  readonly publish: (version: string) => Promise<readonly ServedFile[]>;
  readonly yank: (version: string, reason: string) => void;
  /** Takes away all files of a version; absent where nobody can. */
  readonly empty?: (version: string) => void;
  /** What is published from now on is not shown to installers for so long, though the registry knows it. */
  readonly lag?: (seconds: number) => void;
};

type ServedFile = Readonly<Record<"filename" | "sha256" | "sha512" | "yanked", unknown>>;

/** One shop for each index that a gate can name: the compiler asks for it. */
export const SHOPS: Readonly<Record<IndexName, (clock: Clock) => Shop>> = {
  pypi: (clock) => pythonShop(clock, "pypi"),
  testpypi: (clock) => pythonShop(clock, "testpypi"),
  npm: npmShop,
  crates: cratesShop,
};

function pythonShop(clock: Clock, name: "pypi" | "testpypi"): Shop {
  const index = createIndex({ clock, name, host: BASE });
  const uploaded = new Map<string, readonly BuiltFile[]>();
  return {
    site: index,
    project: { written: "Octo_Tool", answered: "octo-tool" },
    async publish(version) {
      const source = { name: "Octo_Tool", version };
      const files = [await wheel(source), sdist(source)];
      await index.upload("Octo_Tool", files);
      uploaded.set(version, files);
      return files.map(({ filename, bytes }) => served(filename, { sha256: digest("sha256", bytes) }));
    },
    yank: (version, reason) => index.yank("octo-tool", version, reason),
    empty(version) {
      for (const { filename } of uploaded.get(version) ?? []) index.deleteFile("octo-tool", filename);
    },
    lag: (simpleSeconds) => index.lag({ simpleSeconds }),
  };
}

function npmShop(clock: Clock): Shop {
  const npm = createNpm({ clock, host: BASE });
  const name = "@octo/tool";
  return {
    site: npm,
    project: { written: name, answered: name },
    async publish(version) {
      const { filename, bytes } = npmTarball({ name, version });
      npm.publish({ bytes });
      return [served(filename, { sha512: digest("sha512", bytes) })];
    },
    yank: (version, reason) => npm.deprecate(name, version, reason),
    empty: (version) => npm.unpublish(name, version),
    lag: (installSeconds) => npm.lag({ installSeconds }),
  };
}

function cratesShop(clock: Clock): Shop {
  const crates = createCrates({ clock });
  return {
    site: crates,
    project: { written: "Octo_Tool", answered: "Octo_Tool" },
    async publish(version) {
      const { filename, bytes } = crate({ name: "Octo_Tool", version });
      crates.publish({ bytes });
      return [served(filename, { sha256: digest("sha256", bytes) })];
    },
    yank: (version) => crates.yank("Octo_Tool", version),
  };
}

function served(filename: string, digests: Partial<Record<"sha256" | "sha512", string>>): ServedFile {
  return { filename, sha256: undefined, sha512: undefined, ...digests, yanked: false };
}

function digest(algorithm: "sha256" | "sha512", bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest("hex");
}
