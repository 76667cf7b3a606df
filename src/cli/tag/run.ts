import type { Variables } from "../../env/reader.ts";
import { ownVariables, readOutlook } from "../../env.ts";
import { redacted } from "../../release/redacted.ts";
import { envMessage } from "../start.ts";
import { findRepository } from "./checkout.ts";
import { createGit, type Git } from "./git.ts";
import { look, type Plan, type View, type Wish } from "./look.ts";
import { shownUrl } from "./place.ts";
import { exitOf, type TagProblem } from "./problem.ts";
import { problemWords } from "./problem-text.ts";
import { makeAndPush, type Outcome } from "./push.ts";
import {
  DECLINED,
  DRY,
  JSON_UNASKED,
  MOVE_QUESTION,
  NO_TERMINAL,
  outcomeText,
  planText,
  problemsText,
  QUESTION,
} from "./text.ts";

type Output = { write(text: string): unknown };

export type TagRun = Wish & {
  readonly directory: string;
  readonly userAgent: string;
  readonly message?: string;
  readonly sign: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Asks whoever sits at the terminal; absent: nobody does. */
  readonly ask?: (question: string) => Promise<boolean>;
  readonly variables?: Variables;
  readonly output?: Output;
  readonly errors?: Output;
};

/** Tags and pushes. Gives the exit code: 0 it is done, or would be; 1 the answer is no; 2 wrong use. */
export async function runTag(run: TagRun): Promise<0 | 1 | 2> {
  const { variables = ownVariables(), errors = process.stderr } = run;
  const reading = readOutlook(variables);
  if (reading.is === "faulty") {
    errors.write(envMessage(reading.problems));
    return 2;
  }
  const found = await findRepository(createGit(run.directory, variables));
  if ("problem" in found) {
    return tell(run, { is: "blocked", problems: [found.problem] });
  }
  const git = createGit(found.top, variables);
  const reach = { outlook: reading.outlook, userAgent: run.userAgent };
  return tell(run, await conclude(git, run, () => look(git, found, run, reach)));
}

/** How the command ended. */
type End =
  | { readonly is: "blocked"; readonly problems: readonly TagProblem[]; readonly plan?: Plan }
  | { readonly is: "shown" | "declined" | "unasked"; readonly plan: Plan }
  | { readonly is: "tried"; readonly plan: Plan; readonly outcome: Outcome };

async function conclude(git: Git, run: TagRun, view: () => Promise<View>): Promise<End> {
  const { problems, plan } = await view();
  if (plan === undefined || problems.length > 0) {
    return { is: "blocked", problems, ...(plan === undefined ? {} : { plan }) };
  }
  if (run.dryRun) {
    return { is: "shown", plan };
  }
  if (!run.yes) {
    const end = await consent(run, plan, view);
    if (end !== undefined) return end;
  }
  const how = { message: run.message ?? plan.tag, sign: run.sign };
  return { is: "tried", plan, outcome: await uninterrupted(() => makeAndPush(git, plan, how)) };
}

/** Undefined: go on. Somebody may think about it for long, so everything is looked at once more after a yes. */
async function consent(run: TagRun, plan: Plan, view: () => Promise<View>): Promise<End | undefined> {
  if (run.ask === undefined) {
    return { is: "unasked", plan };
  }
  (run.errors ?? process.stderr).write(planText(plan));
  if (!(await run.ask(plan.moves === undefined ? QUESTION : MOVE_QUESTION))) {
    return { is: "declined", plan };
  }
  const again = await view();
  if (again.problems.length > 0) {
    return { is: "blocked", problems: again.problems, plan };
  }
  return againText(again.plan) === againText(plan)
    ? undefined
    : { is: "blocked", problems: [{ is: "changed-meanwhile" }], plan };
}

/** What somebody has said yes to. */
function againText(plan: Plan | undefined): string {
  return JSON.stringify([plan?.tag, plan?.commit, plan?.moves?.object, plan?.remote]);
}

/** Ctrl-C stops git, and leaves us to clear up behind it. */
async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  const hold = () => undefined;
  process.on("SIGINT", hold);
  try {
    return await work();
  } finally {
    process.off("SIGINT", hold);
  }
}

function tell(run: TagRun, end: End): 0 | 1 | 2 {
  const { output = process.stdout, errors = process.stderr } = run;
  if (run.json) {
    output.write(`${JSON.stringify(jsonOf(end), undefined, 2)}\n`);
    if (end.is === "unasked") errors.write(JSON_UNASKED);
  } else {
    const [to, text] = textOf(run, end);
    (to === "output" ? output : errors).write(text);
  }
  return exitCodeOf(end);
}

function exitCodeOf(end: End): 0 | 1 | 2 {
  switch (end.is) {
    case "blocked":
      return exitOf(end.problems);
    case "shown":
      return 0;
    case "declined":
    case "unasked":
      return 1;
    case "tried":
      return end.outcome.is === "pushed" ? 0 : 1;
  }
}

/** What is said at the end, and where: answers to the one stream, refusals to the other. */
function textOf(run: TagRun, end: End): readonly ["output" | "errors", string] {
  const asked = !run.yes && run.ask !== undefined;
  switch (end.is) {
    case "blocked":
      return ["errors", problemsText(end.problems)];
    case "shown":
      return ["output", planText(end.plan) + DRY];
    case "declined":
      return ["errors", DECLINED];
    case "unasked":
      return ["errors", planText(end.plan) + NO_TERMINAL];
    case "tried": {
      const text = outcomeText(end.outcome, end.plan);
      return end.outcome.is === "pushed"
        ? ["output", asked ? text : planText(end.plan) + text]
        : ["errors", text];
    }
  }
}

/** For programs: how it ended, as the exit code tells less exactly. */
function endWord(end: End): "done" | "shown" | "unasked" | "declined" | "refused" | "failed" {
  switch (end.is) {
    case "blocked":
      return "refused";
    case "tried":
      return end.outcome.is === "pushed" ? "done" : "failed";
    default:
      return end.is;
  }
}

/** For programs: the tag as it would be or is made, what is in its way, and what came of it. */
function jsonOf(end: End): object {
  const { plan } = end;
  const problems = end.is === "blocked" ? end.problems : [];
  return {
    done: end.is === "tried" && end.outcome.is === "pushed",
    end: endWord(end),
    ...(plan === undefined ? {} : planJson(plan)),
    problems: problems.map((problem) => ({ is: problem.is, ...problemWords(problem) })),
    ...(end.is === "tried" ? { outcome: outcomeJson(end.outcome) } : {}),
  };
}

/** What git or a server says may hold a password, for whomever it is printed. */
function outcomeJson(outcome: Outcome): object {
  return "why" in outcome ? { ...outcome, why: redacted(outcome.why) } : outcome;
}

function planJson({ remote, place, ...plan }: Plan): object {
  return {
    ...plan,
    remote: remote.name,
    url: shownUrl(remote.url),
    ...(place === undefined ? {} : { repository: `${place.owner}/${place.name}` }),
  };
}
