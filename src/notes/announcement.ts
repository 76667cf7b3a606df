import { isPrerelease } from "../release/github-release.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { thanked } from "./credit.ts";

export type AnnouncementText = { readonly title: string; readonly text: string };

/** What is told of a release where it is announced. Names only: nobody is pinged. */
export function announcement(seen: Snapshot, release: GithubRelease): AnnouncementText {
  const kind = isPrerelease(seen) ? "pre-release" : "stable";
  const people = thanked(seen);
  const thanks = people.length === 0 ? [] : [`Thanks to ${people.map((one) => one.name).join(", ")}.`];
  return { title: `${release.name} (${kind})`, text: thanks.join("\n") };
}
