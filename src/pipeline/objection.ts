import type { ArtifactProblem } from "../release/artifact-problem.ts";
import type { Problem } from "../release/problem.ts";

/** Something wrong with what was built, and whether the release stands still for it; else it is only told. */
export type Objection<P extends Problem = Problem> = { readonly problem: P; readonly stops: boolean };

/**
 * One to what the release needs, and one to what it ends without. `spareAt`: the optional gates that alone publish something of that
 * name; none where the release needs it.
 */
export function objectionsTo<P extends ArtifactProblem>(
  names: readonly string[],
  spareAt: (name: string) => readonly string[],
  problemOf: (names: readonly string[]) => P,
): readonly Objection<P>[] {
  const needed = names.filter((name) => spareAt(name).length === 0);
  const spare = names.filter((name) => spareAt(name).length > 0);
  const optional = [...new Set(spare.flatMap(spareAt))];
  return [
    ...(needed.length === 0 ? [] : [{ problem: problemOf(needed), stops: true }]),
    ...(spare.length === 0 ? [] : [{ problem: { ...problemOf(spare), optional }, stops: false }]),
  ];
}
