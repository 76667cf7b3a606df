import { Probot } from "probot";
import { beforeAll, describe, expect, it } from "vitest";
import { conductor, type DoorOptions } from "../src/app.ts";
import { createLogger } from "../src/log.ts";
import type { QueueRow } from "../src/store/store.ts";
import {
  APP_ID,
  CALLER,
  type Called,
  NOW,
  PRIVATE_KEY,
  recordingQueue,
  SECRET,
  SLUG,
} from "./server/stage.ts";

let called: Called[];
let forgotten: number[];
let removed: number[];
let lines: string[];
let receive: (event: string, payload: unknown) => Promise<void>;

async function openDoor(
  slug: string | undefined,
  store?: () => Promise<void>,
  unfinished: readonly QueueRow[] = [],
  { known, finished } = { known: true, finished: false },
): Promise<void> {
  const recording = recordingQueue(store);
  const queue: DoorOptions["queue"] = {
    ...recording.queue,
    unfinished: async () => unfinished,
    isFinished: async () => finished,
    nudge: async (wake) => (await recording.queue.nudge(wake)) && known,
  };
  called = recording.called;
  forgotten = [];
  removed = [];
  lines = [];
  const log = createLogger({ level: "debug", format: "json" }, { write: (line) => void lines.push(line) });
  const probot = new Probot({ appId: APP_ID, privateKey: PRIVATE_KEY, secret: SECRET, logLevel: "fatal" });
  await probot.load(
    conductor({
      queue,
      github: { forget: (id) => void forgotten.push(id) },
      links: {
        async remove(person) {
          await store?.();
          removed.push(person);
          return true;
        },
      },
      slug: () => slug,
      clock: { now: () => NOW },
      log,
    }),
  );
  receive = (name, payload) => probot.receive({ id: "guid-1", name, payload } as never);
}

/** A board's body as the app writes it: its marker is the last line. */
function boardBody(key: object): string {
  const payload = Buffer.from(JSON.stringify(key)).toString("base64url");
  return `# Release\n\n<!-- release-conductor:v1 ${payload} k1.0a1b2c -->`;
}

const BOT = { login: `${SLUG}[bot]`, type: "Bot" };
const BOARD = { number: 1, user: BOT, body: boardBody({ repository: 42, tag: "v1.2.3" }) };
const CONFIGURATION_COMMIT = { added: [], modified: [".github/release-conductor.yml"], removed: [] };
const OTHER_COMMIT = { added: ["a.txt"], modified: [], removed: [] };

const NOW_ALWAYS = { call: "wake", after: undefined };
const SOON_UNFINISHED = { call: "nudge", after: 10_000 };
const CALM_UNFINISHED = { call: "nudge", after: 300_000 };
const NOTHING = undefined;
const REPOSITORY = { call: "nudgeRepository" };
/** And, once all of the push is there, its set-up. */
const CONFIGURED = { call: "nudgeRepository", after: 10_000 };

const GATE = {
  action: "requested",
  environment: "pypi",
  deployment_callback_url:
    "https://api.github.com/repos/octo-org/synth/actions/runs/5/deployment_protection_rule",
};

type Expected = { readonly call: string; readonly after?: number | undefined; readonly tag?: string };

