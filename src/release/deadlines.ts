import { DAY, HOUR, MINUTE } from "./instant.ts";
import type { Wait } from "./wait.ts";

/** How long something may be waited for before that is news, and where the figure is from. */
export type Deadline = {
  /**
   * In milliseconds; "remind-after": people are waited for, and the configuration says how long in silence;
   * "another's": it ends with another wait, which has a deadline of its own; "none": nobody is waited for.
   */
  readonly after: number | "remind-after" | "another's" | "none";
  readonly source: string;
};

/** GitHub ends the waiting of a gate. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/review-deployments */
export const GATE_ENDS = 30 * DAY;

/** What GitHub starts by itself, it starts within seconds; on its bad days within minutes. */
export const RUN_STARTS = 10 * MINUTE;

/**
 * Longer than GitHub's own runners take as a rule, far shorter than the 24 hours after which GitHub ends the job
 * that no self-hosted runner has taken. https://docs.github.com/actions/reference/limits
 */
export const JOB_STARTS = HOUR;

/** When GitHub ends a job on its own runners, or one that says no other `timeout-minutes`. https://docs.github.com/actions/reference/limits */
export const JOB_ENDS = 6 * HOUR;

/** Between the end of a job and the next one there are seconds. */
export const JOB_FOLLOWS = HOUR;

/** Nodes of PyPI's CDN were half an hour behind (SocketDev/socket-python-cli#290). */
export const INDEX_SERVES = 30 * MINUTE;

/** GitHub's limits start over every hour. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export const ANSWER_COMES = HOUR;

/** Every wait has one: nothing is waited for in silence for ever. */
export const DEADLINES: { readonly [F in Wait["for"]]: Deadline } = {
  phases: { after: "another's", source: "the phases that come before have their own" },
  run: { after: RUN_STARTS, source: "GitHub starts a run within seconds of its event" },
  tag: {
    after: 28 * DAY,
    source: "what is prepared is tagged within weeks: the slower of usual cycles are monthly",
  },
  "call-out": { after: "another's", source: "it ends with the wait for the tag" },
  "which-workflow": {
    after: HOUR,
    source: "a build takes less as a rule; then a job of the release workflow stands at a gate",
  },
  jobs: {
    after: JOB_STARTS,
    source: "of a job that does not begin; one at work has six hours, as on GitHub's own runners",
  },
  "gate-reached": { after: JOB_FOLLOWS, source: "as for the jobs that come before" },
  approval: { after: "remind-after", source: "the gate's; GitHub ends the waiting after 30 days" },
  review: { after: "remind-after", source: "the gate's; GitHub ends the waiting after 30 days" },
  notes: { after: "remind-after", source: "the gate's, while somebody has to write them" },
  "gate-opening": {
    after: 15 * MINUTE,
    source: "GitHub starts an approved job within seconds, or after the environment's wait timer",
  },
  "publish-job": { after: HOUR, source: "an upload takes minutes; GitHub ends the job after six hours" },
  unhold: { after: "remind-after", source: "the configuration's" },
  "smoke-tests": {
    after: "remind-after",
    source: "of the gate that waits for them, else the configuration's",
  },
  index: { after: INDEX_SERVES, source: "SocketDev/socket-python-cli#290" },
  "publish-command": { after: "remind-after", source: "the configuration's" },
  "run-end": { after: JOB_FOLLOWS, source: "as for its jobs" },
  yank: { after: "remind-after", source: "the configuration's" },
  channel: { after: 3 * HOUR, source: "by then it was tried eight times" },
  "announce-command": { after: "none", source: "it is asked for on closed boards only" },
  "released-in": { after: 6 * HOUR, source: "GitHub takes 500 comments an hour, and no release makes more" },
  answer: { after: ANSWER_COMES, source: "GitHub's limits start over every hour" },
};
