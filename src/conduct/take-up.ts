import type { People } from "../accounts/people.ts";
import type { Hands } from "../act/hands.ts";
import type { DownloadSettings } from "../artifacts/download.ts";
import type { Channel } from "../channels/channel.ts";
import type { Clock } from "../clock.ts";
import type { GitHub, RepositoryAddress } from "../github/github.ts";
import { type Aside, createSleeper } from "../github/sleeper.ts";
import type { Log } from "../log.ts";
import type { Markers } from "../markers.ts";
import type { Eyes, ReadRanges } from "../observe/eyes.ts";
import { PAUSES } from "../patience.ts";
import { createRecent } from "../recent.ts";
import { patient } from "../registries/patient.ts";
import type { Registry } from "../registries/registry.ts";
import type { StatusPage } from "../registries/status-page.ts";
import { blank } from "../release/blank.ts";
import { given } from "../release/fact.ts";
import type { ArtifactContents, Snapshot } from "../release/snapshot.ts";
import type { Lease, Store } from "../store/store.ts";
import type { Tally } from "../watch/tally.ts";
import { both, type Watch } from "../watch/watch.ts";
import { type History, history } from "./history.ts";
import { guardOf } from "./lease-guard.ts";
import type { Means } from "./perform.ts";

/** Artifacts whose contents are remembered: names, digests and metadata, mostly some kilobytes of them. */
const MOST_CONTENTS = 500;
/** Characters of all of them together: those of one hostile artifact can be tens of millions. */
const MOST_OF_CONTENTS = 64 * 1024 ** 2;

/** Logs of failed publish jobs that are remembered: ten lines each. */
const MOST_LOGS = 500;

/** Files of which it is remembered who published them: a few hundred bytes each. */
const MOST_PROVENANCES = 5_000;

/** What the notes of that many releases are about. */
const MOST_RANGES = 200;
/** Characters of all of them together: those of one can be ten millions. */
const MOST_OF_RANGES = 32 * 1024 ** 2;

/** What conducting needs of the world. */
export type World = {
  readonly clock: Clock;
  readonly log: Log;
  readonly watch: Watch;
  readonly store: Store;
  /** How long a lease is made at the least, in milliseconds. */
  readonly leaseMs: number;
  readonly github: GitHub;
  readonly markers: Markers;
  readonly registries: ReadonlyMap<string, Registry>;
  readonly statusPage: StatusPage;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly downloads: DownloadSettings;
  /** Those who linked their accounts; absent where the server offers no linking. */
  readonly people?: People;
};

/** Everything one conduct carries through its rounds; nothing is done twice in one conduct. */
export type Baton = Means & { readonly eyes: Eyes; readonly lastEyes: () => Eyes; readonly blank: Snapshot };

/** What is remembered from conduct to conduct: bytes, ended jobs, commits and comments that do not change. */
type Kept = Pick<Eyes, "contents" | "logs" | "provenances" | "details"> & {
  readonly ranges: Eyes["ranges"]["whole"];
};

/** Remembers nothing yet. */
export function createKept(): Kept {
  return {
    contents: createRecent<ArtifactContents>(MOST_CONTENTS, { of: lengthOf, most: MOST_OF_CONTENTS }),
    ranges: createRecent<ReadRanges>(MOST_RANGES, { of: lengthOf, most: MOST_OF_RANGES }),
    logs: createRecent(MOST_LOGS),
    provenances: createRecent(MOST_PROVENANCES),
    details: new WeakMap(),
  };
}

/** In characters, as JSON. */
function lengthOf(one: unknown): number {
  return JSON.stringify(one).length;
}

/** What one conduct is given besides its release. */
type Given = Kept & { readonly signal: AbortSignal; readonly aside: Aside; readonly tally: Tally };

