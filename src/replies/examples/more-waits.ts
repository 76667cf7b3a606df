import type { Snapshot } from "../../release/snapshot.ts";
import type { Wait } from "../../release/wait.ts";
import { HELD_AHEAD } from "./prepared.ts";
import { EXAMPLE, guarded, LINKED, OF_A_PERSON } from "./release.ts";
import { waitExamples } from "./waits.ts";

const { approval, answer } = waitExamples;
const review = { ...waitExamples.review, reviewers: [] };
const reviewers = ["lstein"];

/** Where one kind of wait is said in several ways: the others, each with what is seen then. */
export const moreWaits: Readonly<Record<string, readonly [Wait, Snapshot]>> = {
  "phases (of a draft that is there)": [
    { ...waitExamples.phases, draft: { url: waitExamples["publish-command"].url, edited: ["changes"] } },
    EXAMPLE,
  ],
  "approval (the first, the commit named)": [{ ...approval, given: [], commit: "5a2f9c1d04" }, EXAMPLE],
  "approval (a repository of a person)": [approval, OF_A_PERSON],
  "approval (a reviewer besides)": [approval, guarded({ rule: true, reviewers })],
  "approval (a reviewer who links)": [approval, guarded({ reviewers }, { ...EXAMPLE, ...LINKED })],
  "review (a timer)": [review, guarded({ waitMinutes: 30 })],
  "review (another App's rule)": [review, guarded({ otherRules: ["security-scan"] })],
  "review (our own rule, once the board is closed)": [review, guarded({ rule: true })],
  "review (nobody knows what)": [review, EXAMPLE],
  "tag (blocked)": [{ ...waitExamples.tag, blockers: [12, 15] }, EXAMPLE],
  "tag (one blocker, a name unsafe in a shell)": [{ for: "tag", tag: "v5;ls", blockers: [12] }, EXAMPLE],
  "tag (held)": [{ ...waitExamples.tag, blockers: [] }, HELD_AHEAD],
  "call-out (one)": [{ for: "call-out", open: 1 }, EXAMPLE],
  "jobs (none running)": [{ ...waitExamples.jobs, running: 0 }, EXAMPLE],
  "unhold (without a reason)": [{ for: "unhold", by: "ebr" }, EXAMPLE],
  "notes (nothing in it)": [{ ...waitExamples.notes, lacks: "text" }, EXAMPLE],
  "notes (of another commit)": [{ ...waitExamples.notes, lacks: "update" }, EXAMPLE],
  "publish-command (sections that people changed)": [
    { ...waitExamples["publish-command"], edited: ["changes", "thanks"] },
    EXAMPLE,
  ],
  "publish-command (immutable releases)": [{ ...waitExamples["publish-command"], immutable: true }, EXAMPLE],
  "index (for long)": [{ ...waitExamples.index, late: true }, EXAMPLE],
  "index (the whole release)": [{ ...waitExamples.index, missing: [] }, EXAMPLE],
  "index (of several packages)": [
    { ...waitExamples.index, index: "npm", missing: ["octo-cli-5.0.0.tgz"], packages: ["@octo/cli"] },
    EXAMPLE,
  ],
  "channel (a change)": [
    {
      ...waitExamples.channel,
      why: "answered 500; the message may have been changed all the same",
      isEdit: true,
    },
    EXAMPLE,
  ],
  "answer (not shown to the app)": [{ ...answer, forbidden: true }, EXAMPLE],
  "released-in (GitHub may tell of more)": [{ ...waitExamples["released-in"], left: 0 }, EXAMPLE],
};
