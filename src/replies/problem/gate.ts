import { strategiesOf } from "../../commands/strategies.ts";
import { environmentNamed, gateNamed, gatesOf } from "../../release/gate.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, deleteTag, holders, runLink } from "../places.ts";
import { asCode, asLink, quoted } from "../safe.ts";
import { listed, missingText, names, shortDigest, withdrawn } from "../words.ts";
import { jobText } from "./build.ts";
import type { ProblemText } from "./problem-text.ts";

type GateProblem = Extract<
  Problem,
  {
    readonly is:
      | "gate-rejected"
      | "gate-never-reached"
      | "gate-not-configured"
      | "gate-expired"
      | "publish-failed"
      | "superseded-gate-open"
      | "superseded-run-publishes"
      | "index-missing-files"
      | "index-other-bytes"
      | "index-yanked"
      | "prerelease-is-latest";
  }
>;

/** Problems between a gate and what its index serves. */
export function gateProblemText(problem: GateProblem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "gate-rejected":
    case "gate-never-reached":
    case "gate-not-configured":
    case "gate-expired":
    case "publish-failed":
    case "superseded-gate-open":
    case "superseded-run-publishes":
      return beforePublishing(problem, seen);
    case "index-missing-files":
      return {
        says: `${asCode(problem.index)} still does not serve ${missingText(problem)}, half an hour after the job that publishes it succeeded.`,
        remedy: `See in ${runLink(seen)} what the job uploaded, and where to. Once the files are served, the release goes on by itself.${scopeHint(problem.index, seen)}`,
      };
    case "index-other-bytes":
      return {
        says: [
          `${asCode(problem.index)} serves other bytes than this run built.`,
          "",
          ...problem.files.slice(0, 10).map((file) => {
            const [built, served] = [shortDigest(file.built), shortDigest(file.served)];
            return `- ${asCode(file.filename)}: built ${asCode(built)}, served ${asCode(served)}`;
          }),
        ].join("\n"),
        remedy: `Find out who uploaded them before anything else; until then, ${problem.index === "npm" ? "deprecate" : "yank"} the version. Nothing is published or announced from here. Once you know, tag the next version.`,
      };
    case "index-yanked":
      return {
        says: `${names(problem.projects.map((project) => `${project} ${problem.version}`))} ${problem.projects.length === 1 ? "is" : "are"} ${withdrawn(problem.index)} on ${asCode(problem.index)}: installers pass ${problem.projects.length === 1 ? "it" : "them"} over.`,
        remedy: `Undo that there if it was a mistake, and the release goes on by itself. If not, tag the next version and close this issue.`,
      };
    case "prerelease-is-latest":
      return {
        says: `${asCode("latest")} of ${asCode(problem.project)} on ${asCode(problem.index)} is this pre-release: whoever asks for no version gets ${asCode(problem.version)}.`,
        remedy: `${asCode(`npm dist-tag add ${problem.project}@${problem.stable} latest`)} gives them ${asCode(problem.stable)}. Next time, publish a pre-release with ${asCode("--tag next")}.`,
      };
  }
}

type BeforePublishing = Extract<
  GateProblem,
  {
    readonly is:
      | "gate-rejected"
      | "gate-never-reached"
      | "gate-not-configured"
      | "gate-expired"
      | "publish-failed"
      | "superseded-gate-open"
      | "superseded-run-publishes";
  }
>;

function beforePublishing(problem: BeforePublishing, seen: Snapshot): ProblemText {
  const gate = asCode(problem.environment);
  switch (problem.is) {
    case "gate-rejected": {
      const by = problem.by === undefined ? "" : ` by ${asCode(problem.by)}`;
      const reason =
        problem.reason === undefined || problem.reason === "" ? "" : `: ${quoted(problem.reason)}`;
      return {
        says: `Gate ${gate} was rejected${by}${reason}. GitHub takes that as final for this run.`,
        remedy: `The same build after all: \`/retry\` brings the gate back. Another build: fix it, ${deleteTag(seen.key.tag)}, and tag the fixed commit.`,
      };
    }
    case "gate-never-reached":
      return {
        says: `${asLink("The run", problem.url)} ended, and none of its jobs came to environment ${gate}.`,
        remedy:
          "See `environment:`, `needs:` and `if:` of the job that publishes. If a job before it failed, `/retry` runs it again.",
      };
    case "gate-not-configured":
      return {
        says: `A job waits for this app at ${gate}, which is not among \`gates:\`: nobody can approve it.`,
        remedy: `Add ${gate} under \`gates:\` in ${configurationFile(seen)}, or start the job under ${asLink("Review deployments", problem.url)}.`,
      };
    case "gate-expired":
      return {
        says: `Nobody opened gate ${gate} within 30 days, so GitHub ended ${asLink("its job", problem.url)}.`,
        remedy: `\`/retry\` brings the gate back; then it waits for ${opener(problem.environment, seen)}. If this release is not to be, close this issue.`,
      };
    case "publish-failed":
      return {
        says: `The job behind gate ${gate} did not succeed: ${jobText(problem.job)}.`,
        remedy: `Read its log, then \`/retry\`; the gate waits for ${opener(problem.environment, seen)} again. Files that the index already took can't be uploaded twice.${whomToTurnTo(problem.environment, seen)}`,
      };
    case "superseded-gate-open":
      return {
        says: `${asLink("An earlier run", problem.url)} still waits at ${gate}: one click there would publish the old build.`,
        remedy: `Click *Cancel workflow* at ${asLink("that run", problem.url)} (${holders("write", seen)}).`,
      };
    case "superseded-run-publishes":
      return {
        says: `${asLink("An earlier run", problem.url)} is at work behind gate ${gate}, which was opened before the tag moved: it may be publishing the old build.`,
        remedy: `Click *Cancel workflow* at ${asLink("that run", problem.url)} at once (${holders("write", seen)}), and see what it has published: files that an index took can't be uploaded twice.`,
      };
  }
}

/** What opens a gate, as far as its guard is known: a comment, the click of a reviewer, or both. */
function opener(environment: string, seen: Snapshot): string {
  const approve = asCode(`/approve ${environment}`);
  const guard = environmentNamed(seen, environment);
  if (guard === undefined) {
    return approve;
  }
  const strategies = strategiesOf(seen, environment);
  const click =
    guard.reviewers.length === 0
      ? "a guard that comments can't open"
      : `the click of ${names(guard.reviewers, 5, "or")}`;
  const parts = [
    ...(strategies.some((one) => one !== "link") ? [approve] : []),
    ...(strategies.includes("link") ? [click] : []),
  ];
  return listed(parts);
}

/** The people whom the configuration names for when the gate's own approvers can't help. */
function whomToTurnTo(environment: string, seen: Snapshot): string {
  const people = gateNamed(seen, environment)?.escalate ?? [];
  return people.length === 0 ? "" : ` If the index refuses the publisher, turn to ${names(people)}.`;
}

/** Only the configuration can tell `@octo/tool` from `octo-tool`: their files have one name. */
function scopeHint(index: string, seen: Snapshot): string {
  const isUnnamed = gatesOf(seen).some((gate) => gate.index === index && gate.packages === undefined);
  return index === "npm" && isUnnamed
    ? ` If the package has a scope, write its whole name as \`package:\` of the gate in ${configurationFile(seen)}.`
    : "";
}
