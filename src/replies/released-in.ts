import type { GithubRelease } from "../release/snapshot.ts";
import { asLink, asText } from "./safe.ts";

/** What a pull request, or an issue that it closes, is told below it. It calls nobody: who follows it is told by GitHub. */
export function releasedInText({ name, url }: Pick<GithubRelease, "name" | "url">): string {
  return `🚀 Released in ${asLink(asText(name), url)}.`;
}
