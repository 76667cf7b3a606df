import { releaseRun } from "./attempt.ts";
import type { Gate } from "./configuration.ts";
import { sameEnvironment } from "./environment-name.ts";
import { builtFiles } from "./evidence.ts";
import { factAt, given } from "./fact.ts";
import type { FileProvenance, Publisher, Run, Snapshot } from "./snapshot.ts";

/** Who should have published a file, and which bytes. */
type Expected = {
  /** owner/name */
  readonly repository: string;
  /** Whether a name is the repository's: the one it has today, or one that it had before. */
  readonly isOurs: (name: string) => boolean;
  /** The file name of the release run's workflow. */
  readonly workflow: string;
  /** The workflows that it called. */
  readonly called: readonly CalledWorkflow[];
  readonly environment: string;
  readonly sha256: string;
};

/** The workflow's file name, and the repository it is in, by the name that one had then. */
type CalledWorkflow = { readonly repository: string; readonly workflow: string };

type Rule = {
  readonly about: "service" | "repository" | "workflow" | "environment" | "digest";
  readonly found: (publisher: Publisher) => string;
  readonly expected: (expected: Expected) => string;
  readonly holds: (publisher: Publisher, expected: Expected) => boolean;
  /** Names of repositories: it would hold if one of them were this repository's, from before it was renamed. */
  readonly hinges?: (publisher: Publisher, expected: Expected) => readonly string[];
};

/** In the order of asking: who is of another service has no repository to compare. */
const RULES: readonly Rule[] = [
  {
    about: "service",
    found: ({ kind }) => kind,
    expected: () => "GitHub",
    holds: ({ kind }) => kind === "GitHub",
  },
  {
    about: "repository",
    found: ({ repository = "" }) => repository,
    expected: ({ repository }) => repository,
    holds: ({ repository = "" }, { isOurs }) => isOurs(repository),
    hinges: ({ repository = "" }) => [repository],
  },
  {
    // The same letters, as files have it. A job that a workflow called is published for under the called one's name.
    about: "workflow",
    found: ({ workflow = "" }) => workflow,
    expected: ({ workflow }) => workflow,
    holds: ({ workflow }, { workflow: own, called, isOurs }) =>
      workflow === own || called.some((one) => one.workflow === workflow && isOurs(one.repository)),
    hinges: ({ workflow }, { called }) =>
      called.filter((one) => one.workflow === workflow).map(({ repository }) => repository),
  },
  {
    // A publisher can be trusted in any environment: then the index does not know in which it was.
    about: "environment",
    found: ({ environment = "" }) => environment,
    expected: ({ environment }) => environment,
    holds: ({ environment }, expected) =>
      environment === undefined || sameEnvironment(environment, expected.environment),
  },
  {
    about: "digest",
    found: ({ attests }) => attests.join(" "),
    expected: ({ sha256 }) => sha256,
    holds: ({ attests }, { sha256 }) => attests.length > 0 && attests.every((one) => one === sha256),
  },
];

/** What a publisher is not as expected. */
export type Unexpected = {
  readonly about: Rule["about"];
  readonly expected: string;
  /** Empty: nothing. */
  readonly found: string;
};

/** The first thing in which a publisher is another than expected; undefined when it agrees. */
function unexpected(publisher: Publisher, expected: Expected): Judged["unexpected"][number] | undefined {
  const rule = RULES.find(({ holds }) => !holds(publisher, expected));
  return (
    rule && {
      about: rule.about,
      expected: rule.expected(expected),
      found: rule.found(publisher),
      hinges: (rule.hinges?.(publisher, expected) ?? []).filter(isRepositoryName),
    }
  );
}

/** https://docs.github.com/rest/repos/repos#get-a-repository: what is none leads to no repository. */
function isRepositoryName(text: string): boolean {
  return /^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(text);
}

/** What an index shows of who published a built file, and in what that is not as expected. */
export type Judged = FileProvenance & {
  /** As built. */
  readonly sha256: string;
  /** `hinges`: the names of repositories by which it would be as expected, were one of them this repository's. */
  readonly unexpected: readonly (Unexpected & { readonly hinges: readonly string[] })[];
};

/** Every built file of a gate, judged by what its index shows; undefined while that, or the release run, is not seen. */
export function judgedProvenance(seen: Snapshot, gate: Gate): readonly Judged[] | undefined {
  const shown = given(factAt(seen.provenance, gate.name));
  const run = releaseRun(seen);
  if (shown === undefined || run === undefined) {
    return undefined;
  }
  const who = whoPublishes(seen, run);
  const publishersOf = new Map(shown.map(({ filename, publishers }) => [filename, publishers]));
  return builtFiles(seen, gate).map(({ filename, sha256 }) => {
    const publishers = publishersOf.get(filename) ?? [];
    const expected = { ...who, environment: gate.name, sha256 };
    const others = publishers.flatMap((publisher) => unexpected(publisher, expected) ?? []);
    return { filename, sha256, publishers, unexpected: others };
  });
}

/** A repository has had few names: of more, those beyond are strangers'. */
const MOST_NAMES = 10;

/** The names on which it hinges whether publishers are as expected: GitHub has to say whose they are. */
export function namesInQuestion(judged: readonly Judged[]): readonly string[] {
  const names = judged.flatMap((file) => file.unexpected.flatMap(({ hinges }) => hinges));
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** The repository goes by the name it has today, or by one that GitHub forwards to it: it may be renamed meanwhile. */
function whoPublishes(seen: Snapshot, run: Run): Omit<Expected, "environment" | "sha256"> {
  const { owner, name } = given(seen.repository) ?? seen.address;
  const repository = `${owner}/${name}`;
  return {
    repository,
    // GitHub's names of owners and repositories are the same in every case.
    isOurs: (text) =>
      text.toLowerCase() === repository.toLowerCase() ||
      given(factAt(seen.repositoriesNamed, text)) === seen.key.repository,
    workflow: fileName(run.path),
    called: (run.called ?? []).map((path) => ({
      repository: path.split("/.github/workflows/")[0] ?? "",
      workflow: fileName(path),
    })),
  };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