const DOOR_TABLE: [string, string, object, Expected | undefined][] = [
  ["a pushed tag", "push", { ref: "refs/tags/v1.2.3", commits: [] }, NOW_ALWAYS],
  [
    "a deleted tag",
    "push",
    { ref: "refs/tags/v1.2.3", deleted: true, head_commit: null, commits: [] },
    NOW_ALWAYS,
  ],
  ["a pushed branch", "push", { ref: "refs/heads/main", commits: [OTHER_COMMIT] }, NOTHING],
  [
    "a changed configuration",
    "push",
    { ref: "refs/heads/main", commits: [OTHER_COMMIT, CONFIGURATION_COMMIT] },
    CONFIGURED,
  ],
  [
    "a forced push to the default branch",
    "push",
    { ref: "refs/heads/main", forced: true, commits: [] },
    REPOSITORY,
  ],
  [
    "a configuration on another branch",
    "push",
    { ref: "refs/heads/topic", commits: [CONFIGURATION_COMMIT] },
    { call: "wake", after: 10_000, tag: ":branch topic" },
  ],
  [
    "another commit there",
    "push",
    { ref: "refs/heads/topic/a", commits: [OTHER_COMMIT] },
    { call: "nudge", after: 10_000, tag: ":branch topic/a" },
  ],
  [
    "a deleted branch",
    "push",
    { ref: "refs/heads/topic", deleted: true, head_commit: null, commits: [] },
    { call: "nudge", after: 10_000, tag: ":branch topic" },
  ],
  ["a pushed ref that is neither", "push", { ref: "refs/notes/a", commits: [CONFIGURATION_COMMIT] }, NOTHING],
  ["a deletion of a tag", "delete", { ref: "v1.2.3", ref_type: "tag" }, NOW_ALWAYS],
  ["a deletion of a branch", "delete", { ref: "v1.2.3", ref_type: "branch" }, NOTHING],
  [
    "a workflow run",
    "workflow_run",
    { action: "completed", workflow_run: { head_branch: "v1.2.3" } },
    SOON_UNFINISHED,
  ],
  ["a workflow run without a branch", "workflow_run", { workflow_run: { head_branch: null } }, NOTHING],
  [
    "a workflow job",
    "workflow_job",
    { action: "queued", workflow_job: { head_branch: "v1.2.3" } },
    CALM_UNFINISHED,
  ],
  [
    "a job that failed",
    "workflow_job",
    { action: "completed", workflow_job: { head_branch: "v1.2.3", conclusion: "failure" } },
    SOON_UNFINISHED,
  ],
  [
    "a job that succeeded",
    "workflow_job",
    { action: "completed", workflow_job: { head_branch: "v1.2.3", conclusion: "success" } },
    CALM_UNFINISHED,
  ],
  ["a review of a deployment", "deployment_review", { workflow_run: { head_branch: "v1.2.3" } }, NOW_ALWAYS],
  ["a gate request", "deployment_protection_rule", { ...GATE, deployment: { ref: "v1.2.3" } }, NOW_ALWAYS],
  [
    "a gate request by full ref",
    "deployment_protection_rule",
    { ...GATE, deployment: { ref: "refs/tags/v1.2.3" } },
    NOW_ALWAYS,
  ],
  [
    "a gate request without a deployment",
    "deployment_protection_rule",
    { ...GATE, workflow_run: { head_branch: "v1.2.3" } },
    NOW_ALWAYS,
  ],
  [
    "a gate request with a ref of its own",
    "deployment_protection_rule",
    { ...GATE, ref: "v1.2.3" },
    NOW_ALWAYS,
  ],
  ["a gate request with none of them", "deployment_protection_rule", GATE, NOTHING],
  ["a deployment status", "deployment_status", { deployment: { ref: "v1.2.3" } }, SOON_UNFINISHED],
  [
    "a deployment status of a run",
    "deployment_status",
    { deployment: {}, workflow_run: { head_branch: "v1.2.3" } },
    SOON_UNFINISHED,
  ],
  ["a comment on the board", "issue_comment", { action: "created", issue: BOARD }, NOW_ALWAYS],
  ["an edit of the board", "issues", { action: "edited", issue: BOARD }, NOW_ALWAYS],
  ["our own comment (own-echo)", "issue_comment", { sender: BOT, issue: BOARD }, NOTHING],
  ["our own edit of the board", "issues", { sender: BOT, issue: BOARD }, NOTHING],
  [
    "another bot's edit of the board",
    "issues",
    { sender: { login: "other[bot]" }, issue: BOARD },
    NOW_ALWAYS,
  ],
  [
    "a comment on a pull request",
    "issue_comment",
    { issue: { ...BOARD, pull_request: { url: "" } } },
    NOTHING,
  ],
  [
    "a comment on another issue (wrong-issue)",
    "issue_comment",
    { issue: { user: { login: "maria" }, body: "/approve pypi" } },
    NOTHING,
  ],
  [
    "a marker pasted by a person (marker-forgery)",
    "issue_comment",
    { issue: { ...BOARD, user: { login: "maria" } } },
    NOTHING,
  ],
  [
    "a marker of another bot",
    "issue_comment",
    { issue: { ...BOARD, user: { login: "other[bot]", type: "Bot" } } },
    NOTHING,
  ],
  [
    "a board whose author is gone (ghost-author)",
    "issue_comment",
    { issue: { ...BOARD, user: null } },
    NOTHING,
  ],
  ["a board without a body", "issues", { issue: { user: BOT, body: null } }, NOTHING],
  [
    "a board that came from another repository (tracker-tampering)",
    "issues",
    { issue: { user: BOT, body: boardBody({ repository: 43, tag: "v1.2.3" }) } },
    NOTHING,
  ],
  ["a GitHub release", "release", { action: "published", release: { tag_name: "v1.2.3" } }, NOW_ALWAYS],
  [
    "a GitHub release that we published",
    "release",
    { sender: BOT, release: { tag_name: "v1.2.3" } },
    NOTHING,
  ],
  [
    "a GitHub release whose tag is gone",
    "release",
    { release: { tag_name: "untagged-0123456789abcdef0123" } },
    NOTHING,
  ],
  [
    "a job of a run that we started over",
    "workflow_job",
    { sender: BOT, workflow_job: { head_branch: "v1.2.3" } },
    CALM_UNFINISHED,
  ],
  ["no sender", "push", { sender: undefined, ref: "refs/tags/v1.2.3", commits: [] }, NOW_ALWAYS],
  ["no installation", "push", { installation: undefined, ref: "refs/tags/v1.2.3", commits: [] }, NOTHING],
  [
    "an id beyond 2^53",
    "push",
    { installation: { id: 2 ** 53 }, ref: "refs/tags/v1.2.3", commits: [] },
    NOTHING,
  ],
  ["a number for a ref", "push", { ref: 1, commits: [] }, NOTHING],
  [
    "a comment's body sent as another event (replay-new-guid)",
    "workflow_run",
    { issue: BOARD, comment: {} },
    NOTHING,
  ],
  ["an event that we do not subscribe to", "watch", { action: "started" }, NOTHING],
];

