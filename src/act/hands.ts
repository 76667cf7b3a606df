import type { DownloadSettings } from "../artifacts/download.ts";
import type { Channel } from "../channels/channel.ts";
import type { Urgency } from "../github/budget.ts";
import type { Guard, Writing } from "../github/github.ts";
import type { Task } from "../github/tasks.ts";
import type { Markers } from "../markers.ts";
import type { Change } from "../release/memory.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** What the executors act with: GitHub through a token minted for one task, and what the plan was made from. */
export type Hands = {
  github(task: Task, urgency?: Urgency): Writing;
  /** GitHub as a person who linked their account; absent where the server offers no linking. */
  readonly person?: (user: number) => Writing;
  /** To be asked right before what goes past GitHub: a replica that stalled and wakes up late does nothing more. */
  readonly guard: Guard;
  readonly markers: Markers;
  /** Has another release of the repository looked at; `after`: not before so many milliseconds. */
  wake(tag: string, when?: { readonly after: number }): Promise<void>;
  readonly seen: Snapshot;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly downloads: DownloadSettings;
};

/** What an effect leaves to be kept. */
export type Effect = {
  /** To be written on the board at once. */
  readonly remember?: Change;
  /** For the ledger. */
  readonly result?: Readonly<Record<string, string | number | boolean>>;
};

export type Executor<A> = (hands: Hands, action: A) => Promise<Effect>;
