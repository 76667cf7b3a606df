import {
  ANNOTATION_LEVELS,
  CHECK_CONCLUSIONS,
  type CheckAction,
  type CheckAnnotation,
  type CheckOutput,
  type CheckPatch,
  type CheckRun,
  createCheckRun,
  updateCheckRun,
} from "../github/checks.ts";
import { resolveCommit } from "../github/history.ts";
import { refuse } from "../github/refused.ts";
import { checkRunShape } from "../shapes/check-run.ts";
import { type Answer, created, ok } from "./answer.ts";
import { type Fields, given, isFields, text, textOrNull, whole, word } from "./fields.ts";
import { pageOf } from "./page.ts";
import { READERS, type RepositoryAsk, type Route } from "./route.ts";

const REQUIRED = ["annotation_level", "end_line", "message", "path", "start_line"];

/** One line for each annotation that lacks something, as GitHub words it. */
const lackingIn = (annotations: readonly Fields[]): readonly string[] =>
  annotations.flatMap((one) => {
    const lacking = REQUIRED.filter((name) => one[name] === undefined).map((name) => `"${name}"`);
    return lacking.length === 0
      ? []
      : [`${lacking.join(", ")} ${lacking.length === 1 ? "wasn't" : "weren't"} supplied.`];
  });

const annotationOf = (fields: Fields): CheckAnnotation => {
  const must = <T>(value: T | undefined): T => value ?? refuse("annotations-invalid");
  return {
    path: must(text(fields, "path")),
    startLine: must(whole(fields, "start_line")),
    endLine: must(whole(fields, "end_line")),
    level: must(word(fields, "annotation_level", ANNOTATION_LEVELS)),
    message: must(text(fields, "message")),
    ...given({
      startColumn: whole(fields, "start_column"),
      endColumn: whole(fields, "end_column"),
      title: text(fields, "title"),
      details: text(fields, "raw_details"),
    }),
  };
};

const annotationsOf = (output: Fields): readonly CheckAnnotation[] => {
  const annotations = output["annotations"] ?? [];
  if (!Array.isArray(annotations) || !annotations.every(isFields)) return refuse("bad-field", "annotations");
  const lacking = lackingIn(annotations);
  return lacking.length > 0
    ? refuse("annotation-incomplete", lacking.join("\n"))
    : annotations.map(annotationOf);
};

const outputOf = (body: Fields): CheckOutput | undefined => {
  const output = body["output"];
  if (output === undefined) return undefined;
  if (!isFields(output)) return refuse("bad-field", "output");
  return {
    title: text(output, "title") ?? "",
    summary: text(output, "summary") ?? "",
    text: textOrNull(output, "text") ?? null,
    annotations: annotationsOf(output),
  };
};

const actionsOf = (body: Fields): CheckAction[] | undefined => {
  const actions = body["actions"];
  if (actions === undefined) return undefined;
  if (!Array.isArray(actions)) return refuse("bad-field", "actions");
  return actions.map((action) => {
    const fields: Fields = isFields(action) ? action : {};
    const part = (name: string, most: number): string => {
      const value = text(fields, name) ?? refuse("bad-field", `actions.${name}`);
      return value.length > most ? refuse("bad-field", `actions.${name}`) : value;
    };
    return {
      label: part("label", 20),
      description: part("description", 40),
      identifier: part("identifier", 20),
    };
  });
};

const patchOf = (body: Fields): CheckPatch =>
  given({
    name: text(body, "name"),
    status: word(body, "status", ["queued", "in_progress", "completed"] as const),
    conclusion: word(body, "conclusion", CHECK_CONCLUSIONS),
    detailsUrl: text(body, "details_url"),
    externalId: text(body, "external_id"),
    output: outputOf(body),
    actions: actionsOf(body),
  });

const create = (ask: RepositoryAsk): Answer => {
  const check = createCheckRun(ask.world, ask.repository, {
    ...patchOf(ask.body),
    app: ask.app,
    name: text(ask.body, "name") ?? refuse("check-fields"),
    headSha: text(ask.body, "head_sha") ?? refuse("check-fields"),
  });
  return created(checkRunShape(ask.urls, ask.repository, check));
};

const update = (ask: RepositoryAsk): Answer => {
  const at = { id: Number(ask.params["check_run_id"]), app: ask.app };
  const check = updateCheckRun(ask.world, ask.repository, at, patchOf(ask.body));
  return ok(checkRunShape(ask.urls, ask.repository, check));
};

/** Of check runs with one name in one suite GitHub lists the newest (`filter=latest`, its default). */
const newest = (checks: readonly CheckRun[]): CheckRun[] => [
  ...new Map(checks.map((check) => [`${check.suiteId} ${check.name}`, check])).values(),
];

const list = (ask: RepositoryAsk): Answer => {
  const commit = resolveCommit(ask.repository, ask.params["ref"] ?? "");
  if (!commit) return refuse("no-commit-for-sha");
  const query = ask.url.searchParams;
  const asked = ask.repository.checkRuns.filter(
    (check) =>
      check.headSha === commit.sha &&
      (query.get("check_name") ?? check.name) === check.name &&
      (query.get("status") ?? check.status) === check.status &&
      (query.get("app_id") ?? String(check.app.id)) === String(check.app.id),
  );
  const all = query.get("filter") === "all" ? asked : newest(asked);
  const page = pageOf(ask.url, all);
  return ok(
    {
      total_count: all.length,
      check_runs: page.items.map((check) => checkRunShape(ask.urls, ask.repository, check)),
    },
    page.headers,
  );
};

const write = { name: "checks", level: "write" } as const;

/** Check runs. */
export const checkRoutes: readonly Route[] = [
  {
    about: "repository",
    method: "POST",
    path: "/repos/{owner}/{repo}/check-runs",
    permission: write,
    tokens: ["installation"],
    create: true,
    handle: create,
  },
  {
    about: "repository",
    method: "PATCH",
    path: "/repos/{owner}/{repo}/check-runs/{check_run_id}",
    permission: write,
    tokens: ["installation"],
    handle: update,
  },
  {
    about: "repository",
    method: "GET",
    path: "/repos/{owner}/{repo}/commits/{ref}/check-runs",
    permission: { name: "checks", level: "read" },
    tokens: READERS,
    handle: list,
  },
];
