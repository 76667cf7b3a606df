import { configurationOf } from "../release/attempt.ts";
import { DEFAULT_NOTES } from "../release/configuration.ts";
import type { Sight } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** Sources of members that GitHub has to be asked for. */
export type MembersToRead = {
  readonly collaborators: boolean;
  readonly codeowners: boolean;
  readonly teams: readonly string[];
};

/** Which sources the configuration names; none where everybody is thanked alike. */
export function membersToRead(seen: Snapshot): MembersToRead {
  const { contributors, members } = configurationOf(seen)?.notes ?? DEFAULT_NOTES;
  return contributors === "external"
    ? {
        collaborators: members.by.includes("collaborators"),
        codeowners: members.by.includes("codeowners"),
        teams: members.teams,
      }
    : { collaborators: false, codeowners: false, teams: [] };
}

/** The facts that the notes are made of. */
export function notesSights(seen: Snapshot): readonly Sight[] {
  return [...sourceSights(seen), "ranges"];
}

/** Those of them that tell whether notes are of today: all but the range itself, which takes long to read. */
export function sourceSights(seen: Snapshot): readonly Sight[] {
  const { collaborators, codeowners, teams } = membersToRead(seen);
  const members = collaborators || codeowners || teams.length > 0;
  return ["tags", "notesFile", ...(members ? (["notesMembers"] as const) : [])];
}
