import { memoryOf } from "../release/attempt.ts";
import type { Announcing, ChannelKind } from "../release/configuration.ts";
import { seen } from "../release/fact.ts";
import type { Yank } from "../release/memory.ts";
import type { Ranges } from "../release/range.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { BUSY } from "../replies/examples/busy.ts";
import { RANGE } from "../replies/examples/range.ts";
import { IN_ITS_PLACE, YANKED, YANKS } from "../replies/examples/yank.ts";
import { releasedInText } from "../replies/released-in.ts";
import { type Chapter, said } from "../replies/saying.ts";
import { announcement } from "./announcement.ts";
import { newBody } from "./release-body.ts";
import { notesSections } from "./section.ts";
import { releaseTitle } from "./title.ts";
import { insteadLine, warningOn } from "./warning-text.ts";

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
  const candidate = thanking("all", "v5.0.0rc1", { list: RANGE, sinceFinal: RANGE });
  return {
    title: "In the GitHub release and its announcement",
    sayings: [
      { where: "notes", text: newBody(external) },
      { where: "notes of a pre-release, everybody thanked", text: sections(candidate, 125_000) },
      { where: "notes by categories", text: sections(byCategories(external), 125_000) },
      { where: "notes: little room", text: sections(candidate, 1_350) },
      { where: "notes: hardly any room", text: sections(candidate, 620) },
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
      {
        where: "post about a yanked release",
        text: announcement({ ...external, board: YANKED.board }, on("discord"), { release }),
      },
      ...said("notes, the warning of a yanked release:", YANKS, (seen) => warningOn(seen, yankOf(seen))),
      { where: "notes, the warning once the next is there", text: insteadLine("v5.0.1", release.url) },
      {
        where: "notes, in the place of a yanked release",
        text: newBody({ ...external, board: IN_ITS_PLACE.board }),
      },
      { where: "comment below a pull request", text: releasedInText(release) },
      { where: "post, one line left out", text: shortened(2) },
      { where: "post, lines left out", text: shortened(3) },
    ],
  };
}

function yankOf(seen: Snapshot): Yank {
  return memoryOf(seen).yank ?? { by: "", comment: 0, at: 0, reason: "" };
}

/** As GitHub's own configuration has them. */
function byCategories(now: Snapshot): Snapshot {
  const none = { labels: [], authors: [] };
  const categories = [{ title: "Updates", labels: ["dependencies"], paths: [], types: [], exclude: none }];
  return { ...now, notesFile: seen({ path: ".github/release.yml", is: "read", leaveOut: none, categories }) };
}

const link = "https://discord.com/channels/1/2/3";

function on(channel: ChannelKind): Announcing {
  return { channel, variable: "ANNOUNCE_NEWS", prereleases: true };
}

/** The last lines of a post that had so many long ones. */
function shortened(lines: number): string {
  const pullRequests = RANGE.pullRequests
    .slice(0, 1)
    .flatMap((one) =>
      Array.from({ length: lines }, (_, at) => ({ ...one, number: at + 1, title: "a".repeat(1000) })),
    );
  const seenSoFar = { ...BUSY, ranges: seen({ list: { ...RANGE, commits: [], pullRequests } }) };
  return announcement(seenSoFar, { ...on("discord"), template: "{changes}\n{url}" }, { release })
    .split("\n")
    .slice(-2)
    .join("\n");
}

function sections(now: Snapshot, room: number): string {
  return notesSections(now, room)
    .map(({ text }) => text)
    .join("\n\n");
}

function thanking(contributors: "external" | "all", tag: string, ranges: Ranges = { list: RANGE }): Snapshot {
  const file = BUSY.configuration;
  if (file.is !== "seen" || file.value.is !== "valid") {
    return BUSY;
  }
  const { configuration } = file.value;
  const notes = { ...configuration.notes, contributors };
  return {
    ...BUSY,
    key: { ...BUSY.key, tag },
    ranges: seen(ranges),
    configuration: seen({ ...file.value, configuration: { ...configuration, notes } }),
  };
}
