import type { UnreadMembers } from "../../release/notes-file.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, fileLink, installationSettings } from "../places.ts";
import { asCode, asLink } from "../safe.ts";
import { count, listed } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type NotesProblem = Extract<Problem, { readonly is: "notes-file-broken" | "notes-full" | "members-unread" }>;

/** Nothing is changed in a published release by itself. */
const WHEN = "by themselves in a draft, with `/notes` once it is published";

/** What the notes are made without. */
export function notesProblemText(problem: NotesProblem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "notes-file-broken": {
      const { path, says, remedy } = problem.fault;
      return {
        says: `${fileLink(seen, problem.path)} can't be used, so the notes are made without it: \`${path}\`: ${says}.`,
        remedy: `${remedy} Mend the file on the default branch: the notes are grouped anew ${WHEN}.`,
      };
    }
    case "notes-full":
      return fullText(problem);
    case "members-unread": {
      const { sources } = problem;
      return {
        says: `Who belongs to the project could not be read from ${listed(sources.map(sourceText))}: for these notes GitHub's own word for each author (member, collaborator) counts besides.`,
        remedy: `${sources.map((source) => remedyText(source, seen)).join(" ")} Or change \`notes.members\` in ${configurationFile(seen)}. People are thanked anew ${WHEN}.`,
      };
    }
  }
}

/** A text of the GitHub release that leaves no room. */
export function fullText({ over, url }: { readonly over: number; readonly url: string }): ProblemText {
  return {
    says: `The text of ${asLink("the GitHub release", url)} leaves no room for the generated sections (GitHub takes 125,000 characters), so they stay as they are.`,
    remedy: `Shorten your own text there by ${count(over, "character")}, save, then \`/notes\`.`,
  };
}

function sourceText(source: UnreadMembers): string {
  switch (source.from) {
    case "collaborators":
      return "the collaborators";
    case "codeowners":
      return "`CODEOWNERS`";
    case "team":
      return `the team ${asCode(source.team)}`;
  }
}

function remedyText(source: UnreadMembers, seen: Snapshot): string {
  switch (source.from) {
    case "collaborators":
      return `Collaborators are shown to who may push: grant \`contents: write\` in ${installationSettings(seen)}.`;
    case "codeowners":
      return "Add the file to `.github/` on the default branch.";
    case "team":
      return `For ${asCode(source.team)}, look whether the organization has the team, and grant \`members: read\` in ${installationSettings(seen)}.`;
  }
}
