import { test } from "vitest";
import type { Slug } from "./catalogue.ts";

/** The test of one entry of the catalogue, under its name. */
export function attack(slug: Slug, run: () => Promise<void>): void {
  test(slug, run);
}
