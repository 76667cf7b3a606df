import type { Exchange } from "../../../src/sandbox/exchanges.ts";
import type { Artifact } from "../../../src/sandbox/github/artifacts.ts";
import type { Repository, Role } from "../../../src/sandbox/github/repository.ts";
import type { Run } from "../../../src/sandbox/github/runs.ts";
import { asOf, type History, type Start, type TagPosition, type Voice } from "../history.ts";
import type { Policy } from "../policy.ts";
import { type Look, lookBefore } from "./look.ts";
import { commandsOf } from "./words.ts";

/** What the judge goes by: GitHub's state at the end, its history, and every request of the app. */
export type Evidence = {
  readonly history: History;
  readonly repository: Repository;
  readonly exchanges: readonly Exchange[];
  readonly tag: string;
  readonly version: string;
  /** Slug of the app. */
  readonly app: string;
};

/** Something that the app did and can't take back, with what it must have known. */
export type Case = Evidence & {
  readonly look: Look;
  readonly run: Run;
  readonly attempt: number;
  /** When this attempt of the run began. */
  readonly began: number;
  readonly policy: Policy;
  readonly position: TagPosition | undefined;
};

/** The case of the app's request of that number, which is about that run. */
export function caseOf(evidence: Evidence, act: number, run: Run): Case {
  const { history } = evidence;
  const look = lookBefore(evidence.exchanges, act);
  const policy = asOf(history.policies, look.read("configuration"))?.policy;
  if (policy === undefined) {
    throw new Error("the app acted before the project had a configuration");
  }
  const starts = history.starts.filter((one) => one.run === run);
  const start = asOf(starts, look.read("runs")) ?? starts[0];
  return {
    ...evidence,
    look,
    run,
    attempt: start?.attempt ?? 1,
    began: start?.at ?? 0,
    policy,
    position: asOf(history.tags, look.read("tag")),
  };
}

/** Comments with such a command, and its words. */
export function saying(
  { history, app }: Evidence,
  command: string,
): readonly { readonly voice: Voice; readonly words: readonly string[] }[] {
  return history.voices
    .filter(({ author }) => author.app !== app)
    .flatMap((voice) =>
      commandsOf(voice.body)
        .filter(({ word }) => word === command)
        .map(({ words }) => ({ voice, words })),
    );
}

/** What a person's role was when the app looked for the last time. */
export function roleAt({ history, look }: Case, { author }: Pick<Voice, "author">): Role {
  const names = history.names.filter(({ account }) => account === author.id).map(({ login }) => login);
  return roleBy(history, author.id, look.rights(names));
}

export function roleBy(history: History, account: number, request: number): Role {
  const roles = history.roles.filter((one) => one.account === account);
  return asOf(roles, request)?.role ?? { name: "none", base: "none" };
}

/** Of which run and attempt an attempt's start is; those of the tag's name that could be the release's. */
export function startsBefore(evidence: Evidence, request: number): readonly Start[] {
  return evidence.history.starts.filter(
    ({ run, requests }) => requests <= request && run.headBranch === evidence.tag,
  );
}

/** The distributions of the run, as the app could see them when it looked. */
export function distributionsOf({ history, run, look }: Case): Artifact | undefined {
  const newest = run.artifacts.findLast(({ name, createdAt }) => name === "dist" && createdAt <= look.at);
  const later = history.replaced.find((one) => one.run === run && one.requests > look.read("artifacts"));
  return later?.before ?? newest;
}
