/** The part of the clock that a site of the sandbox reads. */
export interface Now {
  /** Milliseconds since 1970. */
  now(): number;
}

/** Trouble a site is in. Without `seconds` and `times` it lasts until `recover()`. */
export interface Outage {
  /** The HTTP status of each answer, or a connection that cannot be made. */
  readonly status: number | "refused";
  readonly seconds?: number;
  readonly times?: number;
  /** "after": the request still has its effect and only the answer is lost. */
  readonly when?: "before" | "after";
  /** Seconds a 429 or 503 asks its client to wait. */
  readonly retryAfter?: number;
  /** Only requests whose path matches. */
  readonly path?: RegExp;
}

export interface Outages {
  begin(outage: Outage): void;
  /** Ends every outage. */
  recover(): void;
  /** The outage this request meets, counted against its `times`. */
  meet(path: string): Outage | undefined;
}

/** Outages on the given clock; the one begun first is met first. */
export function createOutages(clock: Now): Outages {
  let open: { readonly outage: Outage; readonly until: number; left: number }[] = [];
  return {
    begin(outage) {
      const { seconds = Number.POSITIVE_INFINITY, times = Number.POSITIVE_INFINITY } = outage;
      open.push({ outage, until: clock.now() + seconds * 1000, left: times });
    },
    recover() {
      open = [];
    },
    meet(path) {
      open = open.filter(({ until, left }) => left > 0 && clock.now() < until);
      const met = open.find(({ outage }) => outage.path?.test(path) ?? true);
      if (met) met.left -= 1;
      return met?.outage;
    },
  };
}
