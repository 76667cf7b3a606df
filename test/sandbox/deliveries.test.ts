import { Webhooks } from "@octokit/webhooks";
import { expect, test } from "vitest";
import { createTestWorld, sleep } from "./world.ts";

const begin = () => {
  const world = createTestWorld();
  const issue = world.repo.openIssue({ title: "Release", by: "ebr" });
  const said = () =>
    world.received
      .filter(({ event }) => event === "issue_comment")
      .map(({ payload }) => payload as { comment: { body: string } });
  const bodies = () => said().map(({ comment }) => comment.body);
  return { ...world, issue, bodies };
};

test("a delivery carries GitHub's seven headers and a signature of its body", async () => {
  const { received, clock, repo, issue } = begin();
  await clock.busy(async () => {
    repo.comment(issue.number, "ebr", "hello");
    await sleep(clock, 1);
  });
  const last = received.at(-1);
  const headers = [
    "x-github-delivery",
    "x-github-event",
    "x-github-hook-id",
    "x-github-hook-installation-target-id",
    "x-github-hook-installation-target-type",
    "x-hub-signature-256",
    "user-agent",
  ];
  for (const name of headers) expect(last?.headers.get(name), name).toBeTruthy();
  expect(last?.headers.get("x-github-hook-installation-target-id")).toBe("4711");
  const webhooks = new Webhooks({ secret: "a secret of at least thirty-two characters" });
  const signature = last?.headers.get("x-hub-signature-256") ?? "";
  expect(await webhooks.verify(last?.body ?? "", signature)).toBe(true);
});

test("a policy loses, doubles and delays, so that deliveries arrive in another order", async () => {
  const { clock, sandbox, repo, issue, bodies } = begin();
  const plan: Record<string, { copies: number; delaySeconds: number[] }> = {
    lost: { copies: 0, delaySeconds: [] },
    late: { copies: 1, delaySeconds: [60] },
    twice: { copies: 2, delaySeconds: [1, 30] },
  };
  sandbox.deliveries.policy(
    ({ payload }) => plan[(payload as { comment?: { body: string } }).comment?.body ?? ""],
  );
  await clock.busy(async () => {
    for (const body of ["late", "lost", "twice", "plain"]) repo.comment(issue.number, "ebr", body);
    await sleep(clock, 61);
  });
  expect(bodies()).toEqual(["plain", "twice", "twice", "late"]);
  expect(sandbox.deliveries.all().filter(({ status }) => status === "dropped")).toHaveLength(1);
});

test("only the events asked for arrive", async () => {
  const { clock, sandbox, repo, issue, received } = begin();
  await sandbox.deliveries.settled();
  received.length = 0;
  sandbox.deliveries.only(["issue_comment.created"]);
  await clock.busy(async () => {
    const { id } = repo.comment(issue.number, "ebr", "hello");
    repo.deleteComment(id, "ebr");
    repo.closeIssue(issue.number, "ebr");
    await sleep(clock, 1);
  });
  expect(received.map(({ event }) => event)).toEqual(["issue_comment"]);
});

test("held deliveries wait for their release, in the order asked for, as they were when they happened", async () => {
  const { clock, sandbox, repo, issue, bodies } = begin();
  sandbox.deliveries.hold();
  await clock.busy(async () => {
    const { id } = repo.comment(issue.number, "ebr", "one");
    repo.comment(issue.number, "ebr", "two");
    repo.editComment(id, "one, edited", "ebr");
    await sleep(clock, 60);
    expect(bodies()).toEqual([]);
    sandbox.deliveries.release({ order: (held) => [...held].reverse() });
    await sleep(clock, 1);
  });
  expect(bodies()).toEqual(["one, edited", "two", "one"]);
});

test("a redelivery has the same GUID and payload; a failed answer is recorded", async () => {
  const { clock, sandbox, repo, issue, received } = begin();
  await clock.busy(async () => {
    repo.comment(issue.number, "ebr", "hello");
    await sleep(clock, 1);
    const guid = sandbox.deliveries.all().at(-1)?.guid ?? "";
    await sandbox.deliveries.redeliver(guid);
  });
  const [first, second] = received.slice(-2);
  expect(second?.body).toBe(first?.body);
  expect(second?.headers.get("x-github-delivery")).toBe(first?.headers.get("x-github-delivery"));
  expect(sandbox.deliveries.all().at(-1)).toMatchObject({
    status: "delivered",
    attempts: [{ status: 200 }, { status: 200 }],
  });
});

test("an App that throws or answers an error has a failed delivery, and nobody sends it again", async () => {
  const { sandbox, github, clock } = createTestWorld();
  github.createUser("someone");
  const answers: (() => Response)[] = [
    () => {
      throw new TypeError("fetch failed");
    },
    () => new Response("no", { status: 500 }),
  ];
  github.registerApp({
    id: 2,
    slug: "other",
    name: "Other",
    publicKey: "",
    webhookSecret: "x",
    deliver: async () => (answers.shift() ?? (() => new Response()))(),
    permissions: { issues: "read" },
    events: ["issues"],
  });
  const repo = github.createRepository({ owner: "someone", name: "r" });
  await clock.busy(async () => {
    github.install("other", "someone", "all");
    repo.openIssue({ title: "x", by: "someone" });
    await sleep(clock, 3600);
  });
  const mine = sandbox.deliveries.all().filter(({ appId }) => appId === 2);
  expect(mine.map(({ status, attempts }) => [status, attempts.map((attempt) => attempt.status)])).toEqual([
    ["failed", [null]],
    ["failed", [500]],
  ]);
});

test("an App hears what it subscribes to, of its repositories, and its own gate only", async () => {
  const { sandbox, github, repo } = createTestWorld();
  github.registerApp({
    id: 3,
    slug: "quiet",
    name: "Quiet",
    publicKey: "",
    webhookSecret: "x",
    deliver: async () => new Response(),
    permissions: { deployments: "write" },
    events: ["deployment_protection_rule"],
  });
  github.install("quiet", "invoke-ai", "all");
  repo.environment("testpypi", { rule: "quiet" });
  repo.environment("pypi", { rule: "conductor" });
  repo.commit({ message: "one", author: { login: "lstein" } });
  repo.addWorkflow({
    path: "x.yml",
    name: "x",
    on: { tags: ["x"] },
    jobs: [
      { name: "a", environment: "testpypi" },
      { name: "b", environment: "pypi" },
    ],
  });
  repo.pushTag("x", { by: "lstein" });
  const heard = (app: number) =>
    sandbox.deliveries
      .all()
      .filter(({ appId, event }) => appId === app && event !== "installation")
      .map(({ event, payload }) => `${event} ${(payload as { environment?: string }).environment ?? ""}`);
  expect(heard(3)).toEqual(["deployment_protection_rule testpypi"]);
  expect(heard(4711).filter((line) => line.startsWith("deployment_protection_rule"))).toEqual([
    "deployment_protection_rule pypi",
  ]);
});

test("a forged delivery is sent as it was made", async () => {
  const { sandbox, received } = createTestWorld();
  await sandbox.deliveries.settled();
  await sandbox.deliveries.send({
    appSlug: "conductor",
    event: "push",
    payload: { ref: "x" },
    guid: "g",
    signature: "sha256=00",
  });
  const last = received.at(-1);
  expect([
    last?.headers.get("x-github-delivery"),
    last?.headers.get("x-hub-signature-256"),
    last?.body,
  ]).toEqual(["g", "sha256=00", '{"ref":"x"}']);
});