describe("the door", () => {
  beforeAll(() => openDoor(SLUG));

  it.each(DOOR_TABLE)("%s (%#: %s)", async (_, event, payload, expected) => {
    called.length = 0;
    await receive(event, { ...CALLER, ...payload });
    if (expected === undefined) {
      expect(called).toEqual([]);
      return;
    }
    if (expected.call === "nudgeRepository") {
      const setup = {
        key: { repository: 42, tag: ":configuration" },
        address: { installation: 7, owner: "octo-org", name: "synth" },
        notBefore: NOW + (expected.after ?? 0),
        because: event,
        delivery: "guid-1",
      };
      expect(called).toEqual([
        { call: "nudgeRepository", repository: 42, because: event },
        ...(expected.after === undefined ? [] : [{ call: "wake", wake: setup }]),
      ]);
      return;
    }
    const wake = {
      key: { repository: 42, tag: expected.tag ?? "v1.2.3" },
      address: { installation: 7, owner: "octo-org", name: "synth" },
      ...(expected.after === undefined ? {} : { notBefore: NOW + expected.after }),
      because: event,
      delivery: "guid-1",
    };
    expect(called).toEqual([{ call: expected.call, wake }]);
  });

  it.each<[string, boolean, boolean, readonly string[]]>([
    ["is not known", false, false, ["nudge"]],
    ["is being looked at", true, false, ["nudge"]],
    ["was told to be faulty", false, true, ["nudge", "wake"]],
  ])("of another push to a branch that %s", async (_, known, finished, calls) => {
    await openDoor(SLUG, undefined, [], { known, finished });
    await receive("push", { ...CALLER, ref: "refs/heads/topic", commits: [OTHER_COMMIT] });
    expect(called.map(({ call }) => call)).toEqual(calls);
  });

  it("says at debug level why it ignores an event", async () => {
    lines.length = 0;
    await receive("push", { ...CALLER, ref: 1, commits: [] });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "debug", event: "push", delivery: "guid-1" });
  });
});

