import { isOwnDraft, ownDraftSights } from "../notes/own-draft.ts";
import { actionText, type CancelRun, type DeleteDraft } from "../release/action.ts";
import type { Said } from "../release/answer.ts";
import { memoryOf, supersededRuns } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { notGranted } from "../release/granted.ts";
import { isOut, type Remains, remainsLooks, remainsOf } from "../release/remains.ts";
import type { GithubRelease, Person, Snapshot } from "../release/snapshot.ts";
import { withdrawnSince } from "../release/waited.ts";
import { acceptedWith, done, type Judgement, looking, refused } from "./command.ts";
import { heldBack } from "./hold.ts";

/**
 * `/cancel` once the tag is gone: ends what still runs, and, as long as nobody has got anything of the release, deletes
 * the draft that is the app's alone and closes the board.
 */
export function withdraw(said: Said, seen: Snapshot, by: Person): Judgement {
  const drafts = ownDraftSights(seen).filter((at) => seen[at].is === "unseen");
  const looks = [...remainsLooks(seen), ...drafts.map((at) => ({ at }) as const)];
  const remains = remainsOf(seen);
  if (looks.length > 0 || remains.silent.length > 0) {
    return looking(looks);
  }
  const { left } = memoryOf(seen);
  if (left?.is === "withdrawn") {
    return left.comment === said.comment.id ? givenUp(seen) : done;
  }
  return toEnd(seen) ?? heldBack(seen) ?? unlessGoneThen(said, seen) ?? cleanUp(said, seen, { remains, by });
}

/** Runs that GitHub would not end three times are for people to end. */
function toEnd(seen: Snapshot): Judgement | undefined {
  const [cancel] = supersededRuns(seen)
    .map(({ id }): CancelRun => ({ do: "cancel-run", run: id }))
    .filter((one) => !seen.futile.includes(actionText(one)));
  if (cancel === undefined) {
    return undefined;
  }
  const permissions = notGranted(seen, "cancel-run");
  return permissions.length > 0 ? refused({ is: "not-granted", permissions }) : acceptedWith(cancel);
}

/** Whoever said it before the board told that the tag is gone meant the run. */
function unlessGoneThen({ comment }: Said, seen: Snapshot): Judgement | undefined {
  const since = withdrawnSince(seen);
  return since === undefined || comment.createdAt <= since
    ? { answer: { is: "told", what: "ended-only" } }
    : undefined;
}

type About = { readonly remains: Remains; readonly by: Person };

function cleanUp(said: Said, seen: Snapshot, { remains, by }: About): Judgement {
  if (isOut(remains)) {
    return { answer: { is: "told", what: "out" } };
  }
  const release = githubReleaseOf(seen);
  const deletion = release === undefined ? undefined : toDelete(said, seen, release);
  if (deletion !== undefined) {
    return acceptedWith(deletion);
  }
  const board = given(seen.board)?.number;
  const { id: comment, createdAt: at } = said.comment;
  const left = { is: "withdrawn", at, by: by.login, comment } as const;
  return board === undefined
    ? looking([])
    : acceptedWith({ do: "remember", board, change: { to: "withdrawn", left } });
}

function toDelete({ comment }: Said, seen: Snapshot, release: GithubRelease): DeleteDraft | undefined {
  const body = fingerprint(release.body);
  const deletion = { do: "delete-draft", release: release.id, body, comment: comment.id } as const;
  const may = notGranted(seen, "delete-draft").length === 0 && !seen.futile.includes(actionText(deletion));
  return may && isOwnDraft(seen, release) ? deletion : undefined;
}

function givenUp(seen: Snapshot): Judgement {
  const release = githubReleaseOf(seen);
  return release === undefined ? done : { answer: { is: "told", what: "draft-left", url: release.url } };
}
