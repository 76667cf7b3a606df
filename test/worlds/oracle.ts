import type { Exchange } from "../../src/sandbox/exchanges.ts";
import type { Comment } from "../../src/sandbox/github/comments.ts";
import { PEOPLE } from "../../src/sandbox/scenes/project.ts";
import { boardOf, markUnder, runOf, type Said, type Town } from "./town.ts";

/** The writes of the app and the clock of GitHub differ by seconds: what came so shortly before is no breach. */
const TOLERANCE = 10_000;

const MAINTAINERS: readonly string[] = [PEOPLE.maintainer, PEOPLE.otherMaintainer];

/**
 * What must not be in any world's history, whatever happened to it: an effect that came twice, a gate that opened or
 * a release that was published without a maintainer's word, a command without an answer.
 */
export function breachesOf(town: Town): readonly string[] {
  return [
    ...effectsMadeTwice(town),
    ...gatesOpenedUnasked(town),
    ...publishedUnasked(town),
    ...supersededRunsLeft(town),
    ...unanswered(town),
    ...town.project.sandbox.unknownRequests.map(
      ({ method, path }) => `asks for what is not there: ${method} ${path}`,
    ),
  ];
}

function effectsMadeTwice(town: Town): readonly string[] {
  const { repo, discord } = town.project;
  const issues = repo.issues().filter((issue) => issue.author.type === "Bot");
  const checks = repo.state.checkRuns.map((check) => check.headSha);
  const decisions = repo
    .runs()
    .flatMap((run) =>
      run.decisions.map((one) => `run ${run.id} attempt ${one.attempt} ${one.environment.name}`),
    );
  const replies = repliesOf(town).map((one) => `a reply to ${one.answers}`);
  const assets = repo
    .releases()
    .flatMap((one) => one.assets.map((asset) => `asset ${asset.name} of ${one.id}`));
  const asked = town.said.filter((one) => one.text.startsWith("/announce")).length;
  return [
    ...twice(issues.map(({ title }) => `a board ${title}`)),
    ...(repo.releases().length > 1 ? [`${repo.releases().length} GitHub releases`] : []),
    ...(discord.messages.length > 1 + asked ? [`${discord.messages.length} posts`] : []),
    ...twice(checks.map((sha) => `a check run on ${sha}`)),
    ...twice(decisions),
    ...twice(replies),
    ...twice(assets),
    ...commentsMarkedTwice(town),
    ...rerunsUnasked(town),
    ...startsUnasked(town),
  ];
}

function twice(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
    (name) => `twice: ${name}`,
  );
}

/** Which comment each of the app's replies answers, as the text hidden in it says. */
function repliesOf(town: Town): readonly { readonly answers: number; readonly comment: Comment }[] {
  const all = town.project.repo.issues().flatMap(({ comments }) => comments);
  const mine = all.filter((one) => one.author.type === "Bot" && !one.deleted);
  return mine.map((comment) => {
    const payload =
      /<!-- release-conductor:v1 (?<payload>[\w-]+) /.exec(comment.body)?.groups?.["payload"] ?? "";
    const { answers } = JSON.parse(Buffer.from(payload, "base64url").toString() || "{}") as {
      answers?: number;
    };
    return { answers: answers ?? 0, comment };
  });
}

function commentsMarkedTwice(town: Town): readonly string[] {
  return town.said
    .filter(({ comment }) => {
      const marks = comment.reactions.filter((one) => one.by.type === "Bot").map((one) => one.content);
      return marks.includes("rocket") && marks.includes("confused");
    })
    .map(({ comment }) => `both 🚀 and 😕 under ${comment.id}`);
}

/** Each re-run by the app was asked for by a `/retry` of its own. */
function rerunsUnasked(town: Town): readonly string[] {
  if (town.script.retriedBy === "click") {
    return [];
  }
  const reruns = town.project.repo.runs().reduce((sum, run) => sum + run.attempt - 1, 0);
  const asked = town.said.filter((one) => one.text === "/retry" && markUnder(one.comment) === "done").length;
  return reruns > asked ? [`${reruns} re-runs for ${asked} /retry`] : [];
}

/** Each run that the app has started was asked for by a `/release` or a `/build` of its own. */
function startsUnasked(town: Town): readonly string[] {
  const starts = town.project.repo.runs().filter(({ event }) => event === "workflow_dispatch").length;
  const asked = town.said.filter(isRequest).length;
  return starts > asked ? [`${starts} starts for ${asked} requests`] : [];
}

/** Said on another issue. */
function isRequest({ text }: Pick<Said, "text">): boolean {
  return /^\/(?:release|build) /.test(text);
}

/** A gate that our rule opened has a maintainer's comment behind it, young enough, untouched, and still there then. */
function gatesOpenedUnasked(town: Town): readonly string[] {
  const { repo } = town.project;
  return repo.runs().flatMap((run) =>
    run.approvals
      .filter((approval) => approval.by.type === "Bot" && approval.state === "approved")
      .flatMap((approval) =>
        approval.environments.flatMap(({ name }) => {
          const reached = repo.state.deployments
            .filter((one) => one.run === run && one.environment.name === name && one.createdAt <= approval.at)
            .map((one) => one.createdAt);
          const needed = name === "pypi" ? town.script.approvals : 1;
          const looked = claimedBefore(town, (one) => opens(one, run.id, name) && one.at <= approval.at);
          const voices = new Set(
            saying(town, `/approve ${name}`, { at: approval.at, looked })
              .filter((one) => one.createdAt > Math.max(...reached))
              .map((one) => one.author.login),
          );
          const newer = repo
            .runs()
            .some(
              (other) =>
                other.id > run.id &&
                other.headBranch === run.headBranch &&
                other.createdAt < Math.max(approval.at - TOLERANCE, looked),
            );
          return [
            ...(voices.size < needed
              ? [`run ${run.id}: ${name} opened with ${voices.size} of ${needed}`]
              : []),
            ...(newer ? [`run ${run.id}: ${name} opened though a newer run was there`] : []),
          ];
        }),
      ),
  );
}

