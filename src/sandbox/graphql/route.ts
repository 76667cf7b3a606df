import { buildSchema, type DocumentNode, execute, GraphQLError, parse, validate } from "graphql";
import type { Patience } from "../faults.ts";
import { type Answer, ok } from "../rest/answer.ts";
import { isFields, text } from "../rest/fields.ts";
import type { Limits } from "../rest/limits.ts";
import { type Ask, READERS, type Route } from "../rest/route.ts";
import { gaveUp } from "./gave-up.ts";
import { createQuery } from "./query.ts";
import { SDL } from "./schema.ts";

const schema = buildSchema(SDL);

/** GitHub puts an error's type beside its message, not into extensions. */
const errorShape = (error: GraphQLError) => ({
  ...(typeof error.extensions["type"] === "string" ? { type: error.extensions["type"] } : {}),
  ...(error.path ? { path: error.path } : {}),
  ...(error.locations ? { locations: error.locations } : {}),
  message: error.message,
});

/** A question that can be answered, or what is wrong with it. */
type Read = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

const read = (source: string): Read => {
  try {
    const document = parse(source);
    const errors = validate(schema, document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    return { errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error))] };
  }
};

/** Clients ask a few questions again and again. */
const known = new Map<string, Read>();
const MOST_KNOWN = 100;

const question = (source: string): Read => {
  const found = known.get(source) ?? read(source);
  if (known.size < MOST_KNOWN) known.set(source, found);
  return found;
};

const answer = async (ask: Ask, { limits, patience }: GraphqlSettings): Promise<Answer> => {
  const asked = question(text(ask.body, "query") ?? "");
  if ("errors" in asked) return ok({ errors: asked.errors.map(errorShape) });
  const variables = ask.body["variables"];
  const effort = { spent: 0 };
  const result = await execute({
    schema,
    document: asked.document,
    rootValue: createQuery({ ask, limits, effort }),
    variableValues: isFields(variables) ? variables : {},
  });
  const tired = patience();
  if (tired && effort.spent > tired.beyond) return gaveUp(tired.as);
  return ok({
    data: result.data ?? null,
    ...(result.errors ? { errors: result.errors.map(errorShape) } : {}),
  });
};

export interface GraphqlSettings {
  readonly limits: Limits;
  /** How much a query may ask for at the moment. */
  readonly patience: () => Patience | undefined;
}

/** GraphQL: errors come with HTTP 200. */
export const graphqlRoute = (settings: GraphqlSettings): Route => ({
  about: "service",
  method: "POST",
  path: "/graphql",
  tokens: READERS,
  handle: (ask) => answer(ask, settings),
});
