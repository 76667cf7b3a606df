import { plain } from "../../replies/plain.ts";
import type { Exchange } from "../../sandbox/exchanges.ts";
import type { Project } from "../../sandbox/scenes/project.ts";
import { draftLine } from "./draft-line.ts";
import type { Teller } from "./teller.ts";

/** Longest text of the app's that is quoted in a line. */
const MOST = 200;

type Body = Readonly<Record<string, unknown>>;

/** What a request of the app's changed, in words; undefined for what is not worth a line. */
type Line = (exchange: {
  readonly path: string;
  readonly asked: Body;
  readonly given: Body;
}) => string | undefined;

/** Gives the listener that tells what the app does, from the requests with which it does it. */
export function tellApp(project: Project, teller: Teller): (exchange: Exchange) => void {
  const lines = linesOf(project);
  return (exchange) => {
    const { method, route, path, status, requestBody, responseBody } = exchange;
    const went = status !== null && status < 300;
    const line = lines[`${method} ${route}`];
    const text = went ? line?.({ path, asked: bodyOf(requestBody), given: bodyOf(responseBody) }) : undefined;
    if (text !== undefined) {
      teller.say("the app", text);
    }
  };
}

const REPO = "/repos/{owner}/{repo}";

function linesOf(project: Project): Readonly<Record<string, Line>> {
  const headline = createChanges();
  return {
    [`POST ${REPO}/issues`]: ({ asked, given }) => {
      const text = headlineIn(asked);
      headline(text);
      return `opens the board, issue #${given["number"]} “${asked["title"]}”: ${text}`;
    },
    [`PATCH ${REPO}/issues/{issue_number}`]: ({ asked }) => {
      const text = headlineIn(asked);
      const isNew = headline(text);
      const closes = asked["state"] === "closed" ? "closes the board: " : "on the board: ";
      return isNew || asked["state"] === "closed" ? `${closes}${text}` : undefined;
    },
    [`POST ${REPO}/check-runs`]: ({ asked }) => checkRun(asked),
    [`PATCH ${REPO}/check-runs/{check_run_id}`]: ({ asked, given }) => checkRun({ ...given, ...asked }),
    [`POST ${REPO}/issues/{issue_number}/comments`]: ({ asked }) => `replies: ${short(asked["body"])}`,
    [`POST ${REPO}/issues/comments/{comment_id}/reactions`]: ({ path, asked }) =>
      reaction(project, path, String(asked["content"])),
    [`POST ${REPO}/actions/runs/{run_id}/deployment_protection_rule`]: ({ asked }) => gate(asked),
    [`POST ${REPO}/actions/runs/{run_id}/rerun-failed-jobs`]: () => "has GitHub run the failed jobs again",
    [`POST ${REPO}/releases`]: ({ asked }) => draftLine(String(asked["name"]), String(asked["body"] ?? "")),
    "POST /repos/{owner}/{repo}/releases/{release_id}/assets": ({ given }) =>
      `attaches \`${given["name"]}\` to the draft`,
    [`PATCH ${REPO}/releases/{release_id}`]: ({ asked, given }) =>
      asked["draft"] === false ? `publishes the GitHub release: ${given["html_url"]}` : undefined,
  };
}

function checkRun({ title, conclusion, ...body }: Body): string | undefined {
  const sha = String(body["head_sha"]).slice(0, 7);
  return typeof conclusion === "string" ? `sets its check run on ${sha} to ${conclusion}` : undefined;
}

function reaction({ repo }: Project, path: string, content: string): string | undefined {
  const id = Number(/comments\/(\d+)\//.exec(path)?.[1]);
  const comment = repo
    .issues()
    .flatMap((issue) => issue.comments)
    .find((one) => one.id === id);
  const command = comment?.body.split("\n").find((line) => line.startsWith("/"));
  const said = `${comment?.author.login}'s \`${command}\``;
  switch (content) {
    case "eyes":
      return `👀 takes up ${said}`;
    case "rocket":
      return `🚀 ${said} is done`;
    case "confused":
      return `😕 refuses ${said}`;
    default:
      return undefined;
  }
}

function gate({ state, environment_name: environment, comment }: Body): string | undefined {
  switch (state) {
    case "approved":
      return `opens the gate \`${environment}\`: “${firstLine(comment)}”`;
    case "rejected":
      return `closes the gate \`${environment}\` of the earlier run: “${firstLine(comment)}”`;
    default:
      return `reports at the gate \`${environment}\`: “${firstLine(comment)}”`;
  }
}

/** The board's first line. Its "since" is left out: the line that quotes it has a time of its own. */
function headlineIn(asked: Body): string {
  return firstLine(asked["body"]).replace(/ since [\d-]+ [\d:]+ UTC(?=\.)/, "");
}

function firstLine(markdown: unknown): string {
  return short(String(markdown ?? "").split("\n")[0]);
}

function short(markdown: unknown): string {
  return plain(String(markdown ?? ""), MOST);
}

/** Says whether a text is another than the one before. */
function createChanges(): (text: string) => boolean {
  let last: string | undefined;
  return (text) => {
    const isNew = text !== last;
    last = text;
    return isNew;
  };
}

function bodyOf(body: unknown): Body {
  return typeof body === "object" && body !== null ? (body as Body) : {};
}
