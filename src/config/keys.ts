import { z } from "zod";
import type { Path } from "./finding.ts";
import { schema } from "./schema.ts";
import { type Meaning, meanings } from "./schema-parts.ts";

/** A key that the file may have. */
export type Key = {
  /** What it stands in: nothing for the top, `gates.<name>`, `assets[]`. */
  readonly section: string;
  readonly key: string;
  /** Absent for sections, whose keys have their own. */
  readonly meaning?: Meaning;
  /** An entry of a list must have it. */
  readonly required: boolean;
};

/** Every key of the file, in the schema's order, sections before what stands in them. */
export const KEYS: readonly Key[] = keysIn(schema, "");

function keysIn(shape: z.core.$ZodType, section: string): readonly Key[] {
  const inner = unwrapped(shape);
  if (inner instanceof z.ZodRecord) {
    return keysIn(inner.valueType, `${section}.<name>`);
  }
  if (inner instanceof z.ZodArray) {
    return keysIn(inner.element, `${section}[]`);
  }
  if (!(inner instanceof z.ZodObject)) {
    return [];
  }
  return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([key, below]) => {
    const meaning = meanings.get(below);
    const required = !(below instanceof z.ZodOptional);
    return [
      { section, key, required, ...(meaning === undefined ? {} : { meaning }) },
      ...keysIn(below, section === "" ? key : `${section}.${key}`),
    ];
  });
}

function unwrapped(shape: z.core.$ZodType): z.core.$ZodType {
  return shape instanceof z.ZodOptional || shape instanceof z.ZodNullable ? unwrapped(shape.unwrap()) : shape;
}

/** The section that a path of the file leads to: `["gates", "pypi"]` → `gates.<name>`. */
export function sectionAt(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") {
        return "[]";
      }
      const name = path[0] === "gates" && index === 1 ? "<name>" : step;
      return index === 0 ? name : `.${name}`;
    })
    .join("");
}
