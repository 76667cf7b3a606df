import { readNotesFile } from "../config/notes-file.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { NotesFile } from "../release/notes-file.ts";
import type { Reader } from "./eyes.ts";
import { textFile } from "./text-file.ts";

/** Where GitHub looks. https://docs.github.com/rest/releases/releases#generate-release-notes-content-for-a-release */
const PATHS = [".github/release.yml", ".github/release.yaml"] as const;

/** GitHub's configuration of generated notes, from the default branch: a tagged commit decides nothing of the form. */
export const notesFile: Reader<Fact<NotesFile>> = async ({ github }, known) => {
  const branch = given(known.repository)?.defaultBranch;
  const ref = branch === undefined ? undefined : `refs/heads/${branch}`;
  for (const path of PATHS) {
    const file = await textFile(github, path, ref);
    if (file !== undefined) {
      return seen(readNotesFile(path, file.text));
    }
  }
  return absent;
};
