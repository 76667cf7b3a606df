import { withWarning } from "../../notes/merge.ts";
import { LONGEST } from "../../notes/release-body.ts";
import { warningOn } from "../../notes/warning-text.ts";
import { absent, seen } from "../../release/fact.ts";
import type { IndexFile, IndexRelease } from "../../release/index-release.ts";
import { emptyMemory, type Memory, type Yank } from "../../release/memory.ts";
import type { GithubRelease, Snapshot } from "../../release/snapshot.ts";
import { PREPARED } from "./prepared.ts";
import { board, EXAMPLE } from "./release.ts";

const AT = Date.UTC(2026, 10, 22, 21, 4);
const said: Yank = { by: "lstein", comment: 9, at: AT, reason: "the wheel has no front end" };

/** A GitHub release that is public, of which nothing else is known. */
export const publicRelease: GithubRelease = {
  id: 2,
  tag: "v5.0.0",
  draft: false,
  prerelease: false,
  name: "tool v5.0.0",
  body: "",
  url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  uploadUrl: "",
  assets: [],
  byApp: true,
  immutable: false,
};

function on(base: Snapshot, memory: Partial<Memory>): Snapshot {
  return { ...base, board: seen({ ...board, memory: { ...emptyMemory, ...memory } }) };
}

function file(yanked: boolean | string, filename = "tool-5.0.0.tar.gz"): IndexFile {
  return { filename, sha256: "a".repeat(64), yanked };
}

/** What an index has of the version. */
export function onIndex(...files: readonly (boolean | string)[]): IndexRelease {
  const names = ["tool-5.0.0.tar.gz", "tool-5.0.0-py3-none-any.whl"];
  return {
    project: "tool",
    version: "5.0.0",
    known: "served",
    files: files.map((one, at) => file(one, names[at])),
  };
}

/** A release of which somebody said that its files are bad. */
export const YANKED: Snapshot = on(EXAMPLE, { yank: { ...said, next: "v5.0.1" } });

/** The same before anybody knows with which version to go on. */
export const YANKED_ALONE: Snapshot = on(EXAMPLE, { yank: said });

/** The board of the version that comes in its place. */
export const IN_ITS_PLACE: Snapshot = on(EXAMPLE, {
  prepared: {
    by: "lstein",
    issue: 7,
    comment: 9,
    at: AT,
    after: { tag: "v5.0.0", board: 7, reason: said.reason },
  },
});

const deployments = ["pypi", "npm", "crates"].map((environment, at) => ({
  id: at + 1,
  environment,
  createdAt: 0,
  run: 1,
  state: "success",
}));

/** Published at three indexes at once, so that each way to yank is said. */
const published: Partial<Snapshot> = {
  deployments: seen(deployments),
  installFrom: { pypi: "https://index.example.org/simple/" },
};

function everywhere(release: IndexRelease): Snapshot["index"] {
  return { pypi: seen([release]), npm: seen([release]), crates: seen([release]) };
}

const before: GithubRelease = {
  ...publicRelease,
  id: 1,
  tag: "v4.9.0",
  name: "tool v4.9.0",
  url: "https://github.com/octo/tool/releases/tag/v4.9.0",
};
const warning = warningOn(YANKED, { ...said, next: "v5.0.1" });
const next = {
  number: 12,
  url: "https://github.com/octo/tool/issues/12",
  state: "open",
  closedByApp: false,
} as const;
const marked = withWarning("Notes.", warning);

/** People have done all there is to do. */
const YANKED_EVERYWHERE: Snapshot = {
  ...YANKED,
  ...published,
  index: { pypi: seen([onIndex("no front end")]), npm: seen([onIndex()]), crates: seen([onIndex(true)]) },
  latestRelease: seen(publicRelease),
  boards: { "v5.0.1": seen({ ...next, memory: emptyMemory }) },
};

function withWarningAbove(of: Snapshot): Snapshot {
  const body = withWarning("Notes.", warningOn(of, { ...said, next: "v5.0.1" }));
  return { ...of, githubReleases: seen([{ ...publicRelease, body }]) };
}

/** Where a yank stands, by what is seen. */
export const YANKS: Readonly<Record<string, Snapshot>> = {
  "just said": {
    ...YANKED_ALONE,
    ...published,
    index: everywhere(onIndex(false)),
    githubReleases: seen([publicRelease, before]),
    latestRelease: seen(publicRelease),
    configuration: PREPARED.configuration,
  },
  "under way": {
    ...YANKED,
    ...published,
    index: { pypi: seen([onIndex("no front end", false)]), npm: seen([onIndex(true)]), crates: absent },
    githubReleases: seen([{ ...publicRelease, draft: true }]),
    boards: { "v5.0.1": absent },
    refs: { "tags/v5.0.1": absent },
  },
  done: withWarningAbove(YANKED_EVERYWHERE),
  "done, the warning not up to date": {
    ...YANKED_EVERYWHERE,
    githubReleases: seen([{ ...publicRelease, body: marked }]),
  },
  "on an index with an odd version": {
    ...YANKED_ALONE,
    key: { ...YANKED_ALONE.key, tag: "v1!5.0.0" },
    deployments: seen(deployments.slice(0, 1)),
    index: { pypi: seen([{ ...onIndex(false), version: "1!5.0.0" }]) },
  },
  "changed by people": {
    ...YANKED,
    githubReleases: seen([
      { ...publicRelease, body: marked.replace("Do not use", "Better not use") },
      { ...before, id: 3, tag: "v5.0.1", url: "https://github.com/octo/tool/releases/tag/v5.0.1" },
    ]),
  },
  "the warning taken out": {
    ...YANKED,
    githubReleases: seen([{ ...publicRelease, body: marked.slice(marked.indexOf("Notes.")) }]),
    boards: { "v5.0.1": absent },
    refs: { "tags/v5.0.1": seen({ object: "5a2f9c1d04", commit: "5a2f9c1d04" }) },
  },
  "no room": { ...YANKED, githubReleases: seen([{ ...publicRelease, body: "a".repeat(LONGEST) }]) },
};
