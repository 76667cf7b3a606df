import type { Action, ActionKind } from "../release/action.ts";
import { shortRef } from "../release/dispatch.ts";
import { asCode } from "./safe.ts";

/** What the app does next, as one sentence of Markdown: shown while it has not come to it yet. */
export function actionText(action: Action): string {
  switch (action.do) {
    case "create-board":
      return "This issue is being opened.";
    case "write-board":
      return "This issue is being written.";
    case "prepare-release":
      return `The board of ${asCode(action.tag)} is being opened.`;
    case "take-up-release":
      return `The board of ${asCode(action.tag)} is being opened.`;
    case "dispatch":
      return `${asCode(action.workflow)} is being started at ${asCode(shortRef(action.ref))}.`;
    case "close-twin":
      return `A second board, #${action.twin}, is being closed.`;
    case "remember":
      return "What was said is being noted here.";
    case "write-check-run":
      return "The check on the commit is being written.";
    case "react":
    case "reply":
      return "A comment is being answered.";
    case "open-gate":
      return `Gate ${asCode(action.environment)} is being opened.`;
    case "review-gate":
      return `Gate ${asCode(action.environment)} is being opened in the name of ${asCode(action.as.login)}.`;
    case "remind":
      return "People are being reminded of a gate.";
    case "call-out":
      return "The call-out is being written.";
    case "close-gate":
      return `Gate ${asCode(action.environment)} is being shut for good.`;
    case "report-gate":
      return `A note is being left at gate ${asCode(action.environment)}.`;
    case "rerun-failed-jobs":
      return "The failed jobs are being run again.";
    case "cancel-run":
      return "The run is being cancelled.";
    case "create-draft":
      return `The GitHub release ${asCode(action.name)} is being drafted.`;
    case "update-draft":
      return "The notes of the GitHub release are being brought up to date.";
    case "mark-yanked":
      return `The notes of ${asCode(action.tag)} are being marked: its files are bad.`;
    case "upload-asset":
      return `${asCode(action.name)} is being attached to the GitHub release.`;
    case "delete-asset":
      return `${asCode(action.name)}, half uploaded or of an earlier build, is being removed from the GitHub release.`;
    case "delete-draft":
      return "The app's own draft of the GitHub release is being deleted.";
    case "publish-release":
      return "The GitHub release is being published.";
    case "edit-announcement":
      return `The post on ${asCode(action.channel)} is being brought up to date.`;
    case "tell-released":
      return `#${action.thread} is being told in which release it came out.`;
    case "announce":
      return `The release is being announced on ${asCode(action.channel)}.`;
  }
}

const DOING: { readonly [Kind in ActionKind]: string } = {
  "create-board": "Opening the issue of this release",
  "write-board": "Writing this issue",
  "prepare-release": "Opening the board of a release to come",
  "take-up-release": "Opening the board of a tag that is there",
  dispatch: "Starting a workflow",
  "close-twin": "Closing a second board",
  remember: "Noting what was said",
  "write-check-run": "Writing the check on the commit",
  react: "Answering a comment",
  reply: "Answering a comment",
  "open-gate": "Opening the gate",
  "review-gate": "Opening the gate in the name of a reviewer",
  remind: "Reminding people of a gate",
  "call-out": "Writing the call-out",
  "close-gate": "Shutting the gate",
  "report-gate": "Leaving a note at the gate",
  "rerun-failed-jobs": "Running the failed jobs again",
  "cancel-run": "Cancelling the run",
  "create-draft": "Drafting the GitHub release",
  "update-draft": "Bringing the notes of the GitHub release up to date",
  "mark-yanked": "Marking the notes of a yanked release",
  "upload-asset": "Attaching a file to the GitHub release",
  "delete-asset": "Removing a file from the GitHub release that is half uploaded or of an earlier build",
  "delete-draft": "Deleting the app's own draft of the GitHub release",
  "publish-release": "Publishing the GitHub release",
  announce: "Announcing the release",
  "edit-announcement": "Bringing the post up to date",
  "tell-released": "Telling in which release a change came out",
};

/** A kind of action as the beginning of a sentence; a text that names none as it is. */
export function doingText(kind: string): string {
  return isKind(kind) ? DOING[kind] : asCode(kind);
}

function isKind(kind: string): kind is ActionKind {
  return Object.hasOwn(DOING, kind);
}
