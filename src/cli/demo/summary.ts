import { approversIn } from "../../replies/gate.ts";
import type { Issue } from "../../sandbox/github/issues.ts";
import type { Project } from "../../sandbox/scenes/project.ts";
import { builtDigests, type Digests, servedDigests } from "./digests.ts";
import { countRequests, type Requests } from "./requests.ts";
import { clockTime, type Teller, type Told } from "./teller.ts";
import type { DemoWorld } from "./world.ts";

/** What a story came to; written to `summary.json`. */
export type Summary = {
  readonly release: string;
  /** How long it took on the sandbox's clock, in seconds. */
  readonly seconds: number;
  readonly board: string;
  readonly githubRelease: string;
  readonly announced: boolean;
  readonly approvals: readonly {
    readonly gate: string;
    readonly by: readonly string[];
    readonly at: string;
  }[];
  readonly digests: { readonly built: Digests; readonly testpypi: Digests; readonly pypi: Digests };
  /** What the app wrote into the conversation. */
  readonly comments: readonly string[];
  readonly requests: Requests;
  /** What a maintainer would tell of it, in order. */
  readonly milestones: readonly { readonly at: string; readonly what: string }[];
  /** Every line that was told. */
  readonly timeline: readonly { readonly at: string; readonly who: string; readonly what: string }[];
};

/** Sums up from what stands in the sandbox. */
export async function summarise(world: DemoWorld): Promise<Summary> {
  const { repo, sandbox, discord, teller } = world;
  const issue = await world.board();
  const tag = repo.runs().at(-1)?.headBranch ?? "";
  const [first, last] = [teller.told[0], teller.told.at(-1)];
  return {
    release: `${repo.fullName}@${tag}`,
    seconds: Math.round(((last?.at ?? 0) - (first?.at ?? 0)) / 1000),
    board: `#${issue.number} ${issue.state}`,
    githubRelease: repo.releases().find((release) => release.tag === tag)?.name ?? "",
    announced: discord.messages.length > 0,
    approvals: approvalsIn(world),
    digests: {
      built: builtDigests(world),
      testpypi: await servedDigests(world, "testpypi"),
      pypi: await servedDigests(world, "pypi"),
    },
    comments: repo
      .comments(issue.number)
      .filter(({ author }) => author.type === "Bot")
      .map(({ body }) => body.split("\n")[0] ?? ""),
    requests: countRequests(sandbox.exchanges),
    milestones: milestonesIn(world, issue),
    timeline: teller.told.map(stamped),
  };
}

function approvalsIn({ repo }: Project): Summary["approvals"] {
  return repo.runs().flatMap((run) =>
    repo
      .approvals(run)
      .filter(({ state }) => state === "approved")
      .map(({ environments, comment, by, at }) => ({
        gate: environments.join(", "),
        by: approversIn(comment, by),
        at: new Date(at).toISOString(),
      })),
  );
}

function milestonesIn({ repo, discord }: Project, board: Issue): Summary["milestones"] {
  const gates = repo.runs().flatMap((run) =>
    repo.approvals(run).map(({ environments, state, at }) => ({
      at,
      what: `${environments.join(" and ")} ${state === "approved" ? "opened" : "shut"}`,
    })),
  );
  const newest = repo.releases().at(-1);
  const moments: readonly { readonly at: number | null | undefined; readonly what: string }[] = [
    ...repo.runs().map((run) => ({ at: run.createdAt, what: `run ${run.number} started` })),
    ...gates,
    { at: newest?.publishedAt, what: "GitHub release public" },
    ...discord.messages.map(({ postedAt }) => ({ at: postedAt, what: "announced" })),
    { at: board.closedAt, what: "board closed" },
  ];
  return moments
    .flatMap(({ at, what }) => (at ? [{ at, what }] : []))
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, what }) => ({ at: new Date(at).toISOString(), what }));
}

function stamped({ at, who, what }: Told) {
  return { at: new Date(at).toISOString(), who, what };
}

/** Prints what matters of it. */
export function printSummary(teller: Teller, summary: Summary): void {
  const { requests, approvals, digests, comments } = summary;
  teller.chapter(`${summary.release}, from tag to end in ${duration(summary.seconds)}`);
  const timeline = summary.milestones.map(
    ({ at, what }) => `${clockTime(Date.parse(at)).slice(0, 5)} ${what}`,
  );
  teller.note(`  timeline     ${timeline.join(" · ")}`);
  for (const { gate, by, at } of approvals) {
    teller.note(`  approved     \`${gate}\` by ${by.join(", ")} at ${clockTime(Date.parse(at))}`);
  }
  for (const [name, digest] of Object.entries(digests.built)) {
    const where = [
      digests.testpypi[name] === digest ? "TestPyPI" : "",
      digests.pypi[name] === digest ? "PyPI" : "",
    ];
    const same = where.filter((one) => one !== "").join(" and ");
    teller.note(`  same bytes   ${name} sha256:${digest.slice(0, 16)}… on ${same}`);
  }
  teller.note(`  comments     ${comments.length} by the app: the rest are reactions and the board`);
  const { reads, notModified, writes, creations, tokens } = requests;
  teller.note(
    `  requests     ${reads} reads, ${notModified} more not modified, ${writes} writes (${creations} create content), ${tokens} tokens`,
  );
}

function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
