import type { IndexName } from "../release/configuration.ts";
import { type Contexts, filled } from "./expression.ts";
import { recordOf } from "./plain.ts";

/** What a step does that a release hangs on; a step that does nothing of it is left out. */
export type StepWork =
  | { readonly does: "publish"; readonly index: IndexName | "elsewhere" }
  /** `name` is absent where only the run knows it. */
  | { readonly does: "upload"; readonly name?: string }
  /** Artifacts of the run: one by its name, those of a pattern, or, without either, all. */
  | { readonly does: "download"; readonly name?: string; readonly pattern?: string }
  /** Makes a GitHub release. */
  | { readonly does: "release" };

/** Reads a step by the actions it uses and the commands it runs. */
export function workOf(step: unknown, contexts: Contexts): StepWork | undefined {
  const { uses, run, with: given, env } = recordOf(step) ?? {};
  const inputs = recordOf(given) ?? {};
  if (typeof uses === "string") {
    return workOfAction(uses.replace(/@.*$/s, "").toLowerCase(), inputs, contexts);
  }
  return typeof run === "string" ? workOfScript(run, JSON.stringify(env ?? "")) : undefined;
}

type Inputs = Readonly<Record<string, unknown>>;

function workOfAction(action: string, inputs: Inputs, contexts: Contexts): StepWork | undefined {
  switch (action) {
    case "actions/upload-artifact": {
      const name = filled(String(inputs["name"] ?? "artifact"), contexts);
      return { does: "upload", ...(name === undefined ? {} : { name }) };
    }
    case "actions/download-artifact":
      return {
        does: "download",
        ...filledIn("name", inputs, contexts),
        ...filledIn("pattern", inputs, contexts),
      };
    case "pypa/gh-action-pypi-publish":
      return {
        does: "publish",
        index: pythonIndex(String(inputs["repository-url"] ?? inputs["repository_url"])),
      };
    case "pyo3/maturin-action":
      return MATURIN.test(String(inputs["command"]))
        ? { does: "publish", index: pythonIndex(String(inputs["args"])) }
        : undefined;
    default:
      return elsewhere(action);
  }
}

const MATURIN = /^(?:publish|upload)$/;

function elsewhere(action: string): StepWork | undefined {
  const index = PUBLISHING[action];
  if (index !== undefined) {
    return { does: "publish", index };
  }
  return RELEASING.includes(action) ? { does: "release" } : undefined;
}

/** What only the run knows may be any: then all are meant. */
function filledIn<K extends string>(
  key: K,
  inputs: Inputs,
  contexts: Contexts,
): { readonly [P in K]?: string } {
  const text = inputs[key] === undefined ? undefined : filled(String(inputs[key]), contexts);
  return text === undefined ? {} : ({ [key]: text } as { readonly [P in K]: string });
}

/** Actions that publish to one index and no other. */
const PUBLISHING: Readonly<Record<string, IndexName>> = {
  "js-devtools/npm-publish": "npm",
  "changesets/action": "npm",
  "cycjimmy/semantic-release-action": "npm",
  "katyo/publish-crates": "crates",
  "release-plz/action": "crates",
};

const RELEASING: readonly string[] = [
  "softprops/action-gh-release",
  "ncipollo/release-action",
  "actions/create-release",
  "svenstaro/upload-release-action",
  "googleapis/release-please-action",
];

const PYTHON =
  /\b(?:twine upload|(?:uv|flit|poetry|hatch|pdm|maturin) publish|maturin upload|setup\.py (?:\S+ )*upload)\b(?!.*--dry-run)/;
const NODE =
  /\b(?:(?:npm|pnpm|yarn npm|lerna|changeset) publish|(?:npx|yarn|pnpm) semantic-release|pnpm -r publish)\b(?!.*--dry-run)/;
const RUST = /\b(?:cargo (?:ws |workspaces )?publish|cargo release)\b(?!.*--dry-run)/;
const RELEASE = /\bgh release create\b/;

function workOfScript(run: string, env: string): StepWork | undefined {
  const script = run.replaceAll(/\\\n\s*/g, " ");
  const python = PYTHON.exec(script);
  if (python !== null) {
    const line = script.slice(python.index).split("\n")[0] ?? "";
    return { does: "publish", index: pythonIndex(`${line} ${env}`) };
  }
  if (NODE.test(script)) {
    return { does: "publish", index: "npm" };
  }
  if (RUST.test(script)) {
    return { does: "publish", index: "crates" };
  }
  return RELEASE.test(script) ? { does: "release" } : undefined;
}

/** By how the upload names its target: by an address, or by the name that people give it in their settings. */
function pythonIndex(target: string): IndexName | "elsewhere" {
  if (/test[._-]?pypi|test\.pypi\.org|\b-r test\b/i.test(target)) {
    return "testpypi";
  }
  const [host] = /https?:\/\/[^/\s"']+/.exec(target) ?? [];
  return host === undefined || /(?:^|\.|\/)pypi\.org$/.test(host) ? "pypi" : "elsewhere";
}
