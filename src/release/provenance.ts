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
  /** Whether a name leads to the repository today: it may have had it before. */
  readonly isOurs: (name: string) => boolean;
  /** File names of the release run's workflow and of those it called in the same repository. */
  readonly workflows: readonly string[];
  readonly environment: string;
  readonly sha256: string;
};

type Rule = {
  readonly about: "service" | "repository" | "workflow" | "environment" | "digest";
  readonly found: (publisher: Publisher) => string;
  readonly expected: (expected: Expected) => string;
  readonly holds: (publisher: Publisher, expected: Expected) => boolean;
  /** Names of repositories: it would hold if one of them were this repository's, from before it was renamed. */
  readonly hinges?: (publisher: Publisher) => readonly string[];
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
    // GitHub's names of owners and repositories are the same in every case.
    about: "repository",
    found: ({ repository = "" }) => repository,
    expected: ({ repository }) => repository,
    holds: ({ repository = "" }, expected) =>
      repository.toLowerCase() === expected.repository.toLowerCase() || expected.isOurs(repository),
    hinges: ({ repository = "" }) => [repository],
  },
  {
    // A file's name is not. A job that a workflow called is published for under the called one's name.
    about: "workflow",
    found: ({ workflow = "" }) => workflow,
    expected: ({ workflows }) => workflows[0] ?? "",
    holds: ({ workflow }, { workflows }) => workflows.some((one) => one === workflow),
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
      hinges: (rule.hinges?.(publisher) ?? []).filter(isRepositoryName),
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
function whoPublishes(seen: Snapshot, run: Run): Pick<Expected, "repository" | "isOurs" | "workflows"> {
  const { owner, name } = given(seen.repository) ?? seen.address;
  const repository = `${owner}/${name}`;
  const own = `${repository}/.github/workflows/`.toLowerCase();
  const called = (run.called ?? []).filter((path) => path.toLowerCase().startsWith(own));
  const isOurs = (name: string) => given(factAt(seen.repositoriesNamed, name)) === seen.key.repository;
  return { repository, isOurs, workflows: [run.path, ...called].map(fileName) };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
