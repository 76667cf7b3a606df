import type { Instant } from "../release/instant.ts";
import type { Address, ReleaseKey } from "../release/release.ts";
import type { CardBody, CardHead } from "../replies/card.ts";

/**
 * What the app keeps for itself: which releases to look at and when, what it has seen, decided and done, the accounts that
 * people have linked, and what its pages show. Everything else is read from GitHub and the registries. Two engines implement it; one suite of contract tests
 * runs over both.
 */
export type Store = {
  readonly queue: Queue;
  readonly ledger: Ledger;
  readonly chores: Chores;
  readonly shared: Shared;
  readonly accounts: AccountsTable;
  readonly cards: Cards;
  /** Resolves when the store answers and takes writes; rejects with the cause and the remedy. */
  check(): Promise<void>;
  /**
   * Writes a whole copy beside the store while it goes on, in place of the last one, and gives where. Rejects with the
   * remedy where that is not how the engine is backed up.
   */
  backup(): Promise<string>;
  close(): Promise<void>;
};

/** "Look at this release again." Carries no data but the key, where to find it, and when at the earliest. */
export type Wake = {
  readonly key: ReleaseKey;
  readonly address: Address;
  /** Not before this moment, by our clock; absent: now. */
  readonly notBefore?: Instant;
  /** What woke it, for logs and metrics: an event name, "sweep", "timer". */
  readonly because: string;
  /** GUID of the delivery; one seen before changes nothing. */
  readonly delivery?: string;
};

/** The right to conduct one release until `until`. The fence rises with every lease of the same release. */
export type Lease = {
  readonly key: ReleaseKey;
  readonly address: Address;
  readonly fence: number;
  /** By our clock; not later than it really ends, whose clock ever that goes by. */
  readonly until: Instant;
  /** Failed conducts in a row before this one, those that were cut off included. */
  readonly failures: number;
  /** When the release was first woken, by our clock. */
  readonly firstSeen: Instant;
};

/** What becomes of the release after a conduct. */
export type Outcome =
  /** Nothing to do before the given moment (absent: until something wakes it). */
  | { readonly is: "rest"; readonly until?: Instant }
  /** The release is over; only a direct wake looks at it again. */
  | { readonly is: "finished" }
  /** Not ours to conduct: the row is dropped. */
  | { readonly is: "dropped" }
  /** The conduct failed; back-off. */
  | { readonly is: "failed"; readonly error: string };

/** A row of the queue, for health, sweep and operators. */
export type QueueRow = {
  readonly key: ReleaseKey;
  readonly address: Address;
  readonly due?: Instant;
  readonly finished: boolean;
  /** Too many failures in a row: waits for a direct wake, or to be revived. */
  readonly parked: boolean;
  readonly failures: number;
  readonly lastError?: string;
};

/** Where an unfinished release stands in the queue, for those who count. */
export type QueuePlace = {
  readonly key: ReleaseKey;
  readonly due?: Instant;
  readonly parked: boolean;
  /** Somebody conducts it, or did and died. */
  readonly leased: boolean;
  /** Of the newest lease. */
  readonly fence: number;
};

export type Queue = {
  /** Records the wake; resolves when it is durable. Revives finished and parked releases. */
  wake(wake: Wake): Promise<void>;
  /** As `wake`, but only for a release that is known and not finished; says whether it was. */
  nudge(wake: Wake): Promise<boolean>;
  /** Gives a parked release one more try: where that fails, it is parked again. */
  revive(key: ReleaseKey): Promise<void>;
  /** Nudges every known, unfinished release of a repository. */
  nudgeRepository(repository: number, because: string): Promise<number>;
  /**
   * Takes the release that is due longest, for `leaseMs`; undefined when none is due. Never two leases for one key. A
   * lease that ran out counts as a failed conduct; the first one in a row is taken up again at once.
   */
  take(leaseMs: number): Promise<Lease | undefined>;
  /** Prolongs a lease, and never shortens it; undefined when it was lost. */
  renew(lease: Lease, leaseMs: number): Promise<Lease | undefined>;
  /** Ends a lease; false when it was lost before (then nothing changes). A wake that came meanwhile makes it due at once. */
  release(lease: Lease, outcome: Outcome): Promise<boolean>;
  /** The next moment, by our clock, at which something is or becomes due, leases that run out included. */
  nextDue(): Promise<Instant | undefined>;
  /** Every release that is not finished. */
  unfinished(): Promise<readonly QueueRow[]>;
  /** Where each release stands that is not finished. */
  places(): Promise<readonly QueuePlace[]>;
  /** Whether the release is known to be over. False for one that is unknown. */
  isFinished(key: ReleaseKey): Promise<boolean>;
  /** Calls back whenever something may have become due earlier than `nextDue` said; returns how to stop. */
  onWake(listener: () => void): () => void;
};

/** What was seen, decided or done, in words of the plan; `data` is JSON. */
export type LedgerEntry = {
  readonly key: ReleaseKey;
  /** 1, 2, 3… per release. */
  readonly number: number;
  readonly at: Instant;
  readonly kind: "took-up" | "saw" | "decided" | "did" | "failed" | "remembered" | "finished";
  readonly data: unknown;
  /** Hash of the entry before (64 zeros for the first). */
  readonly previous: string;
  /** SHA-256, hex, over previous, key, number, at, kind and data in canonical JSON. */
  readonly hash: string;
};

