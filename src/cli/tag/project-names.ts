import { parse as parseToml } from "smol-toml";
import type { TextAt } from "../../observe/version-file.ts";
import type { IndexName } from "../../release/configuration.ts";

/** What the project's own manifests call it on each index, where the configuration names no package. */
export async function projectNames(read: TextAt): Promise<(index: IndexName) => string | undefined> {
  const python = tableIn(await read("pyproject.toml"));
  const cargo = tableIn(await read("Cargo.toml"));
  const npm = jsonIn(await read("package.json"));
  const names: Readonly<Record<"python" | "npm" | "crates", unknown>> = {
    python: at(python, "project", "name") ?? at(python, "tool", "poetry", "name"),
    npm: at(npm, "name"),
    crates: at(cargo, "package", "name"),
  };
  return (index) => {
    const name = names[index === "npm" || index === "crates" ? index : "python"];
    return typeof name === "string" && name !== "" ? name : undefined;
  };
}

function tableIn(text: string | undefined): unknown {
  try {
    return parseToml(text ?? "");
  } catch {
    return undefined;
  }
}

function jsonIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (above, key) =>
      typeof above === "object" && above !== null && Object.hasOwn(above, key)
        ? Reflect.get(above, key)
        : undefined,
    value,
  );
}
