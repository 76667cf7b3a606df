import { expect } from "vitest";
import { createMarkers } from "../../src/markers.ts";
import type { Eyes } from "../../src/observe/eyes.ts";
import { observe } from "../../src/observe/observe.ts";
import { createRecent } from "../../src/recent.ts";
import { DEFAULT_NOTES, type NotesRule } from "../../src/release/configuration.ts";
import { type Fact, seen, unseen } from "../../src/release/fact.ts";
import type { Ranges } from "../../src/release/range.ts";
import type { Comment, Snapshot } from "../../src/release/snapshot.ts";
import { peel } from "../../src/sandbox/github/git.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { APP, connected } from "../connected.ts";
import { checkExchange } from "../contract/exchange.ts";
import { board, configured, memory, snapshot } from "../release/snapshot-builder.ts";

const START = Date.parse("2026-11-02T12:00:00Z");
const MINUTE = 60_000;
const PLACE = { owner: "acme", name: "widget" };

type Work = {
  /** Login; the maintainer's unless told. */
  readonly by?: string;
  /** Login of who committed it; the author unless told. */
  readonly through?: string;
  /** Logins of co-authors. */
  readonly with?: readonly string[];
  /** The pull request it came with. */
  readonly pr?: number;
  readonly on?: string;
  readonly parents?: readonly string[];
  /** Minutes after the beginning, in place of a minute after the last. */
  readonly at?: number;
  readonly files?: readonly string[];
};

type Looking = {
  readonly chosen?: string;
  readonly notes?: Partial<NotesRule>;
  /** Tags in place of those of the repository. */
  readonly tags?: readonly string[];
  readonly comments?: readonly Comment[];
  readonly rights?: Snapshot["rights"];
  /** What this conduct remembers; each look is a conduct of its own unless told. */
  readonly conduct?: Eyes["ranges"]["doubtful"];
};

export type RangeWorld = ReturnType<typeof createRangeWorld>;

/** Tells of a repository, and looks at it with the app's eyes; what was sent either way is held against GitHub's schema. */
export async function looking(story: (world: RangeWorld) => Promise<void>): Promise<void> {
  const world = createRangeWorld();
  await world.clock.busy(() => story(world));
  const faults = world.sandbox.exchanges
    .filter(({ status }) => status !== null && status < 500)
    .flatMap((one) => checkExchange({ ...one, status: one.status ?? 0 }));
  expect([...new Set(faults)], "against GitHub's descriptions").toEqual([]);
}

