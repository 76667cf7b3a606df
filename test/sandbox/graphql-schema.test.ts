import { expect, test } from "vitest";
import { SDL } from "../../src/sandbox/graphql/schema.ts";
import { checkSchemaSubset } from "../contract/graphql.ts";

test("the sandbox's GraphQL is a part of the schema that GitHub publishes", () => {
  expect(checkSchemaSubset(SDL)).toEqual([]);
});

test("a field that GitHub does not have would be found", () => {
  const invented = SDL.replace("type Query {", "type Query { releases: Int");
  expect(checkSchemaSubset(invented).join("\n")).toContain("releases");
});
