import type { Problem } from "../release/problem.ts";

/** Something wrong with what was built, and whether the release stands still for it; else it is only told. */
export type Objection = { readonly problem: Problem; readonly stops: boolean };
