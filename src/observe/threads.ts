import type { Reading } from "../github/github.ts";
import type { Markers } from "../markers.ts";
import { configurationOf } from "../release/attempt.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Snapshot, Thread } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/** Aliases in one query; where fewer are asked for, the last one is asked for again. */
const PER_QUERY = 10;
const PLACES = Array.from({ length: PER_QUERY }, (_, at) => at);

/** Ours is among the newest comments while it matters: the board remembers how far the app has come. */
const COMMENTS = 30;

const DOCUMENT = `query($owner: String!, $name: String!, $closing: Boolean!, ${PLACES.map((at) => `$n${at}: Int!`).join(", ")}) {
  repository(owner: $owner, name: $name) {
${PLACES.map((at) => `    t${at}: issueOrPullRequest(number: $n${at}) { ...thread }`).join("\n")}
  }
}
fragment thread on IssueOrPullRequest {
  ... on Issue { number locked comments(last: ${COMMENTS}) { nodes { body } } }
  ... on PullRequest { number locked comments(last: ${COMMENTS}) { nodes { body } }
    closingIssuesReferences(first: 10) @include(if: $closing) { nodes { number repository { databaseId } } } }
}`;

type RawThread = {
  readonly number: number;
  readonly locked: boolean;
  readonly comments: { readonly nodes: readonly ({ readonly body: string } | null)[] | null };
  readonly closingIssuesReferences?: {
    readonly nodes: readonly ({
      readonly number: number;
      readonly repository: { readonly databaseId: number | null };
    } | null)[];
  } | null;
};

type Answer = { readonly repository: Readonly<Record<string, RawThread | null>> | null };

/** What was said below these pull requests and issues; absent: there is none of that number any more. */
export async function threads(
  eyes: Pick<Eyes, "github" | "markers">,
  known: Snapshot,
  numbers: readonly number[],
): Promise<Readonly<Record<number, Fact<Thread>>>> {
  const facts: Record<number, Fact<Thread>> = {};
  for (let start = 0; start < numbers.length; start += PER_QUERY) {
    const asked = numbers.slice(start, start + PER_QUERY);
    const raw = await ask(eyes.github, known, asked);
    for (const number of asked) {
      const thread = raw.find((one) => one.number === number);
      facts[number] = thread === undefined ? absent : seen(threadOf(eyes.markers, known, thread));
    }
  }
  return facts;
}

async function ask(
  github: Reading,
  known: Snapshot,
  numbers: readonly number[],
): Promise<readonly RawThread[]> {
  const { owner, name } = known.address;
  const closing = configurationOf(known)?.release.releasedIn.includes("issues") === true;
  const places = Object.fromEntries(PLACES.map((at) => [`n${at}`, numbers[at] ?? numbers.at(-1)]));
  const answer = await github.query<Answer>(DOCUMENT, { owner, name, closing, ...places }, { partial: true });
  return Object.values(answer.repository ?? {}).flatMap((thread) => thread ?? []);
}

function threadOf(markers: Markers, known: Snapshot, raw: RawThread): Thread {
  const { repository, tag } = known.key;
  const isOurs = ({ body }: { readonly body: string }) => {
    const read = markers.read(body, { repository, issue: raw.number });
    return read?.marker["kind"] === "released-in" && read.marker.tag === tag;
  };
  const closes = (raw.closingIssuesReferences?.nodes ?? []).flatMap((issue) => issue ?? []);
  return {
    locked: raw.locked,
    told: (raw.comments.nodes ?? []).some((comment) => comment !== null && isOurs(comment)),
    closes: closes.filter((issue) => issue.repository.databaseId === repository).map(({ number }) => number),
  };
}
