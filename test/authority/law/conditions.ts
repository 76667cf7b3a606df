import { fileIn } from "../../../src/sandbox/github/git.ts";
import { reachable } from "../../../src/sandbox/github/history.ts";
import type { Job } from "../../../src/sandbox/github/runs.ts";
import { VERSION_FILE } from "../../../src/sandbox/scenes/project.ts";
import { asOf, type Voice } from "../history.ts";
import type { Condition } from "../policy.ts";
import { type Case, distributionsOf, roleAt, saying } from "./case.ts";
import type { Opening, OpeningClause } from "./opening.ts";
import { againstWord, atLeast } from "./people.ts";

/** What must be over before a gate opens. */
export const CONDITIONS: readonly OpeningClause[] = [
  { name: "what is tagged may not be released", breach: ({ at }) => isAside(at) },
  {
    name: "the code says another version",
    breach: (opening) => wants(opening, "version") && !saysTheVersion(opening.at),
  },
  {
    name: "the index has another build of this version",
    breach: ({ at, gate }) =>
      wants({ at, gate }, "version") &&
      at.history.uploads.some((one) => one.index === gate && one.requests <= at.look.act),
  },
  {
    name: "a job before the gates has not succeeded",
    breach: (opening) => wants(opening, "checks") && !areGreen(opening.at),
  },
  {
    name: "the artifact is missing, or of another version",
    breach: (opening) => wants(opening, "build") && !isBuilt(opening.at),
  },
  {
    name: "nobody has tried the build",
    breach: (opening) => wants(opening, "smoke-tests") && !isTried(opening.at),
  },
  {
    name: "there are no notes",
    breach: (opening) => wants(opening, "notes") && !areThereNotes(opening.at),
  },
  {
    name: "the rehearsal is not over",
    breach: ({ at, gate }) => gate === "pypi" && at.policy.inOrder && !isRehearsed(at),
  },
];

/** Whatever the gate waits for. What was merged later than the app looked is not told from what was merged before. */
function isAside({ policy, repository, run }: Case): boolean {
  return policy.branches?.every((branch) => !isOn(repository, branch, run.headSha)) === true;
}

function isOn({ objects, refs }: Case["repository"], branch: string, commit: string): boolean {
  const head = refs.get(`refs/heads/${branch}`);
  return head !== undefined && reachable(objects, head).has(commit);
}

function wants({ at, gate }: Pick<Opening, "at" | "gate">, condition: Condition): boolean {
  const usual: readonly Condition[] = ["version", "checks", "build"];
  const ofPypi = at.policy.conditions ?? [...usual, "smoke-tests"];
  return (gate === "pypi" ? ofPypi : usual).includes(condition);
}

/** What was made of the draft last, by the app or by people. */
function areThereNotes({ exchanges, history, look }: Case): boolean {
  const read = look.read("releases");
  const written = exchanges.slice(0, read).findLastIndex(({ method, path, requestBody }) => {
    const body = (requestBody as { readonly body?: unknown } | undefined)?.body;
    return method !== "GET" && /\/releases(\/\d+)?$/.test(path) && typeof body === "string" && body !== "";
  });
  const emptied = asOf(history.notes, read);
  return written !== -1 && (emptied === undefined || emptied.requests <= written);
}

function saysTheVersion({ repository, run, version }: Case): boolean {
  const { objects } = repository;
  const tree = objects.commits.get(run.headSha)?.tree;
  const blob = tree === undefined ? undefined : fileIn(tree, VERSION_FILE);
  const text = Buffer.from(objects.blobs.get(blob ?? "") ?? []).toString();
  return text.includes(`"${version}"`);
}

function jobsAt({ run, attempt, look }: Case): readonly (Job & { readonly over: boolean })[] {
  return run.jobs
    .filter((job) => job.attempt === attempt && job.createdAt <= look.at)
    .map((job) => ({ ...job, over: job.completedAt !== null && job.completedAt <= look.at }));
}

function areGreen(at: Case): boolean {
  const before = jobsAt(at).filter(({ plan }) => plan.environment === undefined);
  const isGreen = ({ over, conclusion }: (typeof before)[number]) => over && conclusion === "success";
  return (
    before.some(isGreen) && before.every((job) => isGreen(job) || (job.over && job.conclusion === "skipped"))
  );
}

function isBuilt(at: Case): boolean {
  const { version } = at;
  const built = distributionsOf(at);
  const names = Object.keys(built?.files ?? {});
  return built?.expired === false && names.length > 0 && names.every((name) => name.includes(`-${version}`));
}

function isTried(at: Case): boolean {
  return at.policy.smokeTests.every((what) => {
    const records = saying(at, "tested")
      .filter(({ voice, words }) => words[0] === what && counts(at, voice))
      .filter(({ words: [, verdict = "ok"] }) => verdict === "ok" || verdict === "fail");
    return records.some(
      ({ voice, words: [, verdict = "ok"] }) =>
        verdict === "ok" && !records.some((other) => isNewer(other.voice, voice)),
    );
  });
}

/** Whoever tries again records anew. */
function isNewer(other: Voice, voice: Voice): boolean {
  return other.author === voice.author && other.said.order > voice.said.order;
}

function counts(at: Case, voice: Voice): boolean {
  return (
    againstWord(voice, at) === undefined && voice.said.at >= at.began && atLeast(roleAt(at, voice), "triage")
  );
}

function isRehearsed(at: Case): boolean {
  return jobsAt(at).some(
    ({ plan, over, conclusion }) => plan.environment === "testpypi" && over && conclusion === "success",
  );
}
