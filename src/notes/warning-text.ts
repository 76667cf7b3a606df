import { given } from "../release/fact.ts";
import { publicReleaseOf } from "../release/github-release.ts";
import type { Prepared, Yank } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type PackageOut, packagesOut } from "../release/yank.ts";
import { asCode, asLink, quoted } from "../replies/safe.ts";
import { names, utc, withdrawn } from "../replies/words.ts";

/** The warning as it has to be now. */
export function warningOn(seen: Snapshot, said: Yank): string {
  const nextUrl = said.next === undefined ? undefined : publicReleaseOf(seen, said.next)?.url;
  return warningText({ tag: seen.key.tag, yank: said, nextUrl, packages: packagesOut(seen) });
}

type About = {
  readonly tag: string;
  readonly yank: Yank;
  /** Where the GitHub release of the next version is, once that is public. */
  readonly nextUrl?: string | undefined;
  readonly packages: readonly PackageOut[];
};

/**
 * What stands above the notes of a yanked release. With everything in it that can change as a line of its own.
 * https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts
 */
export function warningText({ tag, yank, nextUrl, packages }: About): string {
  const { by, at, reason, next } = yank;
  const lines = [
    "[!CAUTION]",
    `**Do not use ${asCode(tag)}.** Its published files are bad, says ${asCode(by)} (${utc(at)}): ${quoted(reason)}.`,
    ...(next === undefined ? [] : [nextUrl === undefined ? preparedLine(next) : insteadLine(next, nextUrl)]),
    ...packages.filter(({ state }) => state !== "served").map(goneLine),
  ];
  return lines.map((line, at) => (at < 2 ? `> ${line}` : `>\n> ${line}`)).join("\n");
}

/** That the next version is still to come. */
export function preparedLine(next: string): string {
  return `Use ${asCode(next)} instead; it is being prepared.`;
}

/** Where the next version is. */
export function insteadLine(next: string, url: string): string {
  return `Use ${asLink(asCode(next), url)} instead.`;
}

function goneLine({ index, name, state, files, reason }: PackageOut): string {
  const why = reason === undefined ? "" : ` Reason given there: ${quoted(reason)}.`;
  switch (state) {
    case "part":
      return `On ${asCode(index)}, of ${asCode(name)} only ${names(files)} ${files.length === 1 ? "is" : "are"} ${withdrawn(index)}.${why}`;
    case "emptied":
      return `On ${asCode(index)}, the files of ${asCode(name)} are deleted.`;
    case "served":
    case "yanked":
      return `On ${asCode(index)}, ${asCode(name)} is ${withdrawn(index)}.${why}`;
  }
}

/** In the notes of the version that comes in the place of a yanked one. */
export function takesPlaceText(
  { tag, reason }: NonNullable<Prepared["after"]>,
  { repository }: Pick<Snapshot, "repository">,
): string {
  const url = given(repository)?.url;
  const its = asLink(asCode(tag), url && `${url}/releases/tag/${encodeURIComponent(tag)}`);
  return `This release replaces ${its}, whose files are bad: ${quoted(reason)}.`;
}
