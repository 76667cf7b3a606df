/** First ids of each kind, of the size GitHub gives out today (runs and jobs no longer fit in 32 bits). */
const FIRST = {
  account: 9_100_001,
  app: 2_400_001,
  installation: 61_000_001,
  repository: 702_000_001,
  workflow: 201_000_001,
  run: 22_765_954_001,
  job: 65_877_621_001,
  jobRun: 8_433_573_001,
  suite: 50_100_000_001,
  artifact: 4_500_000_001,
  environment: 9_200_000_001,
  rule: 41_000_001,
  deployment: 3_400_000_001,
  status: 5_600_000_001,
  issue: 3_600_000_001,
  comment: 4_300_000_001,
  reaction: 310_000_001,
  label: 8_700_000_001,
  milestone: 12_000_001,
  release: 252_000_001,
  asset: 331_000_001,
  pull: 2_700_000_001,
  hook: 480_000_001,
  category: 44_000_001,
  team: 11_000_001,
} as const;

type IdKind = keyof typeof FIRST;

/** Hands out ids, counted upwards per kind, so that equal stories get equal ids. */
export type Ids = (kind: IdKind) => number;

export const createIds = (): Ids => {
  const given = new Map<IdKind, number>();
  return (kind) => {
    const count = given.get(kind) ?? 0;
    given.set(kind, count + 1);
    return FIRST[kind] + count;
  };
};

/** Prefixes of GitHub's global node ids, as they appear in its answers. */
const NODE_PREFIX = {
  User: "U_kgDO",
  Organization: "O_kgDO",
  Bot: "BOT_kgDO",
  App: "A_kwDO",
  Installation: "MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u",
  Repository: "R_kgDO",
  Commit: "C_kwDO",
  Ref: "REF_kwDO",
  Tag: "TA_kwDO",
  Workflow: "W_kwDO",
  WorkflowRun: "WFR_kwLO",
  CheckSuite: "CS_kwDO",
  CheckRun: "CR_kwDO",
  Artifact: "MDg6QXJ0aWZhY3Q",
  Environment: "EN_kwDO",
  Gate: "GA_kwDO",
  Deployment: "DE_kwDO",
  DeploymentStatus: "DES_kwDO",
  Issue: "I_kwDO",
  IssueComment: "IC_kwDO",
  Reaction: "REA_lADO",
  Label: "LA_kwDO",
  Milestone: "MI_kwDO",
  Release: "RE_kwDO",
  ReleaseAsset: "RA_kwDO",
  PullRequest: "PR_kwDO",
  RepositoryRuleset: "RRS_lACqUmVwb3NpdG9yec4",
  DiscussionCategory: "DIC_kwDO",
} as const;

export type NodeKind = keyof typeof NODE_PREFIX;

/** The global node id of an object. */
export const nodeId = (kind: NodeKind, id: number | string): string =>
  `${NODE_PREFIX[kind]}${Buffer.from(String(id)).toString("base64url")}`;

/** The number inside a node id of that kind, or undefined when it is of another. */
export const idOfNode = (kind: NodeKind, node: string): number | undefined => {
  if (!node.startsWith(NODE_PREFIX[kind])) return undefined;
  const id = Number(Buffer.from(node.slice(NODE_PREFIX[kind].length), "base64url").toString());
  return Number.isSafeInteger(id) ? id : undefined;
};
