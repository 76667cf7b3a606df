/** What the clock tells a process, a line of JSON each: what time it is. Turns count up. */
export type ToProcess = { readonly now: number; readonly turn: number };

/** What a process tells the clock. `turn` is the newest that it has heard; null: it sleeps until something happens. */
export type FromProcess =
  | { readonly is: "busy" }
  | { readonly is: "idle"; readonly until: number | null; readonly turn: number };
