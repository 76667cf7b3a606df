/** An attack or a fault that the app withstands. */
export type Entry = {
  /** What the attacker does, or what goes wrong: one clause. */
  readonly threat: string;
  /** What the app promises about it: one sentence, held by the test of the same name. */
  readonly promise: string;
};

export type Group = { readonly title: string; readonly entries: Readonly<Record<string, Entry>> };
