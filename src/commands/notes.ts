import { notesSights } from "../notes/members.ts";
import { editedSections } from "../notes/merge.ts";
import { surplus } from "../notes/release-body.ts";
import { rewriting } from "../notes/rewriting.ts";
import type { Said } from "../release/answer.ts";
import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { notGranted } from "../release/granted.ts";
import type { NotesBase } from "../release/memory.ts";
import type { Board, Person, Snapshot } from "../release/snapshot.ts";
import { acceptedWith, type Command, done, type Judgement, looking, refused, unlessSeen } from "./command.ts";
import { lowerVersions } from "./lower-versions.ts";

/**
 * `/notes [base <tag>]`: writes the app's sections of the GitHub release anew, drafted or published, from another base
 * where one is named. Like a hold, a base stands once it is noted on the board, whatever becomes of the comment.
 */
export const notes: Command = {
  name: "notes",
  usage: "/notes [base <tag>]",
  example: "/notes base v4.2.9",
  who: "write",
  effect: "rewrites the generated sections of the GitHub release, from another base where one is named",
  judge(said, { seen }, by) {
    const unclear = unlessSeen(seen, "board", "tag", "tags", "configuration", "githubReleases");
    if (unclear !== undefined) {
      return unclear;
    }
    const [word, tag, ...rest] = said.words;
    if (word === undefined) {
      return written(said, seen);
    }
    if (word !== "base" || tag === undefined || rest.length > 0) {
      return refused({ is: "wrong-words", usage: notes.usage });
    }
    return fromBase(said, seen, { tag, by });
  },
};

type Base = { readonly tag: string; readonly by: Person };

function fromBase(said: Said, seen: Snapshot, { tag, by }: Base): Judgement {
  const board = given(seen.board);
  const { id: comment, createdAt: at } = said.comment;
  const { position } = said;
  const own = tag === seen.key.tag;
  if (own || !(given(seen.tags) ?? []).includes(tag)) {
    return refused({ is: "no-such-base", said: tag, own, tags: lowerVersions(seen) });
  }
  if (board === undefined) {
    return looking([]);
  }
  if (isNewer({ at, comment, position }, memoryOf(seen).notesBase)) {
    const base = { tag, by: by.login, comment, at, ...(position === 0 ? {} : { position }) };
    return acceptedWith({ do: "remember", board: board.number, change: { to: "notes-base", base } });
  }
  // Before there is a draft the base is all there is to note.
  return githubReleaseOf(seen) === undefined ? done : inWords(written(said, seen), board);
}

/** Comments have seconds, and of one second the later has the higher number; of one comment the last command counts. */
function isNewer(one: Omit<NotesBase, "tag" | "by">, chosen: NotesBase | undefined): boolean {
  if (chosen === undefined || one.at !== chosen.at) {
    return chosen === undefined || one.at > chosen.at;
  }
  return one.comment === chosen.comment
    ? (one.position ?? 0) > (chosen.position ?? 0)
    : one.comment > chosen.comment;
}

/** A closed board is not written again: what it would say of the start, the answer says. */
function inWords(judgement: Judgement, { state }: Board): Judgement {
  const { answer } = judgement;
  const isWritten = answer.is === "done" || (answer.is === "told" && answer.what === "sections-kept");
  if (state === "open" || !isWritten) {
    return judgement;
  }
  const sections = answer.is === "told" ? answer.sections : [];
  return { answer: { is: "told", what: "notes-start", sections } };
}

function written(said: Said, seen: Snapshot): Judgement {
  const release = githubReleaseOf(seen);
  // Drafts are shown only to who may write contents.
  const permissions = notGranted(seen, "update-draft");
  if (permissions.length > 0) {
    return refused({ is: "not-granted", permissions });
  }
  if (release === undefined) {
    return refused({ is: "no-notes-yet" });
  }
  if (given(seen.tag) === undefined) {
    return refused({ is: "no-tag", tag: seen.key.tag });
  }
  const over = surplus(release.body);
  if (over > 0) {
    return refused({ is: "notes-full", over, url: release.url });
  }
  const unclear = unlessSeen(seen, ...notesSights(seen));
  if (unclear !== undefined) {
    return unclear;
  }
  const update = rewriting(seen, release, said.comment.id);
  if (update !== undefined) {
    return acceptedWith(update);
  }
  const sections = editedSections(release.body);
  return sections.length === 0 ? done : { answer: { is: "told", what: "sections-kept", sections } };
}
