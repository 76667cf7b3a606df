import { sameEnvironment } from "./environment-name.ts";
import type { Publisher } from "./index-release.ts";

/** Who should have published a file, and which bytes. */
export type Expected = {
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

/** With the names of repositories by which it would be as expected, were one of them this repository's. */
export type Doubted = Unexpected & { readonly hinges: readonly string[] };

/** The first thing in which a publisher is another than expected; undefined when it agrees. */
export function unexpected(publisher: Publisher, expected: Expected): Doubted | undefined {
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
