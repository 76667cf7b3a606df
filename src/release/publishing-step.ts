import type { IndexName } from "./configuration.ts";
import { recordOf } from "./parsed.ts";

/** Where a step of a workflow publishes, by the action it uses or the commands it runs; undefined: on no index. */
export function publishedTo(step: unknown): IndexName | "elsewhere" | undefined {
  const { uses, run, with: given, env } = recordOf(step) ?? {};
  if (typeof uses === "string") {
    return byAction(actionNamed(uses), recordOf(given) ?? {});
  }
  return typeof run === "string" ? byScript(run, JSON.stringify(env ?? "")) : undefined;
}

/** An action's name without its version, in one spelling: GitHub does not mind the case. */
export function actionNamed(uses: string): string {
  return uses.replace(/@.*$/s, "").toLowerCase();
}

function byAction(
  action: string,
  inputs: Readonly<Record<string, unknown>>,
): IndexName | "elsewhere" | undefined {
  switch (action) {
    case "pypa/gh-action-pypi-publish":
      return pythonIndex(String(inputs["repository-url"] ?? inputs["repository_url"]));
    case "pyo3/maturin-action":
      return MATURIN.test(String(inputs["command"])) ? pythonIndex(String(inputs["args"])) : undefined;
    default:
      return isTrial(inputs) ? undefined : PUBLISHING[action];
  }
}

function isTrial(inputs: Readonly<Record<string, unknown>>): boolean {
  return String(inputs["dry-run"] ?? inputs["dry_run"]) === "true";
}

const MATURIN = /^(?:publish|upload)$/;

/** Actions that publish to one index and no other. */
const PUBLISHING: Readonly<Record<string, IndexName>> = {
  "js-devtools/npm-publish": "npm",
  "changesets/action": "npm",
  "cycjimmy/semantic-release-action": "npm",
  "katyo/publish-crates": "crates",
  "release-plz/action": "crates",
};

const PYTHON =
  /\b(?:twine upload|(?:uv|flit|poetry|hatch|pdm|maturin) publish|maturin upload|setup\.py (?:\S+ )*upload)\b(?!.*--dry-run)/;
const NODE =
  /\b(?:(?:npm|pnpm|yarn npm|lerna|changeset) publish|(?:npx|yarn|pnpm) semantic-release|pnpm -r publish)\b(?!.*--dry-run)/;
const RUST = /\b(?:cargo (?:ws |workspaces )?publish|cargo release)\b(?!.*--dry-run)/;

function byScript(run: string, env: string): IndexName | "elsewhere" | undefined {
  const script = run.replaceAll(/\\\n\s*/g, " ");
  const python = PYTHON.exec(script);
  if (python !== null) {
    const line = script.slice(python.index).split("\n")[0] ?? "";
    return pythonIndex(`${line} ${env}`);
  }
  if (NODE.test(script)) {
    return "npm";
  }
  return RUST.test(script) ? "crates" : undefined;
}

/** By how the upload names its target: by an address, or by the name that people give it in their settings. */
function pythonIndex(target: string): IndexName | "elsewhere" {
  if (/test[._-]?pypi|test\.pypi\.org|\b-r test\b/i.test(target)) {
    return "testpypi";
  }
  const [host] = /https?:\/\/[^/\s"']+/.exec(target) ?? [];
  return host === undefined || /(?:^|\.|\/)pypi\.org$/.test(host) ? "pypi" : "elsewhere";
}
