import { configurationPath, readConfiguration } from "../../config/configuration.ts";
import { versionAtCommit } from "../../observe/version-file.ts";
import type { Configuration, ConfigurationFault } from "../../release/configuration.ts";
import { defaultGate } from "../../release/gate.ts";
import { recordOf } from "../../release/parsed.ts";
import { schemeOf } from "../../release/release-version.ts";
import { versionOfTag } from "../../release/tag-name.ts";
import { literalPrefix } from "../../release/tag-pattern.ts";
import { type ConductedShape, type ShapeRefusal, shapeOf } from "../../workflows/shape.ts";
import type { Survey } from "../survey/survey.ts";
import { nameTag, releaseOf } from "../tag/naming.ts";
import type { TagProblem } from "../tag/problem.ts";

/** What will be rehearsed. */
export type Rehearsal = {
  readonly repository: string;
  readonly tag: string;
  readonly version: string;
  readonly configuration: Configuration;
  readonly shape: ConductedShape;
  /** Environments at which the app is ticked. */
  readonly guarded: readonly string[];
  /** Text files of the repository that the app reads. */
  readonly files: Readonly<Record<string, string>>;
  readonly presumed: readonly Presumed[];
};

/** Something that the rehearsal takes for granted, because the files do not tell it. */
export type Presumed =
  | { readonly is: "no-configuration" }
  | { readonly is: "tag"; readonly tag: string }
  | { readonly is: "runs"; readonly job: string; readonly condition: string }
  | { readonly is: "one-of-many"; readonly job: string }
  | { readonly is: "unseen"; readonly job: string; readonly uses: string };

export type NoRehearsal =
  | { readonly is: "configuration-broken"; readonly faults: readonly ConfigurationFault[] }
  | { readonly is: "tag"; readonly problem: TagProblem }
  | { readonly is: "shape"; readonly because: ShapeRefusal };

/** What can be rehearsed of a checkout, or why nothing. `word` is the version or tag that was asked for. */
export async function rehearsalOf(
  survey: Survey,
  word: string | undefined,
): Promise<Rehearsal | { readonly not: NoRehearsal }> {
  const { files, workflows, repository = "your/project" } = survey;
  const text = await files.read(configurationPath);
  const reading = readConfiguration(text ?? "", "");
  if (reading.is === "broken") {
    return { not: { is: "configuration-broken", faults: reading.faults } };
  }
  const { configuration } = reading;
  const named = await tagFor(survey, configuration, word);
  if ("is" in named) {
    return { not: { is: "tag", problem: named } };
  }
  const workflow =
    configuration.workflow === undefined ? {} : { workflow: `.github/workflows/${configuration.workflow}` };
  const shape = shapeOf({ workflows, tag: named.tag, repository, ...workflow });
  if (shape.is === "refused") {
    return { not: { is: "shape", because: shape.because } };
  }
  return {
    repository,
    tag: named.tag,
    version: named.version,
    configuration,
    shape,
    guarded: configuration.gates?.map(({ name }) => name) ?? shape.environments,
    files: { [configurationPath]: text ?? "", ...(await filesFor(survey, configuration)) },
    presumed: [
      ...(text === undefined ? [{ is: "no-configuration" } as const] : []),
      ...(named.presumed ? [{ is: "tag", tag: named.tag } as const] : []),
      ...presumedOf(shape),
    ],
  };
}

type Named = { readonly tag: string; readonly version: string; readonly presumed: boolean };

async function tagFor(
  { files, version: found, workflows }: Survey,
  configuration: Configuration,
  word: string | undefined,
): Promise<Named | TagProblem> {
  const rule = configuration.version.file;
  const file = rule === undefined && found.is === "found" ? found : await versionAtCommit(rule, files.read);
  const naming = nameTag({ configuration, file, ...(word === undefined ? {} : { word }) });
  if (naming.named !== undefined) {
    const [problem] = naming.problems;
    return problem ?? { tag: naming.named.tag, version: naming.named.version.canonical, presumed: false };
  }
  const [problem] = naming.problems;
  if (problem !== undefined && problem.is !== "version-unsaid") {
    return problem;
  }
  const scheme = schemeOf(releaseOf("", configuration, file));
  const tags = configuration.tags
    .filter((one) => !one.startsWith("!"))
    .map((one) => `${literalPrefix(one)}1.0.0`);
  const starts = (tag: string) => shapeOf({ workflows, tag }).is === "tag-first";
  const tag = tags.find(starts) ?? tags[0] ?? "v1.0.0";
  return {
    tag,
    version: versionOfTag(tag, configuration.tags, scheme)?.canonical ?? "1.0.0",
    presumed: true,
  };
}

/** All that the app reads by its path; of the workflows every one. */
async function filesFor({ files, workflows, packages, version }: Survey, configuration: Configuration) {
  const { board, notes } = configuration;
  const paths = [
    ...workflows.map(({ path }) => path),
    ...Object.values(packages).flatMap((all) => all.map(({ file }) => file)),
    ...("path" in version ? [version.path] : []),
    configuration.version.file,
    board.checklist,
    typeof notes.intro === "string" ? undefined : notes.intro.file,
    ".github/CODEOWNERS",
    ".github/release.yml",
    "pyproject.toml",
    "package.json",
    "Cargo.toml",
  ];
  const texts: Record<string, string> = {};
  for (const path of new Set(paths)) {
    const text = path === undefined ? undefined : await files.read(path);
    if (path !== undefined && text !== undefined) {
      texts[path] = text;
    }
  }
  return texts;
}

function presumedOf({ jobs }: ConductedShape): readonly Presumed[] {
  return jobs.flatMap(({ id, runs, condition, several, unseen }): readonly Presumed[] => [
    ...(runs === "unknown" && condition !== undefined ? [{ is: "runs", job: id, condition } as const] : []),
    ...(several ? [{ is: "one-of-many", job: id } as const] : []),
    ...(unseen === undefined ? [] : [{ is: "unseen", job: id, uses: unseen } as const]),
  ]);
}

/** A workflow's `name:`, else its path, as GitHub shows it. */
export function workflowName({ workflows }: Survey, path: string): string {
  const found = workflows.find((one) => one.path === path);
  const name = found?.is === "read" ? recordOf(found.value)?.["name"] : undefined;
  return typeof name === "string" ? name : path;
}

/** The gates as configured, else those at the workflow's environments. */
export function gatesFor({ configuration, shape }: Rehearsal) {
  return configuration.gates ?? shape.environments.map(defaultGate);
}
