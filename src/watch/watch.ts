import type { ChoreName } from "../chore.ts";
import type { Limit } from "../github/budget.ts";
import type { ActionKind } from "../release/action.ts";
import type { ChannelKind, IndexName } from "../release/configuration.ts";
import type { Fact, Fault } from "../release/fact.ts";
import type { GateState } from "../release/gate.ts";
import type { Instant } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import type { Standing } from "../release/plan.ts";
import type { ReleaseKey } from "../release/release.ts";
import type { Outcome, Store } from "../store/store.ts";

/** A gate as a conduct saw it. */
export type GateSeen = { readonly state: GateState["is"]; readonly since?: Instant };

/** How a request ended, by the answer's status; a `limited` one was refused for one of GitHub's limits, whatever its status. */
export type RequestResult = "2xx" | "3xx" | "304" | "4xx" | "5xx" | "limited" | "unreachable";

/** Who is asked besides GitHub's API. `storage` is GitHub's, for artifacts and logs; `login` its pages where accounts are linked. */
export type Peer = IndexName | ChannelKind | "status" | "storage" | "login";

/** What the app does that takes time: what it is known by at its start, and by how it ended. */
type Works = {
  /** A webhook, from its head to the answer. */
  readonly delivery: { readonly of: { readonly event: string }; readonly ends: { readonly status: string } };
  /** One conduct of one release, its waits for limits included. */
  readonly conduct: {
    readonly of: { readonly release: string; readonly key: ReleaseKey; readonly fence: number };
    readonly ends: {
      readonly standing: Standing["is"];
      readonly outcome: Outcome["is"];
      readonly gates: readonly GateSeen[];
    };
  };
  /** One fact that is looked at. */
  readonly look: {
    readonly of: { readonly at: Look["at"] };
    readonly ends: { readonly fact: Fact<unknown>["is"] };
  };
  readonly act: {
    readonly of: { readonly action: ActionKind };
    readonly ends: { readonly result: "done" | Fault["kind"] };
  };
  /** A request to GitHub. `what` is the route's template, with the repository behind it. */
  readonly request: {
    readonly of: { readonly method: string; readonly what: string };
    readonly ends: { readonly result: RequestResult };
  };
  /** A request to somebody else; ends with the head of the answer. */
  readonly peer: { readonly of: { readonly peer: Peer }; readonly ends: { readonly result: RequestResult } };
  readonly chore: {
    readonly of: { readonly chore: ChoreName };
    readonly ends: { readonly result: "done" | "failed" | "cut-off" };
  };
  readonly store: {
    readonly of: { readonly part: keyof Store };
    readonly ends: { readonly result: "done" | "failed" };
  };
};
export type Work = keyof Works;
export type Of<K extends Work> = Works[K]["of"];
export type Ends<K extends Work> = Works[K]["ends"];

/** How GitHub counts what is left of a primary limit. */
export type QuotaSeen = {
  readonly whose: string;
  /** `core`, `graphql`, `search`, … */
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Instant;
};

/** What happens in a moment. */
type Happenings = {
  /** Releases are to be looked at, and that is stored. */
  readonly wake: { readonly reason: string; readonly releases: number };
  /** A conduct has lost its lease: another goes on with the release. */
  readonly "lease-lost": Readonly<Record<string, never>>;
  /** A request was kept back for a limit, and then sent. */
  readonly waited: { readonly limit: Limit; readonly ms: number };
  /** A request was not sent: the limit lasts longer than it is waited for. */
  readonly "put-off": { readonly limit: Limit };
  readonly quota: QuotaSeen;
};
export type Happening = keyof Happenings;
export type What<K extends Happening> = Happenings[K];

/**
 * Who watches the app at its work: the metrics, the traces, or nobody. Nothing that the app does depends on it, and it
 * never throws.
 */
export type Watch = {
  /** Does the work and gives what it gives. `note` tells how it ended; who throws before has failed. */
  during<K extends Work, T>(
    work: K,
    of: Of<K>,
    run: (note: (how: Ends<K>) => void) => Promise<T>,
  ): Promise<T>;
  happened<K extends Happening>(happening: K, what: What<K>): void;
};

/** Nobody watches. */
export const unwatched: Watch = {
  during: (_work, _of, run) => run(() => undefined),
  happened: () => undefined,
};

/** Both watch. */
export function both(one: Watch, other: Watch): Watch {
  return {
    during: (work, of, run) =>
      one.during(work, of, (note) =>
        other.during(work, of, (noteToo) =>
          run((how) => {
            note(how);
            noteToo(how);
          }),
        ),
      ),
    happened(happening, what) {
      one.happened(happening, what);
      other.happened(happening, what);
    },
  };
}
