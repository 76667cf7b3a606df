/**
 * One thing about the world, with how much is known of it. `unknown` is GitHub (or another server) not having
 * answered: it never counts as done and never opens a gate.
 */
export type Fact<T> =
  | { readonly is: "unseen" }
  | { readonly is: "absent" }
  | { readonly is: "seen"; readonly value: T }
  | { readonly is: "unknown"; readonly because: Fault };

/** Why a question got no answer, or an effect no clear outcome. */
export type Fault = {
  readonly kind: "unreachable" | "broken" | "refused" | "limited" | "forbidden";
  /** Whom we asked, in words: "GitHub", "pypi", "Discord". */
  readonly whom: string;
  /** What was asked and answered, without secrets and without payloads. */
  readonly detail: string;
  readonly status?: number;
  /** When asking again makes sense (limits). */
  readonly until?: number;
  /** For an effect: whether it may have happened all the same. */
  readonly ambiguous?: boolean;
};

export const unseen = { is: "unseen" } as const;
export const absent = { is: "absent" } as const;

export function seen<T>(value: T): Fact<T> {
  return { is: "seen", value };
}

export function unknown(because: Fault): Fact<never> {
  return { is: "unknown", because };
}

/** The fact under a name, which people may have typed: `constructor` is a name like any other. */
export function factAt<T>(facts: Readonly<Record<string, Fact<T>>>, name: string): Fact<T> {
  return Object.hasOwn(facts, name) ? (facts[name] ?? unseen) : unseen;
}

/** The value, when it was seen. */
export function given<T>(fact: Fact<T>): T | undefined {
  return fact.is === "seen" ? fact.value : undefined;
}
