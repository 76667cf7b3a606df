import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { type ContextAccess, type Expr, IndexAccess, type Logical, Star } from "@actions/expressions/ast";
import type { FunctionDefinition } from "@actions/expressions/funcs/info";
import { TokenType } from "@actions/expressions/lexer";
import { falsy, truthy } from "@actions/expressions/result";

/**
 * What is known before a run begins, by context. Of `inputs` and `matrix` everything is, so what is not there is null;
 * of the others what is not there may be anything.
 */
export type Contexts = Readonly<Record<string, unknown>>;

const WHOLE: readonly string[] = ["inputs", "matrix"];

/** Contexts that GitHub has. https://docs.github.com/actions/reference/workflows-and-actions/contexts */
const NAMES = ["github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "needs"];

/** It hangs on what nobody knows before the run. */
class Unknown extends Error {}

/** The contexts of a run that is started by the push of a tag. */
export function contextsOfTag(tag: string, repository?: string): Contexts {
  const ref = `refs/tags/${tag}`;
  const named = repository === undefined ? {} : { repository, repository_owner: repository.split("/")[0] };
  const event = { ref, created: true, deleted: false, repository: { fork: false } };
  return {
    github: {
      event_name: "push",
      ref,
      ref_name: tag,
      ref_type: "tag",
      head_ref: "",
      base_ref: "",
      event,
      ...named,
    },
    inputs: {},
  };
}

/** Whether a job or step with such an `if:` runs, everything before it having gone well; undefined: nobody knows. */
export function holds(condition: unknown, contexts: Contexts): boolean | undefined {
  if (condition === undefined || condition === null || typeof condition === "boolean") {
    return condition !== false;
  }
  const text = String(condition).trim();
  const inner = /^\$\{\{(?<inner>(?:(?!\$\{\{|\}\}).)*)\}\}$/s.exec(text)?.groups?.["inner"];
  return inner === undefined && text.includes("${{")
    ? undefined
    : attempt(() => truthy(evaluated(inner ?? text, contexts)));
}

/** The text with its expressions filled in; undefined where one of them is not known. */
export function filled(text: string, contexts: Contexts): string | undefined {
  return attempt(() =>
    text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, inner: string) => evaluated(inner, contexts).coerceString()),
  );
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    // Unknown, or no expression at all: GitHub's own parser has said so before.
    return undefined;
  }
}

function evaluated(expression: string, contexts: Contexts): data.ExpressionData {
  const { tokens } = new Lexer(expression).lex();
  const names = [...new Set([...NAMES, ...WHOLE])];
  const tree = new Parser(tokens, names, [...FUNCTIONS.values()]).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Foresight(tree, known, FUNCTIONS).evaluate();
}

/** Everything before it has gone well. https://docs.github.com/actions/reference/workflows-and-actions/expressions */
const FUNCTIONS: Map<string, FunctionDefinition> = new Map(
  [
    status("success", true),
    status("always", true),
    status("failure", false),
    status("cancelled", false),
    { name: "hashfiles", minArgs: 1, maxArgs: 255, call: unknown },
  ].map((one) => [one.name, one]),
);

function status(name: string, value: boolean): FunctionDefinition {
  return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) };
}

function unknown(): never {
  throw new Unknown();
}

/** GitHub's evaluator, which for what is not known yet gives up, where GitHub's own would say null. */
class Foresight extends Evaluator {
  readonly #known: data.Dictionary;

  constructor(tree: Expr, known: data.Dictionary, functions: Map<string, FunctionDefinition>) {
    super(tree, known, functions);
    this.#known = known;
  }

  override visitContextAccess(access: ContextAccess): data.ExpressionData {
    return this.#known.get(access.name.lexeme) ?? unknown();
  }

  override visitIndexAccess(access: IndexAccess): data.ExpressionData {
    const value = super.visitIndexAccess(access);
    const isSure =
      value.kind !== data.Kind.Null || access.index instanceof Star || WHOLE.includes(root(access));
    return isSure ? value : unknown();
  }

  /** `false && …` is false and `true || …` true, whatever the rest is. */
  override visitLogical({ operator, args }: Logical): data.ExpressionData {
    const values = args.map((one) => attempt(() => this.eval(one)));
    const decides = operator.type === TokenType.AND ? falsy : truthy;
    const deciding = values.find((value) => value !== undefined && decides(value));
    return deciding ?? (values.includes(undefined) ? unknown() : (values.at(-1) ?? unknown()));
  }
}

function root(expr: Expr): string {
  if (expr instanceof IndexAccess) {
    return root(expr.expr);
  }
  return "name" in expr ? (expr as ContextAccess).name.lexeme.toLowerCase() : "";
}
