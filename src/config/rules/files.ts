import picomatch from "picomatch";
import type { Finding, Path } from "../finding.ts";
import type { Written } from "../schema.ts";
import { shown } from "../shown.ts";

/** GitHub runs what lies directly in this folder. https://docs.github.com/actions/concepts/workflows-and-actions/workflows */
export const WORKFLOW_FOLDER = ".github/workflows/";

/** Files of the repository itself: other repositories' workflows have a path and `@ref`. */
export function workflowIsAFile(written: Written): readonly Finding[] {
  return (["workflow", "build"] as const).flatMap((key) => {
    const said = written[key];
    const file = said?.startsWith(WORKFLOW_FOLDER) ? said.slice(WORKFLOW_FOLDER.length) : said;
    return file === undefined || /^[^/\\@:\s\p{C}]+\.ya?ml$/u.test(file)
      ? []
      : [
          {
            path: [key],
            says: `must be the name of a file in \`.github/workflows\`, not ${shown(file)}`,
            remedy: `Write the file's name, such as \`${key === "build" ? "build" : "release"}.yml\`.`,
          },
        ];
  });
}

/** Paths are read from the repository through GitHub's API: from its root, with `/`. */
export function pathsStayInside({ version, board, notes }: Written): readonly Finding[] {
  const intro = notes?.intro === "none" || notes?.intro === "previous" ? undefined : notes?.intro;
  const paths: readonly (readonly [Path, string | undefined])[] = [
    [["version", "file"], version?.file],
    [["board", "checklist"], board?.checklist],
    [["notes", "intro"], intro],
  ];
  return paths.flatMap(([path, file]) =>
    file === undefined || isInside(file)
      ? []
      : [
          {
            path,
            says: "must be the path of a file of this repository",
            remedy: "Write it from the repository's root, without `/` at the start and without `..`.",
          },
        ],
  );
}

function isInside(path: string): boolean {
  const steps = path.split("/");
  return (
    path.length <= 1_024 &&
    !/[\\:\p{C}]/u.test(path) &&
    steps.every((step) => !["", ".", ".."].includes(step))
  );
}

/** Source: actions/toolkit, packages/artifact/src/internal/upload/path-and-artifact-name-validation.ts */
const NOT_IN_ARTIFACTS = /["*:<>?|\r\n\\/\p{C}]/u;

/** Names that upload-artifact would have refused belong to no artifact. */
export function artifactNames({ gates, assets }: Written): readonly Finding[] {
  const published = Object.entries(gates ?? {}).flatMap(([gate, rule]) =>
    (rule?.artifacts ?? []).map((name, index) => ({ name, path: ["gates", gate, "artifacts", index] })),
  );
  const attached = (assets ?? []).map(({ artifact }, index) => ({
    name: artifact,
    path: ["assets", index, "artifact"],
  }));
  return [...published, ...attached]
    .filter(({ name }) => NOT_IN_ARTIFACTS.test(name) || name.length > 255)
    .map(({ path }) => ({
      path,
      says: 'is not the name of an artifact: none may hold any of `" : < > | * ? \\ /`',
      remedy:
        "Write the name that the workflow gives to upload-artifact; a pattern of files belongs to `files`.",
    }));
}

/** Each run of `*` multiplies the time in which a file's name is found not to match. */
const MOST_WILDCARDS = 3;

/** The patterns come from any repository that installs the app: none may keep it busy. */
export function assetPatterns({ assets }: Written): readonly Finding[] {
  return (assets ?? []).flatMap(({ files }, index) => {
    const wrong = wrongPattern(files, "the artifact");
    return wrong === undefined ? [] : [{ path: ["assets", index, "files"], ...wrong }];
  });
}

/** What is wrong with a pattern of the files in something; undefined for one that is fine. */
export function wrongPattern(
  files: string,
  within: "the artifact" | "the repository",
): Pick<Finding, "says" | "remedy"> | undefined {
  if (files.length > 200 || (files.match(/\*+/g) ?? []).length > MOST_WILDCARDS) {
    return {
      says: `is too long: at most 200 characters and \`*\` in at most ${MOST_WILDCARDS} places`,
      remedy: "Write several entries, one for each kind of file.",
    };
  }
  if (
    /[()\\\p{C}]/u.test(files) ||
    files.startsWith("/") ||
    files.startsWith("!") ||
    files.split("/").includes("..")
  ) {
    return {
      says: `is not a pattern of files in ${within}`,
      remedy: `Use \`*\`, \`**\`, \`?\`, \`[abc]\` and \`{zip,whl}\` on the path inside ${within}.`,
    };
  }
  return isGlob(files)
    ? undefined
    : {
        says: "is not a pattern that can be read",
        remedy: "Close each `[` and each `{`, or leave them out.",
      };
}

function isGlob(files: string): boolean {
  try {
    picomatch(files, { debug: true, strictBrackets: true });
    return true;
  } catch {
    return false;
  }
}
