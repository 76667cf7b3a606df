import { buildSchema, GraphQLError, graphql, parse, validate } from "graphql";
import { type Answer, ok } from "../rest/answer.ts";
import { isFields, text } from "../rest/fields.ts";
import type { Limits } from "../rest/limits.ts";
import { type Ask, READERS, type Route } from "../rest/route.ts";
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

const invalid = (source: string): readonly GraphQLError[] => {
  try {
    return validate(schema, parse(source));
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError(String(error))];
  }
};

const answer = async (ask: Ask, limits: Limits): Promise<Answer> => {
  const source = text(ask.body, "query") ?? "";
  const errors = invalid(source);
  if (errors.length > 0) return ok({ errors: errors.map(errorShape) });
  const variables = ask.body["variables"];
  const result = await graphql({
    schema,
    source,
    rootValue: createQuery({ ask, limits }),
    variableValues: isFields(variables) ? variables : {},
  });
  return ok({
    data: result.data ?? null,
    ...(result.errors ? { errors: result.errors.map(errorShape) } : {}),
  });
};

/** GraphQL: errors come with HTTP 200. */
export const graphqlRoute = (limits: Limits): Route => ({
  about: "service",
  method: "POST",
  path: "/graphql",
  tokens: READERS,
  handle: (ask) => answer(ask, limits),
});
