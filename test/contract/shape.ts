import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import ajvFormats from "ajv-formats";
import { email } from "./deviations.ts";
import { unknownProperties } from "./unknown.ts";

/** A JSON Schema as `vendor.mjs` writes it: no prose, no OpenAPI keywords, refs as `#/schemas/<name>`. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};

export type Schemas = Readonly<Record<string, Schema>>;

/** What the strict reading of a schema needs from its document. */
export type Reader = {
  resolve(schema: Schema): Schema;
  accepts(schema: Schema, value: unknown): boolean;
};

export type Shapes = {
  /**
   * Every way in which `value` is not what `schema` declares, undeclared properties included, each
   * starting with `where` and the JSON pointer of the place. An empty list is a pass. Undeclared
   * properties for which `isKnown` holds pass.
   */
  faults(schema: Schema, value: unknown, where: string, isKnown?: IsKnown): string[];
};

/** Whether an undeclared property, by its JSON pointer and value, is a known deviation. */
type IsKnown = (pointer: string, value: unknown) => boolean;

/** Checks values against schemas whose refs point into `schemas`; each schema compiles at its first use. */
export function createShapes(schemas: Schemas): Shapes {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateSchema: false,
    logger: false,
    // Optimizing takes longer than all the checking that it makes faster.
    code: { optimize: false },
  });
  ajvFormats.default(ajv);
  ajv.addFormat("email", email);
  const document = absolute({ schemas }) as { readonly schemas: Schemas };
  ajv.addSchema(document, DOCUMENT);

  const rebased = new WeakMap<Schema, Schema>();
  const rebase = (schema: Schema): Schema => {
    const known = rebased.get(schema);
    if (known !== undefined) return known;
    const fresh = absolute(schema) as Schema;
    rebased.set(schema, fresh);
    return fresh;
  };
  // Ajv caches by identity, so one schema object compiles once.
  const compiled = (schema: Schema): ValidateFunction => ajv.compile(schema);
  const reader: Reader = {
    resolve: (schema) => {
      const name = schema.$ref?.split("/").at(-1);
      return name === undefined ? schema : (document.schemas[name] ?? schema);
    },
    accepts: (schema, value) => compiled(schema)(value),
  };
  return {
    faults: (schema, value, where, isKnown = () => false) => {
      const based = rebase(schema);
      const validate = compiled(based);
      validate(value);
      const undeclared = unknownProperties(reader, based, value).filter(
        (property) => !isKnown(property.pointer, property.value),
      );
      return [
        ...telling(validate.errors ?? []).map((error) => `${where}${error.instancePath}: ${said(error)}`),
        ...undeclared.map(
          ({ pointer }) => `${where}${pointer}: no described form that fits declares this property`,
        ),
      ];
    },
  };
}

const DOCUMENT = "described";

/** A copy whose refs name the document, so that any inner schema compiles on its own. */
function absolute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absolute);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "$ref" && typeof value === "string" ? `${DOCUMENT}${value}` : absolute(value),
    ]),
  );
}

/** Without the summaries ("must match a schema in anyOf", "must be null") of faults told in detail. */
function telling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const detailed = errors.filter((error) => !isSummary(error));
  const kept = errors.filter(
    (error) =>
      !isSummary(error) || !detailed.some((other) => other.instancePath.startsWith(error.instancePath)),
  );
  const lines = new Map(kept.map((error) => [`${error.instancePath} ${said(error)}`, error]));
  return [...lines.values()];
}

function isSummary(error: ErrorObject): boolean {
  if (error.keyword === "anyOf" || error.keyword === "oneOf") return true;
  return error.keyword === "type" && error.params["type"] === "null";
}

function said(error: ErrorObject): string {
  const allowed: unknown = error.params["allowedValues"];
  const detail = Array.isArray(allowed) ? ` (${allowed.join(", ")})` : "";
  return `${error.message ?? error.keyword}${detail}`;
}
