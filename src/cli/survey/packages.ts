import { parse as parseToml } from "smol-toml";
import { fileName } from "../../release/file-name.ts";
import { recordOf } from "../../release/parsed.ts";
import { type Files, filesNamed } from "./files.ts";

/** What a repository's manifests call its packages, by the kind of package, the nearest to its root first. */
export type Packages = Readonly<Record<"python" | "npm" | "crates", readonly Package[]>>;

export type Package = { readonly name: string; readonly file: string };

const MANIFESTS = ["pyproject.toml", "setup.cfg", "package.json", "Cargo.toml"];

/** Reads all manifests; those that are not to be published, or that name nothing, are left out. */
export async function findPackages(directory: string, { read }: Files): Promise<Packages> {
  const found: Record<keyof Packages, Package[]> = { python: [], npm: [], crates: [] };
  for (const file of await filesNamed(directory, MANIFESTS)) {
    const [kind, name] = nameIn(file, (await read(file)) ?? "");
    if (name !== undefined && name !== "" && !found[kind].some((one) => one.name === name)) {
      found[kind].push({ name, file });
    }
  }
  return found;
}

function nameIn(file: string, text: string): readonly [keyof Packages, string | undefined] {
  switch (fileName(file)) {
    case "package.json": {
      const fields = recordOf(parsed(text, JSON.parse));
      return ["npm", fields?.["private"] === true ? undefined : textOf(fields?.["name"])];
    }
    case "Cargo.toml": {
      const crate = recordOf(recordOf(parsed(text, parseToml))?.["package"]);
      return ["crates", crate?.["publish"] === false ? undefined : textOf(crate?.["name"])];
    }
    case "setup.cfg":
      return ["python", /^\[metadata\][^[]*?^name *[=:] *(?<name>\S+)$/ms.exec(text)?.groups?.["name"]];
    default: {
      const fields = recordOf(parsed(text, parseToml));
      const poetry = recordOf(recordOf(fields?.["tool"])?.["poetry"]);
      return ["python", textOf(recordOf(fields?.["project"])?.["name"]) ?? textOf(poetry?.["name"])];
    }
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Undefined for what can't be read: its own tools will say so. */
function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
