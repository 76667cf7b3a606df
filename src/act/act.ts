import type { Action, Remember } from "../release/action.ts";
import { announce, editAnnouncement } from "./announce.ts";
import { closeTwin, createBoard, prepareRelease, writeBoard } from "./board.ts";
import { callOut } from "./call-out.ts";
import { writeCheckRun } from "./check-run.ts";
import { react, remind, reply, tellReleased } from "./comment.ts";
import { dispatch } from "./dispatch.ts";
import { createDraft, deleteDraft, updateDraft } from "./draft.ts";
import { closeGate, openGate, reportGate, reviewGate } from "./gate.ts";
import { deleteAsset, publishRelease, uploadAsset } from "./github-release.ts";
import type { Effect, Executor, Hands } from "./hands.ts";
import { markYanked } from "./mark-yanked.ts";
import { cancelRun, rerunFailedJobs } from "./run.ts";
import { takeUpRelease } from "./taken-up.ts";

/** What can be executed: a Remember is carried out as the WriteBoard that contains it. */
export type Executable = Exclude<Action, Remember>;

/** One executor for every kind of action. */
const EXECUTORS: { readonly [K in Executable["do"]]: Executor<Extract<Executable, { do: K }>> } = {
  "create-board": createBoard,
  "write-board": writeBoard,
  "close-twin": closeTwin,
  "prepare-release": prepareRelease,
  "take-up-release": takeUpRelease,
  dispatch,
  "write-check-run": writeCheckRun,
  react,
  reply,
  "open-gate": openGate,
  "review-gate": reviewGate,
  remind,
  "call-out": callOut,
  "close-gate": closeGate,
  "report-gate": reportGate,
  "rerun-failed-jobs": rerunFailedJobs,
  "cancel-run": cancelRun,
  "create-draft": createDraft,
  "update-draft": updateDraft,
  "mark-yanked": markYanked,
  "upload-asset": uploadAsset,
  "delete-asset": deleteAsset,
  "delete-draft": deleteDraft,
  "publish-release": publishRelease,
  announce,
  "edit-announcement": editAnnouncement,
  "tell-released": tellReleased,
};

/** Does it, once. Throws the fault of whoever refused or did not answer; nothing is tried again here. */
export function act(hands: Hands, action: Executable): Promise<Effect> {
  const executor: Executor<Executable> = EXECUTORS[action.do] as Executor<Executable>;
  return executor(hands, action);
}
