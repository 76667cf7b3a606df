import { configurationOf } from "../release/attempt.ts";
import { DEFAULT_PREPARE, type PrepareRule } from "../release/configuration.ts";
import { type Fact, given, seen } from "../release/fact.ts";
import {
  type AimedBy,
  type Aims,
  type Blocker,
  milestonesOf,
  type OpenPull,
} from "../release/preparation.ts";
import type { Snapshot } from "../release/snapshot.ts";
import {
  DETAILS,
  type DetailsAnswer,
  type RawIssue,
  type RawPull,
  SCAN,
  type ScanAnswer,
} from "./aims/queries.ts";
import { stateOf } from "./aims/state.ts";
import type { Eyes, Reader } from "./eyes.ts";
import { withChecks } from "./head.ts";
import { createPace } from "./ranges/pace.ts";

/** Open pull requests that are looked through, the last touched first: a project with more has those of old. */
const MOST_READ = 300;

/** Pull requests whose state is asked for: more of them in one release are nobody's to call. */
const MOST_AIMED = 50;

const PER_PAGE = 100;

/** What is still open of the release: pull requests that aim at it, and what keeps it from being tagged. */
export const aims: Reader<Fact<Aims>> = async (eyes, known) => {
  const { board } = known;
  const milestones = milestonesOf(known);
  const rule = configurationOf(known)?.prepare ?? DEFAULT_PREPARE;
  const scanned = await scan(eyes, known, rule);
  const aimed = scanned.pulls.flatMap((pull) => aimedOf(pull, rule, milestones));
  const shown = aimed.slice(0, MOST_AIMED);
  const states = await statesOf(
    eyes,
    shown.map(({ pull }) => pull.id),
  );
  const pulls = shown.flatMap(({ pull, by }) => openPull(pull, by, states));
  const own = given(board)?.number;
  const issues = scanned.issues.filter(({ number }) => number !== own);
  const blocking = scanned.pulls.filter(({ labels }) => isLabelled(labels, rule.blockers));
  return seen({
    pulls: pulls.toSorted((a, b) => a.number - b.number),
    blockers: [...issues, ...blocking].map(blocker).toSorted((a, b) => a.number - b.number),
    open: scanned.open,
    read: scanned.pulls.length,
    more: aimed.length - shown.length,
    moreBlockers: scanned.moreIssues,
  });
};

type Scanned = {
  readonly pulls: readonly RawPull[];
  readonly open: number;
  readonly issues: readonly RawIssue[];
  readonly moreIssues: number;
};

async function scan({ github }: Eyes, { address }: Snapshot, { blockers }: PrepareRule): Promise<Scanned> {
  const { owner, name } = address;
  const pace = createPace(PER_PAGE);
  const ask = (after: string | null, wanted: boolean) =>
    pace((first) =>
      github.query<ScanAnswer>(
        SCAN,
        { owner, name, first, after, wanted, blockers },
        { partial: true, paced: true },
      ),
    );
  const first = pageOf(await ask(null, blockers.length > 0));
  const pulls = new Map(first.pulls.map((pull) => [pull.number, pull]));
  let after = first.next;
  while (after !== undefined && pulls.size < MOST_READ) {
    const page = pageOf(await ask(after, false));
    const isNews = page.pulls.some(({ number }) => !pulls.has(number));
    for (const pull of page.pulls) {
      pulls.set(pull.number, pull);
    }
    after = isNews ? page.next : undefined;
  }
  return { ...first, pulls: [...pulls.values()] };
}

function pageOf({ repository }: ScanAnswer): Scanned & { readonly next?: string } {
  const pulls = repository?.pullRequests;
  const { nodes, totalCount = 0 } = repository?.issues ?? {};
  const issues = (nodes ?? []).flatMap((one) => one ?? []);
  const next = pulls?.pageInfo.hasNextPage === true ? pulls.pageInfo.endCursor : null;
  return {
    pulls: (pulls?.nodes ?? []).flatMap((one) => one ?? []),
    open: pulls?.totalCount ?? 0,
    issues,
    moreIssues: Math.max(0, totalCount - issues.length),
    ...(next === null ? {} : { next }),
  };
}

type Aimed = { readonly pull: RawPull; readonly by: AimedBy };

function aimedOf(pull: RawPull, { labels }: PrepareRule, milestones: readonly string[]): readonly Aimed[] {
  const isOurs = (one: { readonly title: string } | null) => one !== null && sameWord(milestones, one.title);
  if (isOurs(pull.milestone)) {
    return [{ pull, by: "milestone" }];
  }
  if (isLabelled(pull.labels, labels)) {
    return [{ pull, by: "label" }];
  }
  const linked = (pull.closingIssuesReferences?.nodes ?? []).flatMap((issue) => issue ?? []);
  return linked.some(({ milestone }) => isOurs(milestone)) ? [{ pull, by: "linked-issue" }] : [];
}

/** GitHub's labels know no case. */
function isLabelled(labels: RawPull["labels"], wanted: readonly string[]): boolean {
  return (labels?.nodes ?? []).some((label) => label !== null && sameWord(wanted, label.name));
}

function sameWord(words: readonly string[], said: string): boolean {
  return words.some((word) => word.toLowerCase() === said.trim().toLowerCase());
}

type States = ReadonlyMap<string, OpenPull["state"]>;

/** Reviews and checks are asked for of those alone that aim at the release. */
async function statesOf({ github }: Eyes, ids: readonly string[]): Promise<States> {
  if (ids.length === 0) {
    return new Map();
  }
  const { nodes } = await withChecks((checks) =>
    github.query<DetailsAnswer>(DETAILS, { ids, checks }, { partial: true }),
  );
  const open = nodes.flatMap((node): readonly (readonly [string, OpenPull["state"]])[] => {
    const state = node === null ? undefined : stateOf(node);
    return node === null || state === undefined ? [] : [[node.id, state]];
  });
  return new Map(open);
}

/** One that was closed between the two questions is not open any more. */
function openPull(pull: RawPull, by: AimedBy, states: States): readonly OpenPull[] {
  const state = states.get(pull.id);
  const { number, title, url, author } = pull;
  const named = author === null ? {} : { author: { login: author.login, bot: author.__typename === "Bot" } };
  return state === undefined ? [] : [{ number, title, url, state, by, ...named }];
}

function blocker({ number, title, url }: RawIssue): Blocker {
  return { number, title, url };
}
