import { INDEXES, type IndexName } from "../../release/configuration.ts";
import type { Late, LateJob, Overdue } from "../../release/overdue.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { gateOpener } from "../gate-guard.ts";
import {
  actionsPage,
  configurationFile,
  environmentSettings,
  holders,
  installationSettings,
  tagCommands,
} from "../places.ts";
import { asCode, asLink, asText } from "../safe.ts";
import { names, sentence, utc } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

/** https://www.githubstatus.com */
const GITHUB_STATUS = asLink("githubstatus.com", "https://www.githubstatus.com");

/** What has taken too long: since when, the likely causes, and what to look at or to say. */
export function overdueText({ since, late }: Overdue, seen: Snapshot): ProblemText {
  const when = utc(since);
  switch (late.for) {
    case "job":
    case "more-jobs":
    case "which-workflow":
      return ofTheRun(late, when, seen);
    case "gate-opening":
    case "publish-job":
      return atTheGate(late, when, seen);
    case "channel":
    case "released-in":
    case "answer":
      return ofOthers(late, when, seen);
    case "gate":
    case "unhold":
    case "smoke-tests":
    case "publish-command":
    case "tag":
    case "yank":
      return ofPeople(late, when, seen);
  }
}

type Of<F extends Late["for"]> = Extract<Late, { readonly for: F }>;

function ofTheRun(
  late: LateJob | Of<"more-jobs" | "which-workflow">,
  when: string,
  seen: Snapshot,
): ProblemText {
  switch (late.for) {
    case "job":
      return late.status === "in_progress" ? endless(late, when, seen) : queued(late, when, seen);
    case "more-jobs":
      return {
        says: `Since ${when} no job of ${asLink("the run", late.url)} is at work, and the run has not ended.`,
        remedy: `See ${asLink("the run's page", late.url)}: a job may wait for its \`concurrency:\` group or at an environment that shows only there. If GitHub has forgotten it (${GITHUB_STATUS}), say \`/cancel\`, then \`/retry\`.`,
      };
    case "which-workflow":
      return {
        says: `Since ${when} several workflows have run for this tag, and none has come to an environment: ${names(late.paths)}.`,
        remedy: `Name the release workflow as \`workflow:\` in ${configurationFile(seen)}. If it is among them, see \`environment:\` of its job that publishes.`,
      };
  }
}

/** https://docs.github.com/actions/how-tos/manage-runners/self-hosted-runners/use-in-a-workflow */
function queued({ name, url, status, labels }: LateJob, when: string, seen: Snapshot): ProblemText {
  const says = `${asLink(asCode(name), url)} has not begun since ${when}.`;
  if (status === "pending") {
    return {
      says: `${says} GitHub holds it back for another of its \`concurrency:\` group.`,
      remedy: `Let that one end, or cancel it in ${actionsPage(seen)}.`,
    };
  }
  const runner = labels.length === 0 ? "No runner takes it" : `No runner with ${names(labels)} takes it`;
  return {
    says: `${says} ${runner}.`,
    remedy: `A self-hosted runner: start one${labels.length === 0 ? " that `runs-on:` of the job names" : " with these labels"}; after 24 hours GitHub ends the job. GitHub's own: compare \`runs-on:\` with the names GitHub has, see in ${actionsPage(seen)} whether other runs use up what the account may run at once, and see ${GITHUB_STATUS}. It begins by itself once a runner is free.`,
  };
}

function endless({ name, url }: LateJob, when: string, seen: Snapshot): ProblemText {
  return {
    says: `${asLink(asCode(name), url)} has been at work since ${when}.`,
    remedy: `Read its log. If it hangs: \`/cancel\` (${holders("maintain", seen)}), then \`/retry\`; a \`timeout-minutes:\` in the workflow ends it sooner the next time.`,
  };
}

function atTheGate(late: Of<"gate-opening" | "publish-job">, when: string, seen: Snapshot): ProblemText {
  const gate = asCode(late.environment);
  if (late.for === "publish-job") {
    return {
      says: `${asLink("The job", late.url)} behind gate ${gate} has not ended since ${when}; an upload takes minutes.`,
      remedy: `Read its log. While it is queued it waits for a runner: see ${GITHUB_STATUS}. If it hangs: \`/cancel\` (${holders("maintain", seen)}), and once it has ended, see what it has published before \`/retry\`.`,
    };
  }
  const { reviewers, otherRules } = late;
  const guards = [
    ...(reviewers.length === 0 ? [] : [`a review by ${names(reviewers, 5, "or")}`]),
    ...(otherRules.length === 0 ? [] : [`the rule ${names(otherRules)}`]),
  ];
  const wants =
    guards.length === 0
      ? `If nothing there is left to be approved, see ${GITHUB_STATUS}`
      : `GitHub still wants ${guards.join(" and ")} there. Else see ${GITHUB_STATUS}`;
  return {
    says: `Gate ${gate} was approved at ${when}, and GitHub has not let its job through.`,
    remedy: `Open *Review deployments* on ${asLink("the run's page", late.url)}. ${wants}; an admin can *Start all waiting jobs*. What guards the environment: ${environmentSettings(seen)}.`,
  };
}

