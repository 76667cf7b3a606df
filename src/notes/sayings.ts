import type { Announcing, ChannelKind } from "../release/configuration.ts";
import { seen } from "../release/fact.ts";
import type { Range } from "../release/range.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { BUSY } from "../replies/examples/busy.ts";
import { releasedInText } from "../replies/released-in.ts";
import type { Chapter } from "../replies/saying.ts";
import { announcement } from "./announcement.ts";
import { draftName } from "./base.ts";
import { shoutOuts } from "./credit.ts";
import { draftBody, SHORTENED } from "./draft-body.ts";

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

const generated = `## What's Changed
* Mend the icon by @octocat in https://github.com/octo/tool/pull/41

**Full Changelog**: https://github.com/octo/tool/compare/v4.9.0...v5.0.0`;

const release: GithubRelease = {
  id: 2,
  tag: "v5.0.0",
  draft: false,
  prerelease: false,
  name: draftName(BUSY),
  body: "",
  url: "https://github.com/octo/tool/releases/tag/v5.0.0",
  uploadUrl: "",
  assets: [],
  byApp: true,
};

/** The words of the app's own in release notes and announcements; between them GitHub's and people's stand. */
export function notesChapter(): Chapter {
  const external = thanking("external", "v5.0.0");
  return {
    title: "In the GitHub release and its announcement",
    sayings: [
      {
        where: "notes",
        text: draftBody({ intro: "", generated, shoutOuts: shoutOuts(external) }),
      },
      { where: "notes: everybody thanked", text: shoutOuts(thanking("all", "v5.0.0")) },
      { where: "notes: too long", text: SHORTENED },
      { where: "post on Discord", text: announcement(external, on("discord"), { release }) },
      {
        where: "post on Discord of a pre-release",
        text: announcement(BUSY, on("discord"), { release: { ...release, prerelease: true } }),
      },
      {
        where: "post on Discord that links to another",
        text: announcement(external, { ...on("discord"), linksTo: "ANNOUNCE_RELEASES" }, { release, link }),
      },
      { where: "post on Slack", text: announcement(external, on("slack"), { release }) },
      { where: "comment below a pull request", text: releasedInText(release) },
      { where: "post, one line left out", text: shortened(2) },
      { where: "post, lines left out", text: shortened(3) },
    ],
  };
}

const link = "https://discord.com/channels/1/2/3";

function on(channel: ChannelKind): Announcing {
  return { channel, variable: "ANNOUNCE_NEWS", prereleases: true };
}

/** The last lines of a post that had so many long ones. */
function shortened(lines: number): string {
  const { pullRequests } = range;
  const long = pullRequests.map((one) => ({ ...one, title: "a".repeat(1000) }));
  const many = Array.from({ length: lines }, () => long).flat();
  const seenSoFar = { ...BUSY, ranges: seen({ list: { ...range, pullRequests: many } }) };
  return announcement(seenSoFar, { ...on("discord"), template: "{changes}\n{url}" }, { release })
    .split("\n")
    .slice(-2)
    .join("\n");
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