describe("the door, for what installations send unasked", () => {
  const row = { finished: false, parked: false, failures: 0 };
  const unfinished = [
    {
      ...row,
      key: { repository: 42, tag: "v1.2.3" },
      address: { installation: 7, owner: "octo-org", name: "synth" },
    },
    {
      ...row,
      key: { repository: 43, tag: "v1.2.3" },
      address: { installation: 8, owner: "octo-org", name: "other" },
    },
  ];

  it.each(["installation", "installation_repositories"])(
    "%s wakes its releases, and what was granted is asked anew",
    async (event) => {
      await openDoor(SLUG, undefined, unfinished);
      await receive(event, { action: "suspend", installation: { id: 7 }, sender: null });
      expect(called.map((one) => "wake" in one && [one.call, one.wake.key.repository])).toEqual([
        ["wake", 42],
      ]);
      expect(forgotten).toEqual([7]);
    },
  );

  it("ignores one without an installation", async () => {
    await openDoor(SLUG, undefined, unfinished);
    await receive("installation", { action: "suspend", sender: null });
    expect([called, forgotten]).toEqual([[], []]);
  });

  it("rejects with a fixed text when the wake was not stored", async () => {
    await openDoor(SLUG, () => Promise.reject(new Error("disk full")), unfinished);
    const failure = await receive("installation", { action: "suspend", installation: { id: 7 } }).catch(
      (error) => error,
    );
    expect(failure.errors[0].message).toBe("the wake was not stored");
  });
});

describe("the door, for a person who revokes the authorization (revoked-authorisation)", () => {
  const revoked = { action: "revoked", sender: { id: 9_007_199_254_740_991, login: "maria" } };

  it("forgets their linked account, by number, without an installation or a repository", async () => {
    await openDoor(SLUG);
    await receive("github_app_authorization", revoked);
    expect([removed, called, forgotten]).toEqual([[9_007_199_254_740_991], [], []]);
  });

  it.each<[string, object]>([
    ["nobody", { action: "revoked" }],
    ["somebody without a number", { action: "revoked", sender: { login: "maria", id: "12" } }],
    ["another action", { action: "created", sender: { id: 12 } }],
  ])("does nothing for %s", async (_name, payload) => {
    await openDoor(SLUG);
    await receive("github_app_authorization", payload);
    expect(removed).toEqual([]);
  });

  it("rejects when the store is down, so that GitHub can deliver it again", async () => {
    await openDoor(SLUG, () => Promise.reject(new Error("disk full")));
    const failure = await receive("github_app_authorization", revoked).catch((error) => error);
    expect(failure.errors[0].message).not.toContain("disk full");
    expect(removed).toEqual([]);
  });
});

describe("the door, before GitHub has told our slug", () => {
  beforeAll(() => openDoor(undefined));

  it.each([
    ["takes a marker by any bot for a board", { issue: BOARD }, 1],
    [
      "takes a marker by a person for none",
      { issue: { ...BOARD, user: { login: "maria", type: "User" } } },
      0,
    ],
    ["hears its own echo, which costs a look", { sender: BOT, issue: BOARD }, 1],
  ])("%s", async (_, payload, wakes) => {
    called.length = 0;
    await receive("issue_comment", { ...CALLER, ...payload });
    expect(called).toHaveLength(wakes);
  });
});

describe("the door, when the queue rejects", () => {
  it("rejects with a fixed text and no status of the error", async () => {
    await openDoor(SLUG, () => Promise.reject(Object.assign(new Error("disk full"), { status: 204 })));
    const failure = await receive("delete", { ...CALLER, ref: "v1.2.3", ref_type: "tag" }).catch(
      (error) => error,
    );
    expect(failure.errors).toHaveLength(1);
    expect(failure.errors[0].message).toBe("the wake was not stored");
    expect(failure.errors[0]).not.toHaveProperty("status");
    expect(lines.join("")).toContain("disk full");
  });
});
