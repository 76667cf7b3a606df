import type { Reader, Schema } from "./shape.ts";

/** A property nobody declared: where it is (JSON pointer) and what it holds. */
export type Undeclared = { readonly pointer: string; readonly value: unknown };

/**
 * The properties in `value` which `schema` does not declare.
 *
 * GitHub's schemas allow extra properties nearly everywhere, so that a misspelt `prerelaese` passes a plain
 * validator. Here a property passes only if some schema that applies to the object declares it, or the
 * object is declared to be open (`additionalProperties`) or free-form (no properties at all).
 */
export function unknownProperties(reader: Reader, schema: Schema, value: unknown): Undeclared[] {
  return [...walk(reader, [schema], value, "")];
}

function* walk(
  reader: Reader,
  schemas: readonly Schema[],
  value: unknown,
  path: string,
): Generator<Undeclared> {
  if (typeof value !== "object" || value === null) return;
  const applying = schemas.flatMap((schema) => applyingTo(reader, schema, value));
  if (Array.isArray(value)) {
    const items = applying.flatMap((schema) => schema.items ?? []);
    for (const [index, item] of value.entries()) yield* walk(reader, items, item, `${path}/${index}`);
    return;
  }
  // Free-form: nothing is said about what is inside.
  if (
    applying.every((schema) => schema.properties === undefined && schema.additionalProperties === undefined)
  )
    return;
  for (const [key, inner] of Object.entries(value)) {
    const declaring = declaredAs(applying, key);
    if (declaring === undefined) yield { pointer: `${path}/${key}`, value: inner };
    else yield* walk(reader, declaring, inner, `${path}/${key}`);
  }
}

/** The schemas of one property; `[]` if anything goes there, undefined if it is not declared. */
function declaredAs(schemas: readonly Schema[], key: string): readonly Schema[] | undefined {
  const named = schemas.flatMap((schema) => [
    ...own(schema.properties, key),
    ...Object.entries(schema.patternProperties ?? {})
      .filter(([pattern]) => new RegExp(pattern, "u").test(key))
      .map(([, inner]) => inner),
  ]);
  if (named.length > 0) return named;
  const open = schemas
    .flatMap((schema) => schema.additionalProperties ?? [])
    .filter((inner) => inner !== false);
  if (open.length === 0) return undefined;
  return open.filter((inner) => inner !== true);
}

function own(properties: Schema["properties"], key: string): readonly Schema[] {
  const schema = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
  return schema === undefined ? [] : [schema];
}

/** The schema itself, what it is composed of, and those of its alternatives which `value` satisfies. */
function applyingTo(reader: Reader, schema: Schema, value: unknown): readonly Schema[] {
  const resolved = reader.resolve(schema);
  const alternatives = [resolved.anyOf, resolved.oneOf].flatMap((list) =>
    satisfied(reader, list ?? [], value),
  );
  const inner = [...(resolved.allOf ?? []), ...alternatives].flatMap((part) =>
    applyingTo(reader, part, value),
  );
  if (resolved.properties === undefined) return [resolved, ...inner];
  // Beside properties an alternative is a condition on them; its `additionalProperties: true` (as in
  // PATCH check-runs) says "whatever the other properties are", not "there may be unknown ones".
  return [resolved, ...inner.map(closed)];
}

function closed(schema: Schema): Schema {
  return schema.additionalProperties === true ? { ...schema, additionalProperties: false } : schema;
}

/** The alternatives that accept the value; all of them where none does, which is a fault told elsewhere. */
function satisfied(reader: Reader, alternatives: readonly Schema[], value: unknown): readonly Schema[] {
  const accepting = alternatives.filter((schema) => reader.accepts(schema, value));
  return accepting.length > 0 ? accepting : alternatives;
}