function publishedUnasked(town: Town): readonly string[] {
  return town.project.repo
    .releases()
    .filter((one) => {
      const at = one.publishedAt;
      const isPublication = ({ path, requestBody }: Exchange) => {
        const body = requestBody as { readonly draft?: unknown } | undefined;
        return path.endsWith(`/releases/${one.id}`) && body?.draft === false;
      };
      // What people publish by hand in GitHub is their own word.
      if (!town.project.sandbox.exchanges.some(isPublication)) {
        return false;
      }
      const looked = claimedBefore(town, isPublication);
      return at !== null && saying(town, "/publish", { at, looked }).length === 0;
    })
    .map((one) => `the GitHub release ${one.id} is public without a maintainer's /publish`);
}

/** When something irreversible happened, and since when the app can have known what was so before. */
type When = { readonly at: number; readonly looked: number };

/** Comments by maintainers that have this line, said before that moment, and then neither edited nor deleted. */
function saying(town: Town, line: string, { at, looked }: When): readonly Comment[] {
  const standsAt = Math.max(at - TOLERANCE, looked);
  return town.said
    .map((one) => one.comment)
    .filter((comment) => MAINTAINERS.includes(comment.author.login))
    .filter((comment) => comment.body.split("\n").includes(line) && !comment.body.includes("```"))
    .filter((comment) => comment.createdAt <= at)
    .filter((comment) => (comment.lastEditedAt ?? Number.POSITIVE_INFINITY) > standsAt)
    .filter((comment) => (deletionOf(town, comment) ?? Number.POSITIVE_INFINITY) > standsAt);
}

/**
 * When the app wrote its mark under a comment for the last time before something irreversible: after that it looks at
 * everything again, so whatever was so by then must have been heeded. 0 where it did not.
 */
function claimedBefore({ project, said }: Town, isIt: (exchange: Exchange) => boolean): number {
  const all = project.sandbox.exchanges;
  const index = all.findLastIndex((one) => one.method !== "GET" && isIt(one));
  const ours = new Set(said.map(({ comment }) => `/issues/comments/${comment.id}/reactions`));
  const mark = all
    .slice(0, Math.max(0, index))
    .findLast(
      ({ method, path }) => method === "POST" && ours.has(path.replace(/^\/repos\/[^/]+\/[^/]+/, "")),
    );
  return mark?.at ?? 0;
}

function opens({ path, requestBody }: Exchange, run: number, environment: string): boolean {
  const body = requestBody as { readonly environment_name?: unknown; readonly state?: unknown } | undefined;
  return (
    path.endsWith(`/actions/runs/${run}/deployment_protection_rule`) &&
    body?.environment_name === environment &&
    body.state === "approved"
  );
}

function deletionOf({ project }: Town, comment: Comment): number | undefined {
  return project.sandbox.deliveries
    .all()
    .find(
      ({ event, action, payload }) =>
        event === "issue_comment" &&
        action === "deleted" &&
        (payload["comment"] as { id?: number }).id === comment.id,
    )?.at;
}

/** Gates of builds that a moved tag has left behind must not stay open for a late click. */
function supersededRunsLeft(town: Town): readonly string[] {
  const newest = runOf(town);
  return town.project.repo
    .runs()
    .filter((run) => run !== newest && run.gates.length > 0)
    .map(
      (run) =>
        `run ${run.id} of an earlier tag still waits at ${run.gates.map((gate) => gate.environment.name)}`,
    );
}

/** Every command that still stands has its mark. To people without a right one word is enough, and it may be said once. */
function unanswered(town: Town): readonly string[] {
  const open = town.said.filter(({ text, comment }) => {
    const asks = text.startsWith("/") && comment.body === text && !comment.deleted;
    return asks && !["done", "refused"].includes(markUnder(comment));
  });
  // What was said on a board before a person closed it waits until it is reopened.
  const board = boardOf(town);
  const closedAt = board?.state === "closed" && board.closedBy?.type !== "Bot" ? board.closedAt : null;
  const waits = ({ comment }: Said) => comment.createdAt <= (closedAt ?? 0);
  // A request on another issue whose only trace the store had is said again; a board tells the sweep of its own.
  const isHeard = ({ text }: Said) =>
    isRequest({ text }) && town.said.some((one) => one.text === text && markUnder(one.comment) !== "none");
  const strangers = open.filter(({ by }) => by === PEOPLE.outsider);
  const known = town.said.some(
    ({ by, comment }) => by === PEOPLE.outsider && markUnder(comment) === "refused",
  );
  const silentRightly = strangers.filter(({ text }) => known || text.startsWith("/ship"));
  return open
    .filter((one) => !waits(one) && !silentRightly.includes(one) && !isHeard(one))
    .map(({ by, text, comment }) => `unanswered: ${text} by ${by} (${comment.id}, ${markUnder(comment)})`);
}
