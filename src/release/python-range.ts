/**
 * Whether two values of `Requires-Python` say the same. The order of the clauses and white space mean nothing: PyPI
 * serves them sorted. Absent: every Python.
 * https://packaging.python.org/en/latest/specifications/version-specifiers/#id5
 */
export function samePythonRange(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [clauses(one), clauses(other)];
  return a.length === b.length && a.every((clause, index) => clause === b[index]);
}

function clauses(range = ""): readonly string[] {
  const all = range
    .toLowerCase()
    .split(",")
    .map((clause) => clause.replace(/\s+/g, ""));
  return [...new Set(all.filter((clause) => clause !== ""))].toSorted();
}