function ofOthers(late: Of<"channel" | "released-in" | "answer">, when: string, seen: Snapshot): ProblemText {
  switch (late.for) {
    case "channel": {
      const channel = asCode(late.channel);
      return {
        says: `Since ${when} nothing could be posted on ${channel}.`,
        remedy: `Whoever runs the app sees whether the address in ${channel} is still right and the service is up. It is tried again every hour; to do without, take the channel out of \`announce:\` in ${configurationFile(seen)}.`,
      };
    }
    case "released-in":
      return {
        says: `Since ${when} pull requests are being told in which release they came out, and some still are not.`,
        remedy: `See ${GITHUB_STATUS}. It goes on by itself; to do without, close this issue.`,
      };
    case "answer":
      return late.forbidden === true
        ? {
            says: `Since ${when} ${asText(late.whom)} has not shown the app what it needs.`,
            remedy: `An owner accepts the app's permissions in ${installationSettings(seen)}; it is asked again by itself.`,
          }
        : {
            says: `${sentence(whomText(late.whom))} has given no answer since ${when}.`,
            remedy: `See ${statusPage(late.whom)}. If all is well there, whoever runs the app sees in its log what was asked, and whether the app has used up its limits. Else there is nothing to do: it is asked again by itself.`,
          };
  }
}

/** Where those who run an index say how it is. */
const STATUS_PAGES: Readonly<Partial<Record<string, string>>> = {
  pypi: "https://status.python.org",
  testpypi: "https://status.python.org",
  npm: "https://status.npmjs.org",
  crates: "https://status.crates.io",
} satisfies { readonly [I in IndexName]?: string };

function statusPage(whom: string): string {
  const page = Object.hasOwn(STATUS_PAGES, whom) ? STATUS_PAGES[whom] : undefined;
  if (whom === "GitHub") {
    return GITHUB_STATUS;
  }
  return page === undefined ? `the status page of ${whomText(whom)}` : asLink(new URL(page).host, page);
}

/** An index is called by the name that the configuration has for it. */
function whomText(whom: string): string {
  return INDEXES.some((index) => index === whom) ? asCode(whom) : asText(whom);
}

function ofPeople(
  late: Of<"gate" | "unhold" | "smoke-tests" | "publish-command" | "tag" | "yank">,
  when: string,
  seen: Snapshot,
): ProblemText {
  switch (late.for) {
    case "gate": {
      const gate = asCode(late.environment);
      return {
        says: `Gate ${gate} has been waiting since ${when}; GitHub ends that after 30 days, and the run fails.`,
        remedy: `It waits for ${gateOpener(late.environment, seen)}. If this release is not to be, say \`/cancel\` and close this issue.`,
      };
    }
    case "unhold":
      return {
        says: `${sentence(asCode(late.by))} has held this release since ${when}.`,
        remedy: `\`/unhold\` (${holders("maintain", seen)}) lets it go on. If this release is not to be, close this issue.`,
      };
    case "smoke-tests":
      return {
        says: `Since ${when} nobody has tried ${names(late.missing, 10)}.`,
        remedy: `Try the build, and say ${asCode(`/tested ${late.missing[0] ?? "linux"} ok`)} or what broke. If nobody can, take it out of \`smoke-tests:\` in ${configurationFile(seen)}.`,
      };
    case "tag":
      return {
        says: `${sentence(asCode(late.tag))} has been prepared since ${when}, and nobody has pushed it.`,
        remedy: `Push the tag with ${tagCommands(late.tag)} or say what is still missing. If this release is not to be, close this issue.`,
      };
    case "yank":
      return {
        says: `Since ${when} these files are known to be bad, and an index still gives them out: ${names(late.packages)}.`,
        remedy: "Yank them there; the steps above say how. If they are fine after all, close this issue.",
      };
    case "publish-command":
      return {
        says: `${asLink("The draft", late.url)} has been ready since ${when}, and nobody has published it.`,
        remedy: `Read it, then say \`/publish\` (${holders("maintain", seen)}). If it is not to be published, close this issue.`,
      };
  }
}
