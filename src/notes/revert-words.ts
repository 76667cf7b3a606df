import type { Unit } from "./revert-units.ts";

/** What a revert says it takes back. */
export type RevertWords = {
  /** Pull requests of this repository. */
  readonly numbers: readonly number[];
  readonly shas: readonly string[];
  /** Where it only quotes one. */
  readonly title?: string;
};

const QUOTING = /^(?<verb>Revert|Reapply) "(?<quoted>.+)"$/s;
/** Squashed subjects end so. */
const NUMBER = / \(#(\d+)\)$/;

/** Words of git (`git help revert`). */
const COMMIT = /^This reverts commit ([0-9a-f]{7,40})\b/gm;
/** Words of GitHub's button. https://docs.github.com/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/reverting-a-pull-request */
const PULL_REQUEST = /^Reverts (?:([\w.-]+\/[\w.-]+))?#(\d+)\b/gm;

/** What a unit takes back, where it is a revert and nothing besides; undefined for everything else. */
export function revertWords(unit: Unit): RevertWords | undefined {
  const { title, pullRequest, commits } = unit;
  const quoted = quotedBy(title);
  const isRevert = quoted !== undefined || (commits.length > 0 && commits.every((one) => saysSo(one)));
  if (!isRevert) {
    return undefined;
  }
  const texts = [...commits.map(({ body }) => body), pullRequest?.body ?? ""];
  return {
    numbers: [...texts.flatMap((text) => numbersIn(text, pullRequest?.url)), ...numberOf(quoted)],
    shas: texts.flatMap((text) => [...text.matchAll(COMMIT)].flatMap(([, sha]) => sha ?? [])),
    ...(quoted === undefined ? {} : { title: plainTitle(quoted) }),
  };
}

function saysSo({ subject, body }: { readonly subject: string; readonly body: string }): boolean {
  return (
    /^(?:revert|reapply)\b/i.test(subject) && (quotedBy(subject) !== undefined || body.search(COMMIT) !== -1)
  );
}

/** What the title quotes; of `Reapply "…"`, the title of the revert that it takes back. */
function quotedBy(title: string): string | undefined {
  const { verb, quoted } = QUOTING.exec(plainTitle(title))?.groups ?? {};
  return verb === "Reapply" ? `Revert "${quoted}"` : quoted;
}

function numberOf(quoted: string | undefined): readonly number[] {
  const number = NUMBER.exec(quoted ?? "")?.[1];
  return number === undefined ? [] : [Number(number)];
}

/** `url` is the pull request's own, which tells the repository. */
function numbersIn(text: string, url: string | undefined): readonly number[] {
  return [...text.matchAll(PULL_REQUEST)].flatMap(([, repository, number]) =>
    repository === undefined || url?.toLowerCase().includes(`/${repository.toLowerCase()}/pull/`)
      ? [Number(number)]
      : [],
  );
}

/** A title without the number that squashing adds. */
export function plainTitle(title: string): string {
  return title.trim().replace(NUMBER, "");
}
