import {
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  validate,
} from "graphql";
import { once, vendored } from "./description.ts";
import type { Exchange } from "./exchange.ts";

const published = once(() => buildSchema(vendored("schema.graphql"), { assumeValidSDL: true }));

/**
 * Every way in which a GraphQL request does not fit GitHub's published schema: syntax, unknown fields and
 * arguments, variables of the wrong type, missing or undeclared; empty is a pass.
 */
export function checkGraphql(query: string, variables: Readonly<Record<string, unknown>> = {}): string[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return [`query: ${document.message}`];
  const faults = validate(published(), document);
  if (faults.length > 0) return faults.map((fault) => `query: ${fault.message}`);
  const operation = getOperationAST(document);
  if (!operation) return ["query: must hold exactly one operation"];
  const definitions = operation.variableDefinitions ?? [];
  const coerced = getVariableValues(published(), definitions, { ...variables });
  const declared = new Set(definitions.map((definition) => definition.variable.name.value));
  return [
    ...(coerced.errors ?? []).map((fault) => `variables: ${fault.message}`),
    ...Object.keys(variables)
      .filter((name) => !declared.has(name))
      .map((name) => `variables: the query declares no $${name}`),
  ];
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Faults of an exchange with `/graphql` beyond its headers. */
export function graphqlExchangeFaults(exchange: Exchange): string[] {
  if (exchange.method !== "POST") return [`request: ${exchange.method}, GraphQL takes POST`];
  const caller = exchange.tokenKind === "installation" || exchange.tokenKind === "user";
  const who = caller ? [] : ["caller: GraphQL wants an installation or user token"];
  return [
    ...who,
    ...requestFaults(exchange.requestBody),
    ...answerFaults(exchange.status, exchange.responseBody),
  ];
}

function requestFaults(body: unknown): string[] {
  if (!isRecord(body) || typeof body["query"] !== "string") return ["request: lacks a query"];
  const { query, variables, ...rest } = body;
  const known = new Set(["operationName"]);
  const extra = Object.keys(rest).filter((key) => !known.has(key));
  return [
    ...extra.map((key) => `request/${key}: GraphQL requests have no such property`),
    ...checkGraphql(String(query), isRecord(variables) ? variables : {}),
  ];
}

function answerFaults(status: number, body: unknown): string[] {
  if (status !== 200) return [];
  // A failed query is answered with 200 as well, but never with neither of the two.
  if (!isRecord(body) || !("data" in body || "errors" in body))
    return ["answer: has neither data nor errors"];
  return Object.keys(body)
    .filter((key) => !["data", "errors", "extensions"].includes(key))
    .map((key) => `answer/${key}: GraphQL answers have no such property`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Every type, field, argument, enum value and union member of `sdl` that GitHub's published schema lacks or
 * types differently; empty means that `sdl` is a subset, so a query that runs on it runs on GitHub.
 */
export function checkSchemaSubset(sdl: string): string[] {
  const own = buildSchema(sdl);
  return Object.values(own.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => typeFaults(type, published()));
}

function typeFaults(type: GraphQLNamedType, schema: GraphQLSchema): string[] {
  const github = schema.getType(type.name);
  if (github === undefined)
    return [`${type.name}: GitHub publishes no such type, or used.json does not list it`];
  if (github.constructor !== type.constructor) return [`${type.name}: is another kind of type at GitHub`];
  const known = new Map(members(github));
  return members(type).flatMap(([name, said]) => {
    const there = known.get(name);
    if (there === undefined)
      return [`${type.name}.${name}: GitHub publishes no such member, or used.json does not list it`];
    return there === said ? [] : [`${type.name}.${name}: is ${said}, at GitHub ${there}`];
  });
}

/** What a type consists of, each member with its type in words. */
function members(type: GraphQLNamedType): (readonly [string, string])[] {
  if (isEnumType(type)) return type.getValues().map((value) => [value.name, "a value"]);
  if (isUnionType(type)) return type.getTypes().map((member) => [member.name, "a member"]);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [field.name, String(field.type)]);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const interfaces = type.getInterfaces().map((each) => [`implements ${each.name}`, "an interface"] as const);
  const fields = Object.values(type.getFields()).flatMap((field) => [
    [field.name, String(field.type)] as const,
    ...field.args.map((argument) => [`${field.name}(${argument.name})`, String(argument.type)] as const),
  ]);
  return [...interfaces, ...fields];
}
