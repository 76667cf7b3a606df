import { seen } from "../release/fact.ts";
import type { Ranges } from "../release/range.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { BUSY } from "../replies/examples/busy.ts";
import { RANGE } from "../replies/examples/range.ts";
import type { Chapter } from "../replies/saying.ts";
import { announcement } from "./announcement.ts";
import { newBody } from "./release-body.ts";
import { notesSections } from "./section.ts";
import { releaseTitle } from "./title.ts";

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
  const candidate = thanking("all", "v5.0.0rc1", { list: RANGE, sinceFinal: RANGE });
  return {
    title: "In the GitHub release and its announcement",
    sayings: [
      { where: "notes", text: newBody(external) },
      { where: "notes of a pre-release, everybody thanked", text: sections(candidate, 125_000) },
      { where: "notes by categories", text: sections(byCategories(external), 125_000) },
      { where: "notes: little room", text: sections(candidate, 1_350) },
      { where: "notes: hardly any room", text: sections(candidate, 620) },
      { where: "announcement", text: `${title}\n\n${text}` },
      { where: "announcement of a pre-release", text: announcement(candidate, release).title },
    ],
  };
}

/** As GitHub's own configuration has them. */
function byCategories(now: Snapshot): Snapshot {
  const none = { labels: [], authors: [] };
  const categories = [{ title: "Updates", labels: ["dependencies"], paths: [], types: [], exclude: none }];
  return { ...now, notesFile: seen({ path: ".github/release.yml", is: "read", leaveOut: none, categories }) };
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
