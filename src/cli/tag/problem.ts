import type { ConfigurationFault, IndexName } from "../../release/configuration.ts";
import type { IndexRelease } from "../../release/index-release.ts";
import type { Scheme } from "../../release/version.ts";

/** What a tag of that name is on the remote. */
export type Holder = {
  /** What the ref points at: a tag object, or the commit. */
  readonly object: string;
  readonly commit: string;
  /** Who tagged, or, of a lightweight tag, who committed; absent where that can't be read. */
  readonly by?: string;
};

/** Why a tag is not made. */
export type TagProblem =
  | { readonly is: "no-git" }
  | { readonly is: "old-git"; readonly version: string }
  | { readonly is: "no-repository"; readonly why: string }
  | { readonly is: "no-commit" }
  | { readonly is: "wrong-word"; readonly word: string; readonly scheme: Scheme }
  | { readonly is: "changed"; readonly files: readonly string[] }
  | { readonly is: "detached"; readonly commit: string; readonly main?: string }
  | { readonly is: "shallow"; readonly remote: string }
  | { readonly is: "no-remote" }
  | { readonly is: "unknown-remote"; readonly remote: string; readonly remotes: readonly string[] }
  | { readonly is: "several-remotes"; readonly remotes: readonly string[] }
  | { readonly is: "several-places"; readonly remote: string; readonly count: number }
  | { readonly is: "remote-silent"; readonly remote: string; readonly why: string }
  | { readonly is: "not-pushed"; readonly remote: string; readonly branch?: string }
  | {
      readonly is: "off-branches";
      readonly remote: string;
      readonly patterns: readonly string[];
      readonly on: readonly string[];
    }
  | { readonly is: "nameless" }
  | {
      readonly is: "configuration-broken";
      readonly faults: readonly ConfigurationFault[];
      /** The branch of the remote that has it; absent: the commit. */
      readonly rulesOf?: string;
    }
  | { readonly is: "version-unsaid"; readonly path?: string; readonly why?: string }
  | { readonly is: "version-unread"; readonly path: string; readonly why: string }
  | {
      readonly is: "version-unparsable";
      readonly path: string;
      readonly version: string;
      readonly scheme: Scheme;
    }
  | {
      readonly is: "version-differs";
      readonly tag: string;
      readonly version: string;
      readonly path: string;
      readonly fileVersion: string;
    }
  | { readonly is: "tag-unmatched"; readonly name: string; readonly patterns: readonly string[] }
  | { readonly is: "tag-misshapen"; readonly tag: string }
  | {
      readonly is: "tag-there";
      readonly tag: string;
      readonly remote: string;
      readonly holder: Holder;
      readonly same: boolean;
    }
  | { readonly is: "tag-here"; readonly tag: string; readonly remote: string; readonly commit: string }
  | { readonly is: "twin"; readonly twin: string; readonly version: string; readonly remote: string }
  | { readonly is: "nothing-to-move"; readonly tag: string; readonly remote: string }
  | { readonly is: "moved-already"; readonly tag: string; readonly remote: string }
  | {
      readonly is: "version-foreign";
      readonly tag: string;
      readonly index: IndexName;
      readonly form?: string;
    }
  | { readonly is: "version-local"; readonly version: string; readonly index: IndexName }
  | {
      readonly is: "version-taken";
      readonly index: IndexName;
      readonly project: string;
      readonly version: string;
      readonly known: IndexRelease["known"];
    }
  | {
      readonly is: "index-silent";
      readonly index: IndexName;
      readonly detail: string;
      readonly move: boolean;
    }
  | { readonly is: "indexes-unasked"; readonly indexes: readonly IndexName[] }
  | { readonly is: "repository-misnamed"; readonly name: string }
  | { readonly is: "no-place"; readonly url: string; readonly api: string }
  | {
      readonly is: "github-silent";
      readonly repository: string;
      readonly detail: string;
      readonly hidden: boolean;
    }
  | { readonly is: "released"; readonly tag: string; readonly url: string }
  | { readonly is: "changed-meanwhile" };

export type Of<Is extends TagProblem["is"]> = Extract<TagProblem, { readonly is: Is }>;

/** Where something is in the way, what, and what to do about it. */
export type ProblemWords = { readonly place: string; readonly says: string; readonly remedy: string };

/** Where somebody has to look at how the command is used, and not at the release. */
const WRONG_USE: ReadonlySet<TagProblem["is"]> = new Set([
  "no-git",
  "old-git",
  "no-repository",
  "wrong-word",
  "unknown-remote",
  "repository-misnamed",
]);

/** Exit code: 1 the answer is no, 2 wrong use. */
export function exitOf(problems: readonly TagProblem[]): 1 | 2 {
  return problems.some(({ is }) => WRONG_USE.has(is)) ? 2 : 1;
}
