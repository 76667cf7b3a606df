import { recordOf, recordsOf } from "../release/parsed.ts";

/** One combination of a matrix, by its keys. */
export type Combination = Readonly<Record<string, unknown>>;

/**
 * The combinations of a job's `strategy`; one empty combination where it has no matrix, undefined where the matrix is made
 * while the workflow runs. https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
export function combinations(strategy: unknown): readonly Combination[] | undefined {
  const matrix = recordOf(strategy)?.["matrix"];
  if (matrix === undefined || matrix === null) {
    return strategy === undefined || recordOf(strategy) !== undefined ? [{}] : undefined;
  }
  const { include, exclude, ...axes } = recordOf(matrix) ?? { include: "" };
  const isStatic =
    [include, exclude].every((list) => list === undefined || Array.isArray(list)) &&
    Object.values(axes).every(Array.isArray);
  if (!isStatic) {
    return undefined;
  }
  const all = product(Object.entries(axes) as (readonly [string, readonly unknown[]])[]);
  const without = recordsOf(exclude);
  const kept = all.filter((one) => !without.some((other) => agrees(one, other, Object.keys(other))));
  return withIncluded(kept, recordsOf(include), Object.keys(axes));
}

function product(axes: readonly (readonly [string, readonly unknown[]])[]): readonly Combination[] {
  return axes.length === 0
    ? []
    : axes.reduce<readonly Combination[]>(
        (all, [key, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [key]: value }))),
        [{}],
      );
}

/** An entry is added to each combination of which it changes no axis, and stands for itself where there is none. */
function withIncluded(
  all: readonly Combination[],
  included: readonly Combination[],
  axes: readonly string[],
): readonly Combination[] {
  const grown: Combination[] = [...all];
  for (const entry of included) {
    const shared = axes.filter((axis) => axis in entry);
    const fitting = all.flatMap((one, index) => (agrees(one, entry, shared) ? [index] : []));
    for (const index of fitting) {
      grown[index] = { ...grown[index], ...entry };
    }
    if (fitting.length === 0) {
      grown.push(entry);
    }
  }
  return grown;
}

function agrees(one: Combination, other: Combination, keys: readonly string[]): boolean {
  return keys.every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
}
