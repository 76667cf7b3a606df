import type { Account, PullRequest, RangeCommit } from "../release/range.ts";
import { releaseNote } from "./release-note.ts";

/** What one line of the notes is about. What it says is foreign text. */
export type Change = {
  readonly title: string;
  /** Lines of the pull request's own release note, which stand for its title. */
  readonly note?: readonly string[];
  readonly author?: Account;
  /** GitHub links both by itself. */
  readonly place: { readonly full: string; readonly short: string };
  readonly labels: readonly string[];
  readonly paths: readonly string[];
  /** The heading above says of which type it is, so that its title need not. */
  readonly headed?: true;
};

/** A pull request as a change; with the heading of release notes, by its own note where it has one. */
export function ofPullRequest(one: PullRequest, noteHeading: string | undefined): Change {
  const note =
    noteHeading === undefined || one.body === undefined ? undefined : releaseNote(one.body, noteHeading);
  return {
    title: one.title,
    place: { full: one.url, short: `#${one.number}` },
    labels: one.labels,
    paths: one.paths ?? [],
    ...(note === undefined ? {} : { note }),
    ...(one.author === undefined ? {} : { author: one.author }),
  };
}

/** A commit that came through no pull request as a change. */
export function ofCommit({ sha, subject, authors }: RangeCommit): Change {
  const author = authors[0]?.account;
  const short = shortSha(sha);
  return {
    title: subject,
    place: { full: short, short },
    labels: [],
    paths: [],
    ...(author === undefined ? {} : { author }),
  };
}

/** As many digits as GitHub makes a link of, and enough to be unique in any repository known. */
export function shortSha(sha: string): string {
  return sha.slice(0, 12);
}
