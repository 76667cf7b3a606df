import { seen } from "../release/fact.ts";
import type { Range } from "../release/range.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { BUSY } from "../replies/examples/busy.ts";
import type { Chapter } from "../replies/saying.ts";
import { announcement } from "./announcement.ts";
import { shoutOuts } from "./credit.ts";
import { newBody } from "./release-body.ts";
import { releaseTitle } from "./title.ts";

const range: Range = {
  base: "v4.9.0",
  commits: [
    {
      sha: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
      subject: "Mend the icon (#41)",
      body: "",
      authoredAt: 0,
      isMerge: false,
      authors: [
        { name: "Octo Cat", account: { login: "octocat", bot: false } },
        { name: "Passer By", account: { login: "passer-by", bot: false } },
      ],
      pullRequests: [41],
    },
  ],
  pullRequests: [
    {
      number: 41,
      title: "Mend the icon",
      url: "https://github.com/octo/tool/pull/41",
      author: { login: "octocat", bot: false },
      association: "CONTRIBUTOR",
      labels: [],
    },
  ],
  newcomers: [],
  shipped: { commits: 0, pullRequests: [] },
  missing: [],
};

const release: GithubRelease = {
  id: 2,
  tag: "v5.0.0",
  draft: false,
  prerelease: false,
  name: releaseTitle(BUSY),
  body: "",
  url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  uploadUrl: "",
  assets: [],
  byApp: true,
  immutable: false,
};

/** The words of the app's own in release notes and announcements; between them GitHub's and people's stand. */
export function notesChapter(): Chapter {
  const external = thanking("external", "v5.0.0");
  const { title, text } = announcement(external, release);
  return {
    title: "In the GitHub release and its announcement",
    sayings: [
      { where: "notes", text: newBody(external) },
      { where: "notes: everybody thanked", text: shoutOuts(thanking("all", "v5.0.0")) },
      { where: "announcement", text: `${title}\n\n${text}` },
      {
        where: "announcement of a pre-release",
        text: announcement(thanking("all", "v5.0.0rc1"), release).title,
      },
    ],
  };
}

function thanking(contributors: "external" | "all", tag: string): Snapshot {
  const file = BUSY.configuration;
  if (file.is !== "seen" || file.value.is !== "valid") {
    return BUSY;
  }
  const { configuration } = file.value;
  const notes = { ...configuration.notes, contributors };
  return {
    ...BUSY,
    key: { ...BUSY.key, tag },
    ranges: seen({ list: range }),
    configuration: seen({ ...file.value, configuration: { ...configuration, notes } }),
  };
}