export type Ledger = {
  /** Appends under a lease; rejects with LeaseLost when the lease is not the current one. */
  append(lease: Lease, entry: Pick<LedgerEntry, "kind" | "data">): Promise<LedgerEntry>;
  read(key: ReleaseKey): Promise<readonly LedgerEntry[]>;
  /** The keys that have entries, newest first, at most `limit`. */
  keys(limit: number): Promise<readonly ReleaseKey[]>;
};

/** What is done for all releases together, now and again, by one replica at a time: the sweep, the delivery log. */
export type Chores = {
  /** Takes the chore when it is due, for `leaseMs`: whoever dies over it leaves it due then. One never done is due. */
  take(name: string, leaseMs: number): Promise<TakenChore | NotDue>;
  /**
   * How far it has come while it is being done: whoever takes it after a death finds this note. False when it was taken
   * by another meanwhile (then nothing changes).
   */
  keep(chore: TakenChore, note: string): Promise<boolean>;
  /**
   * It was done: due again in `pauseMs`; the note is for whoever takes it next. False when it was taken by another
   * meanwhile (then nothing changes).
   */
  done(chore: TakenChore, next: { readonly pauseMs: number; readonly note?: string }): Promise<boolean>;
};

export type TakenChore = {
  readonly is: "taken";
  readonly name: string;
  readonly fence: number;
  /** What the last one who did it left: where to go on. Absent: it was never done, or the store was lost. */
  readonly note?: string;
};

/** Done or being done by another; `at` is when to ask again. */
export type NotDue = { readonly is: "not-due"; readonly at: Instant };

/** Small values that all replicas see. They need not outlive the last of them. */
export type Shared = {
  /**
   * Replaces a value (undefined: none yet) and gives a result; one change of a key at a time, over all replicas. The
   * change is made again on the newer value where another replica was first, so it must be fit for that.
   */
  change<V, T>(key: string, change: (value: V | undefined) => readonly [V, T]): Promise<T>;
};

/** The GitHub accounts that people have linked, by the person's number. What is kept of one is sealed by who puts it. */
export type AccountsTable = {
  get(person: number): Promise<string | undefined>;
  /** Keeps a new link, durably, in place of one that was there; whoever is refreshing that one writes nothing any more. */
  put(person: number, sealed: string): Promise<void>;
  /** The same, sealed anew; false where it has changed meanwhile (then nothing does). */
  reseal(person: number, change: { readonly from: string; readonly to: string }): Promise<boolean>;
  /** Forgets a link; says whether there was one. */
  remove(person: number): Promise<boolean>;
  /** Takes the right to refresh for `leaseMs`; undefined while another has it, or where nothing is linked. */
  take(person: number, leaseMs: number): Promise<TakenAccount | undefined>;
  /**
   * Ends the refreshing, with what was refreshed, durably. False when the link was removed, made anew or taken by another
   * meanwhile (then nothing changes).
   */
  finish(taken: TakenAccount, sealed?: string): Promise<boolean>;
  /** Forgets the link that was taken; false as for `finish`. */
  drop(taken: TakenAccount): Promise<boolean>;
};

export type TakenAccount = {
  readonly person: number;
  readonly fence: number;
  readonly sealed: string;
  /** By our clock; not later than it really ends. */
  readonly until: Instant;
};

/** What the pages show of a release, as the end of its newest conduct had it. */
export type Card = {
  readonly address: Address;
  /** Absent: nobody has said. Then it is what was known before, and private where nothing was. */
  readonly private?: boolean;
  /** Nothing is waited for any more. */
  readonly over: boolean;
} & (
  | { readonly head: CardHead; readonly body: CardBody }
  /** Little was looked at: the rest stays as it was known before. */
  | { readonly head: CardChange; readonly body?: never }
);

/** Undefined: it is not so any more. */
export type CardChange = { readonly [Key in keyof CardHead]?: CardHead[Key] | undefined };

export type ListedCard = {
  readonly key: ReleaseKey;
  readonly over: boolean;
  readonly began: Instant;
  /** When it last changed, by our clock. */
  readonly at: Instant;
  readonly head: CardHead;
};

export type KeptCard = ListedCard & { readonly body: CardBody };

/** A repository that has cards, where it was last seen. */
export type KnownRepository = {
  readonly repository: number;
  readonly address: Address;
  readonly private: boolean;
};

/** Of which releases: of these repositories, so many, and only those that began before a moment. */
export type CardRange = {
  readonly repositories: readonly number[];
  readonly most: number;
  readonly before?: Instant;
};

/**
 * What the pages show. Written by conducts and read by pages only: no conduct goes by it, and whatever is deleted is
 * written again by the release's next conduct.
 */
export type Cards = {
  /**
   * Keeps a card where it differs from the one that is kept; says whether it did. One without a body changes what it has
   * of a card that is there, and makes none. Rejects with LeaseLost when the lease is not the current one.
   */
  put(lease: Lease, card: Card): Promise<boolean>;
  /** Forgets the card of a release that is no more ours, unless it is over; says whether there was one. */
  forget(lease: Lease): Promise<boolean>;
  get(key: ReleaseKey): Promise<KeptCard | undefined>;
  /** Newest first, as the next. */
  underWay(range: CardRange): Promise<readonly ListedCard[]>;
  past(range: CardRange): Promise<readonly ListedCard[]>;
  /** The repositories that have cards, those whose cards changed last first. */
  repositories(most: number): Promise<readonly KnownRepository[]>;
  /** The repositories that were last seen under a name, in whatever case. */
  named(owner: string, name: string): Promise<readonly KnownRepository[]>;
};

/** Someone else conducts this release now: nothing may be written any more. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
  constructor(key: ReleaseKey) {
    super(`the lease of ${key.repository}:${key.tag} was lost; nothing more is written under it`);
  }
}