function createRangeWorld() {
  const clock = createVirtualClock(START);
  const sandbox = createSandbox({ clock });
  const { github } = sandbox;
  github.registerApp({
    slug: "conductor",
    name: "Conductor",
    ...APP,
    webhookSecret: "a secret of at least thirty-two characters",
    deliver: async () => new Response(),
    permissions: { contents: "write", pull_requests: "read" },
    events: [],
  });
  github.createOrganization(PLACE.owner);
  const repo = github.createRepository(PLACE);
  const installation = github.install("conductor", PLACE.owner, "all").id;
  github.createUser("ada", { name: "Ada L." });
  for (const login of ["lstein", "linh"]) {
    github.createUser(login);
  }
  repo.setRole("lstein", "admin");
  const client = connected(sandbox, clock);
  const reading = client.reading({ installation, repository: repo.id, ...PLACE });
  const whole: Eyes["ranges"]["whole"] = createRecent(10);
  const pulls = new Map<number, { author: string; commits: string[]; mergedAt: number }>();
  let minute = 0;

  /** A commit; its pull request is merged with the last of them. */
  const commit = (message: string, work: Work = {}): string => {
    const { by = "lstein", with: others = [], through, pr, on, parents, at, files = [] } = work;
    minute = at ?? minute + 1;
    const sha = repo.commit({
      message,
      author: { login: by },
      coAuthors: others.map((login) => ({ name: login, email: github.account(login).email })),
      at: START + minute * MINUTE,
      files: Object.fromEntries(files.map((path) => [path, message])),
      silent: true,
      ...(through === undefined ? {} : { committer: { login: through } }),
      ...(on === undefined ? {} : { branch: on }),
      ...(parents === undefined ? {} : { parents }),
    });
    if (pr !== undefined) {
      const known = pulls.get(pr) ?? { author: by, commits: [], mergedAt: 0 };
      known.commits.push(sha);
      pulls.set(pr, { ...known, mergedAt: START + minute * MINUTE });
    }
    return sha;
  };

  const atTag = (name: string): string =>
    peel(repo.state.objects, repo.state.refs.get(`refs/tags/${name}`) ?? "");

  const merge = (): void => {
    for (const [number, { author, commits, mergedAt }] of pulls) {
      repo.pullRequest({
        number,
        title: `Change ${number}`,
        body: `About ${number}`,
        author,
        commits,
        mergedAt,
      });
    }
    pulls.clear();
  };

  return {
    clock,
    sandbox,
    github,
    repo,
    installation,
    commit,
    /** The commit that a tag leads to. */
    atTag,
    /** Tags a commit, or the head of the default branch; annotated where it says so. */
    tag(name: string, options: { readonly sha?: string; readonly annotated?: true } = {}): void {
      const { sha, annotated } = options;
      repo.pushTag(name, {
        by: "lstein",
        silent: true,
        ...(sha === undefined ? {} : { sha }),
        ...(annotated ? { annotated: { message: name } } : {}),
      });
    },
    /** What the reader answers for a tag. */
    async fact(
      tag: string,
      { chosen, notes = {}, tags, comments = [], rights = {}, conduct = new Map() }: Looking = {},
    ): Promise<Fact<Ranges>> {
      merge();
      const all = [...repo.state.refs.keys()].flatMap((ref) => /^refs\/tags\/(.+)/.exec(ref)?.[1] ?? []);
      const choice = { tag: chosen ?? "", by: "lstein", comment: 7, at: START };
      const commitOfTag = atTag(tag);
      const seenNow = await observe(
        { ...EYES, github: reading, ranges: { whole, doubtful: conduct } },
        snapshot({
          key: { repository: repo.id, tag },
          address: { installation, ...PLACE },
          tag: seen({ object: commitOfTag, commit: commitOfTag }),
          tags: seen(tags ?? all),
          board: seen(board({ memory: memory(chosen === undefined ? {} : { notesBase: choice }) })),
          configuration: configured({ notes: { ...DEFAULT_NOTES, ...notes } }),
          comments: seen(comments),
          rights,
        }),
        [{ at: "ranges" }],
      );
      return seenNow.ranges;
    },
    /** What else the notes are made of. */
    async seeNotes(notes: Partial<NotesRule> = {}): Promise<Pick<Snapshot, "notesFile" | "notesMembers">> {
      return await observe(
        { ...EYES, github: reading, permissions: () => client.permissions(installation) },
        snapshot({
          address: { installation, ...PLACE },
          repository: unseen,
          permissions: unseen,
          configuration: configured({ notes: { ...DEFAULT_NOTES, ...notes } }),
        }),
        [{ at: "notesFile" }, { at: "notesMembers" }],
      );
    },
    /** The ranges of a tag; fails where there are none. */
    async look(tag: string, options: Looking = {}): Promise<Ranges> {
      const fact = await this.fact(tag, options);
      if (fact.is !== "seen") throw new Error(`not seen: ${JSON.stringify(fact)}`);
      return fact.value;
    },
    /** The variables of every query so far. */
    queries: () =>
      sandbox.exchanges
        .filter(({ path }) => path === "/graphql")
        .map(({ requestBody }) => (requestBody as { variables: Record<string, unknown> }).variables),
  };
}

/** Eyes for everything else, which no range is read with. */
const EYES = {
  permissions: async () => ({}),
  registries: new Map(),
  statusPage: { read: async () => undefined },
  markers: createMarkers(new Uint8Array(32)),
  downloads: { fetch, origins: [] },
  contents: new Map(),
  logs: new Map(),
  provenances: new Map(),
  details: new WeakMap(),
  ranges: { whole: createRecent(1), doubtful: new Map() },
  elsewhere: () => {
    throw new Error("no range is read elsewhere");
  },
} satisfies Omit<Eyes, "github">;
