import type { Action } from "../release/action.ts";
import { asCode } from "./safe.ts";

/** What the app does next, as one sentence of Markdown: shown while it has not come to it yet. */
export function actionText(action: Action): string {
  switch (action.do) {
    case "create-board":
      return "This issue is being opened.";
    case "write-board":
      return "This issue is being written.";
    case "remember":
      return "What was said is being noted here.";
    case "write-check-run":
      return "The check on the commit is being written.";
    case "react":
    case "reply":
      return "A comment is being answered.";
    case "open-gate":
      return `Gate ${asCode(action.environment)} is being opened.`;
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
    case "upload-asset":
      return `${asCode(action.name)} is being attached to the GitHub release.`;
    case "delete-asset":
      return `A half-uploaded ${asCode(action.name)} is being removed from the GitHub release.`;
    case "publish-release":
      return "The GitHub release is being published.";
    case "announce":
      return `The release is being announced on ${asCode(action.channel)}.`;
  }
}
