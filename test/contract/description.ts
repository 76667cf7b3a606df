import { readFileSync } from "node:fs";
import type { Schema, Schemas } from "./shape.ts";

/** One operation of GitHub's REST API as vendored in `github/rest.json`. */
export type Operation = {
  readonly operationId: string;
  readonly "x-github": { readonly enabledForGitHubApps: boolean };
  readonly "x-authenticate-as"?: "app";
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content?: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  /** Set where the parameter may hold slashes. */
  readonly "x-multi-segment"?: true;
  readonly schema: Schema;
};

export type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export type RestDescription = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly schemas: Schemas;
};

export type WebhookDescription = {
  readonly webhooks: Readonly<Record<string, Schema>>;
  readonly schemas: Schemas;
};

/** One permission that suffices to call a route. */
export type PermissionFact = {
  readonly permission: string;
  readonly access: "read" | "write" | "admin";
  /** Whether installation access tokens may call the route. */
  readonly iat: boolean;
  /** Whether user access tokens may. */
  readonly uat: boolean;
};

export type PermissionTable = {
  readonly routes: Readonly<Record<string, { readonly anyOf: readonly PermissionFact[] }>>;
};

/** The text of a vendored file. */
export function vendored(name: string): string {
  return readFileSync(new URL(`github/${name}`, import.meta.url), "utf8");
}

/** `read` at the first call, its result ever after: a test that asks nothing parses nothing. */
export function once<T>(read: () => T): () => T {
  let held: { readonly value: T } | undefined;
  return () => {
    held ??= { value: read() };
    return held.value;
  };
}

export const restDescription = once(() => JSON.parse(vendored("rest.json")) as RestDescription);
export const webhookDescription = once(() => JSON.parse(vendored("webhooks.json")) as WebhookDescription);
export const permissionTable = once(() => JSON.parse(vendored("permissions.json")) as PermissionTable);

/** The schema of a JSON body; undefined where there is none or it is not JSON. */
export function jsonSchema(content: Content | undefined): Schema | undefined {
  return content?.["application/json"]?.schema;
}
