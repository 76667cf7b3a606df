import { isLogin } from "../../notes/mention.ts";
import type { Place } from "./eyes.ts";

/** Which notes are asked for. */
export type Wanted = {
  readonly place: Place;
  readonly tag: string;
  /** Absent: the tag that the app would start from. */
  readonly base?: string;
};

/** An owner, and the characters of a repository's name. https://docs.github.com/rest/repos/repos */
const REPOSITORY = /^(?<owner>[\w-]+)\/(?<name>[\w.-]+)$/;

/** No tag holds two dots in a row. https://git-scm.com/docs/git-check-ref-format */
const RANGE = /^(?:(?<base>[^\s.]+(?:\.[^\s.]+)*)\.{2,3})?(?<tag>[^\s.]+(?:\.[^\s.]+)*)$/;

/** The repository that a word names; undefined for one that names none. */
export function placeNamed(word: string): Place | undefined {
  const { owner, name } = REPOSITORY.exec(word)?.groups ?? {};
  return owner === undefined || name === undefined || !isLogin(owner) ? undefined : { owner, name };
}

/** Reads the words of the command line: `owner/name`, and `tag` or `base..tag`. Gives the word that is neither. */
export function wantedOf(repository: string, range: string): Wanted | { readonly wrong: string } {
  const place = placeNamed(repository);
  if (place === undefined) return { wrong: repository };
  const { base, tag } = RANGE.exec(range)?.groups ?? {};
  if (tag === undefined) return { wrong: range };
  return { place, tag, ...(base === undefined ? {} : { base }) };
}