/** Takes a release up under its lease: what the ledger has of it, eyes and hands. Rejects when the store or GitHub does not answer. */
export async function takeUp(
  world: World,
  lease: Lease,
  { signal, aside, tally, ...kept }: Given,
): Promise<Baton> {
  const { clock, github, markers, registries, statusPage, channels, store } = world;
  const app = await github.app();
  const past = history(await store.ledger.read(lease.key));
  const address = { ...lease.address, repository: lease.key.repository };
  const sleeper = createSleeper(clock, aside);
  const downloads = { ...world.downloads, patience: { clock, sleep: sleeper, pauses: PAUSES } };
  const guard = guardOf({ queue: store.queue, clock, leaseMs: world.leaseMs }, lease, signal);
  const knownBoard = past.board === undefined ? {} : { knownBoard: past.board };
  const { people } = world;
  const { counter } = tally;
  const watch = both(world.watch, tally.watch);
  const manner = { sleeper, guard, counter };
  const nothingSeen = blankOf(world, lease, { app, past });
  const eyes: Eyes = {
    github: github.reading(address, { sleeper, counter }),
    elsewhere: (place) => github.reading({ ...address, ...place }, { sleeper, counter }),
    permissions: () => github.permissions(address.installation),
    registries: patient(registries, { clock, sleep: sleeper }),
    statusPage,
    markers,
    downloads,
    ...kept,
    ranges: { whole: kept.ranges, doubtful: new Map() },
    ...(people && { person: (user: number) => people.eyes(user, address, manner) }),
    ...knownBoard,
    watch,
  };
  return {
    clock,
    log: world.log,
    watch,
    ledger: store.ledger,
    lease,
    history: past,
    did: [],
    eyes,
    // Nothing is left but the deed: these reads may use what is kept for people's commands.
    lastEyes: () => ({
      ...eyes,
      github: github.reading(address, { sleeper, counter, urgency: "command" }),
      provenances: createRecent(MOST_PROVENANCES),
      details: new WeakMap(),
    }),
    // Anew each time: of what can't be looked up, the conduct goes by what it has just done itself.
    get blank() {
      return { ...nothingSeen, dispatches: Object.fromEntries(past.dispatches), reruns: [...past.reruns] };
    },
    forget: () => github.forget(address.installation),
    hands: (seen) => ({
      github: (task, urgency = "progress") =>
        github.writing(addressNow(seen), task, { sleeper, counter, guard, urgency }),
      ...(people && { person: (user: number) => people.hands(user, addressNow(seen), manner) }),
      guard,
      markers,
      wake: wakerOf(world, lease),
      seen,
      channels,
      downloads,
    }),
  };
}

type Past = { readonly app: Snapshot["app"]; readonly past: History };

/** What is known before anything is looked at. */
function blankOf(
  { clock, channels, registries, people }: World,
  lease: Lease,
  { app, past }: Past,
): Snapshot {
  return blank({
    key: lease.key,
    address: lease.address,
    app,
    now: clock.now(),
    reported: past.reported,
    futile: past.futile,
    refused: past.refused,
    opened: past.opened,
    channels: Object.fromEntries([...channels].map(([name, { kind }]) => [name, kind])),
    installFrom: addressesOf(registries),
    tagBurnt: past.tagBurnt,
    knownFor: clock.now() - lease.firstSeen,
    ...(past.release === undefined ? {} : { knownRelease: past.release }),
    checkRunInsteadOfBoard: past.checkRunInsteadOfBoard,
    ...(people && { linkUrl: people.linkUrl }),
    ...(past.board === undefined ? {} : { knownBoard: past.board }),
  });
}

/** Wakes other releases of the lease's repository. */
function wakerOf({ store, clock }: World, { key: { repository }, address }: Lease): Hands["wake"] {
  return (tag, when) =>
    store.queue.wake({
      key: { repository, tag },
      address,
      because: "request",
      ...(when === undefined ? {} : { notBefore: clock.now() + when.after }),
    });
}

function addressesOf(registries: World["registries"]): Readonly<Record<string, string>> {
  const addresses = [...registries].flatMap(([name, { installFrom }]) =>
    installFrom === undefined ? [] : [[name, installFrom] as const],
  );
  return Object.fromEntries(addresses);
}

/** Reads follow a renamed repository, writes must not: they go where it is now. */
function addressNow({ key, address, repository }: Snapshot): RepositoryAddress {
  const now = given(repository);
  return {
    ...address,
    repository: key.repository,
    ...(now === undefined ? {} : { owner: now.owner, name: now.name }),
  };
}
