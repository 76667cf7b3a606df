// Cuts the used operations and webhooks out of GitHub's OpenAPI descriptions, with every schema they reach.

/** Prose and hints: no validator reads them, and they are nine tenths of the files. */
const PROSE = new Set([
  "title",
  "description",
  "example",
  "examples",
  "default",
  "deprecated",
  "externalDocs",
  "discriminator",
]);
const MAPS = new Set(["properties", "patternProperties"]);
const LISTS = new Set(["allOf", "anyOf", "oneOf"]);
const SINGLE = new Set(["items", "additionalProperties", "not"]);

/** A schema without prose, its OpenAPI 3.0 `nullable` said as JSON Schema says it. */
function slim(schema) {
  if (typeof schema !== "object" || schema === null) return schema;
  if (schema.$ref) return { $ref: schema.$ref.replace("#/components/", "#/") };
  const kept = {};
  for (const [key, value] of Object.entries(schema)) {
    if (PROSE.has(key) || key.startsWith("x-") || key === "nullable") continue;
    kept[key] = slimKeyword(key, value);
  }
  return schema.nullable ? withNull(kept) : kept;
}

function slimKeyword(key, value) {
  if (MAPS.has(key)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, slim(schema)]));
  }
  if (LISTS.has(key)) return value.map(slim);
  return SINGLE.has(key) ? slim(value) : value;
}

function withNull(schema) {
  const { enum: values, type, ...rest } = schema;
  const wide = values === undefined ? {} : { enum: values.includes(null) ? values : [...values, null] };
  if (type !== undefined) return { ...rest, ...wide, type: [...new Set([type, "null"].flat())] };
  if (rest.oneOf || rest.anyOf || rest.allOf) return { anyOf: [schema, { type: "null" }] };
  return { ...rest, ...wide };
}

function resolve(document, node) {
  if (!node?.$ref) return node;
  return node.$ref
    .slice(2)
    .split("/")
    .reduce((at, key) => at[key.replaceAll("~1", "/").replaceAll("~0", "~")], document);
}

/** The first JSON body of a request or an answer, else its first media type, else nothing. */
function slimContent(content) {
  const types = Object.keys(content ?? {});
  const type = types.find((name) => name === "application/json") ?? types[0];
  if (type === undefined) return {};
  return { content: { [type]: { schema: slim(content[type].schema ?? {}) } } };
}

function slimParameter(parameter) {
  const multi = parameter["x-multi-segment"] ? { "x-multi-segment": true } : {};
  return {
    name: parameter.name,
    in: parameter.in,
    required: parameter.required === true,
    ...multi,
    schema: slim(parameter.schema),
  };
}

function cutOperation(document, operation) {
  const body = resolve(document, operation.requestBody);
  const answers = Object.entries(operation.responses).map(([status, answer]) => [
    status,
    slimContent(resolve(document, answer).content),
  ]);
  return {
    operationId: operation.operationId,
    "x-github": { enabledForGitHubApps: operation["x-github"].enabledForGitHubApps },
    // The description says it only in prose.
    ...(/must use a \[JWT\]/.test(operation.description) ? { "x-authenticate-as": "app" } : {}),
    parameters: (operation.parameters ?? []).map((parameter) => slimParameter(resolve(document, parameter))),
    ...(body ? { requestBody: { required: body.required === true, ...slimContent(body.content) } } : {}),
    responses: Object.fromEntries(answers),
  };
}

function* refsIn(node) {
  if (typeof node !== "object" || node === null) return;
  if (typeof node.$ref === "string") yield node.$ref.split("/").at(-1);
  for (const value of Object.values(node)) yield* refsIn(value);
}

/** Every schema reachable from `roots`, sorted by name so that a regeneration makes small diffs. */
function reachableSchemas(document, roots, always = []) {
  const schemas = {};
  const open = [...always, ...refsIn(roots)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (schemas[name]) continue;
    schemas[name] = slim(document.components.schemas[name]);
    open.push(...refsIn(schemas[name]));
  }
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `routes` are "METHOD /path/{of}/the/description"; throws on one GitHub does not describe. */
export function cutRest(document, routes) {
  const paths = {};
  for (const route of routes) {
    const [method, path] = route.split(" ");
    const operation = document.paths[path]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`used.json: GitHub describes no ${route}`);
    paths[path] = { ...paths[path], [method.toLowerCase()]: cutOperation(document, operation) };
  }
  const errors = ["basic-error", "validation-error", "validation-error-simple"];
  return { paths, components: { schemas: reachableSchemas(document, paths, errors) } };
}

/** `names` are "event" or "event.action"; throws on one GitHub does not describe. */
export function cutWebhooks(document, names) {
  const webhooks = {};
  for (const name of names) {
    const described = document.webhooks[name.replaceAll(/[._]/g, "-")];
    if (described === undefined) throw new Error(`used.json: GitHub describes no webhook ${name}`);
    webhooks[name] = slim(described.post.requestBody.content["application/json"].schema);
  }
  return { webhooks, components: { schemas: reachableSchemas(document, webhooks) } };
}
