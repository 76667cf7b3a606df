import type { Said } from "../release/answer.ts";
import { configurationOf } from "../release/attempt.ts";
import { shortRef } from "../release/dispatch.ts";
import { factAt, given } from "../release/fact.ts";
import { DAY, HOUR, type Instant, MINUTE } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import type { Run, Snapshot } from "../release/snapshot.ts";
import { type Command, type Judgement, looking, refused } from "./command.ts";
import { mayHaveStarted, started, toStart, unlessAlone } from "./dispatching.ts";
import { refSaid } from "./refs.ts";

/** GitHub ends a run after 35 days. https://docs.github.com/actions/reference/limits */
const LONGEST_RUN = 35 * DAY;

/** `/build <branch or tag>`: runs the build workflow at a branch or tag, and hands back what it made. */
export const build: Command = {
  name: "build",
  usage: "/build <branch or tag>",
  example: "/build main",
  who: "maintain",
  effect:
    "builds a branch or a tag, and hands the artifacts back; nothing of it is released; said on any issue",
  judge(said, { seen }) {
    const [ref, ...rest] = said.words;
    if (ref === undefined || rest.length > 0) {
      return refused({ is: "wrong-words", usage: build.usage });
    }
    const configuration = configurationOf(seen);
    if (configuration === undefined) {
      return refused({ is: "configuration-broken" });
    }
    const { build: workflow } = configuration;
    return workflow === undefined
      ? refused({ is: "no-build-workflow" })
      : (unlessAlone(said) ?? ofRef(said, seen, { workflow, ref }));
  },
};

type Asked = { readonly workflow: string; readonly ref: string };

function ofRef(said: Said, seen: Snapshot, { workflow, ref }: Asked): Judgement {
  if (mayHaveStarted(said, seen)) {
    const start = started(said, seen, { workflow, ref: shortRef(ref) });
    return "run" in start ? ofRun(seen, start.run, ref) : start.judgement;
  }
  const found = refSaid(seen, ref);
  return "ref" in found ? toStart(said, seen, { workflow, ...found }, {}) : found.judgement;
}

function ofRun(seen: Snapshot, run: Run, ref: string): Judgement {
  if (run.status !== "completed") {
    return seen.now - run.createdAt > LONGEST_RUN
      ? refused({ is: "build-endless", url: run.url })
      : { answer: { is: "accepted", again: seen.now + pause(seen.now - run.createdAt) } };
  }
  return run.conclusion === "success" ? ofSuccess(seen, run, ref) : ofFailure(seen, run);
}

/** Nobody tells the desk of a build's end: it looks each minute, and less often at one that takes hours. */
function pause(since: Instant): number {
  return since < 2 * HOUR ? MINUTE : 10 * MINUTE;
}

function ofSuccess(seen: Snapshot, { id, commit, url }: Run, ref: string): Judgement {
  const fact = factAt(seen.artifactsOf, String(id));
  const artifacts = given(fact);
  return artifacts === undefined
    ? unanswered(fact.is === "unseen", { at: "artifactsOf", run: id })
    : { answer: { is: "told", what: "built", build: { ref: shortRef(ref), commit, url, artifacts } } };
}

function ofFailure(seen: Snapshot, { id, conclusion = "failure", url }: Run): Judgement {
  const fact = factAt(seen.failedJobsOf, String(id));
  const jobs = given(fact);
  return jobs === undefined
    ? unanswered(fact.is === "unseen", { at: "failedJobsOf", run: id })
    : refused({
        is: "build-failed",
        conclusion,
        url,
        jobs: jobs.map((job) => ({ name: job.name, url: job.url || url })),
      });
}

function unanswered(isUnseen: boolean, look: Look): Judgement {
  return looking(isUnseen ? [look] : []);
}
