import type { Remains, Served } from "../release/remains.ts";
import { asCode, asLink } from "./safe.ts";
import { count, listed, names, withdrawn } from "./words.ts";

/** What remains of a release, a line for each thing that is there; empty: nothing is. */
export function remainsLines(remains: Remains): readonly string[] {
  const { served, opened, waiting, runs, release, discussion, posts, gatesUnknown, silent } = remains;
  const stood = new Set(waiting.map(({ url }) => url));
  return [
    ...served.map(servedLine),
    ...opened.map(
      ({ environment, url }) =>
        `Gate ${asCode(environment)} was opened in ${asLink("a run", url)}: what its job published is still where it went.`,
    ),
    ...(release === undefined ? [] : [releaseLine(release)]),
    ...(discussion === undefined ? [] : [`${asLink("The discussion", discussion)} of the GitHub release.`]),
    ...posts.map(postLine),
    ...waiting.map(
      ({ environment, url }) =>
        `A job of ${asLink("a run", url)} still waits at gate ${asCode(environment)}; left alone, it turns red after 30 days.`,
    ),
    ...runs
      .filter(({ url }) => !stood.has(url))
      .map(({ id, url }) => `${asLink(`Run ${id}`, url)} is still at work.`),
    ...(gatesUnknown ? ["What its runs published can't be said: they came to no gate that is known."] : []),
    ...(silent.length === 0 ? [] : [`What else there is can't be said: ${listed(silent)} did not answer.`]),
  ];
}

function servedLine({ index, project, version, known, files }: Served): string {
  const name = asCode(`${project} ${version}`);
  const state = known === "yanked" ? ` (${withdrawn(index)})` : "";
  return files.length === 0
    ? `${asCode(index)} knows ${name}, and its files were deleted.`
    : `${asCode(index)} serves ${name}${state}: ${names(files)}.`;
}

function releaseLine({ is, url, files }: NonNullable<Remains["release"]>): string {
  const attached = files === 0 ? "" : ` with ${count(files, "file")}`;
  switch (is) {
    case "draft":
      return `${asLink("The draft of the GitHub release", url)}${attached}, which only people with write access see.`;
    case "untagged":
      return `${asLink("The GitHub release", url)}${attached}: it was public, and GitHub has made a draft of it when its tag was deleted.`;
    case "public":
      return `${asLink("The GitHub release", url)}${attached} is public.`;
  }
}

function postLine({ channel, url, unclear }: Remains["posts"][number]): string {
  return unclear
    ? `Whether it was announced on ${asCode(channel)} can't be told from here.`
    : `${asLink("The announcement", url)} on ${asCode(channel)}.`;
}
