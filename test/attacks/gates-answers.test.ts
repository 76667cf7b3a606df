import { expect } from "vitest";
import type { Run } from "../../src/sandbox/github/runs.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { crashedAt, crashPoints } from "../worlds/crash.ts";
import { toGates } from "./at-gates.ts";
import { attack } from "./attack.ts";
import { pathOf, through, withJson } from "./reach.ts";
import { decisions } from "./words.ts";
import { changeJobs } from "./workflow.ts";

const isAnswer = (request: Request) =>
  request.method === "POST" && pathOf(request).endsWith("/deployment_protection_rule");

const refusal = (message: string) =>
  Response.json({ message, documentation_url: "https://docs.github.com/rest" }, { status: 422 });

/** A release whose answers for gates somebody stands in the way of. */
async function between(
  answer: (request: Request, ask: () => Promise<Response>) => Promise<Response>,
  story: (told: Told, gate: { readonly run: Run; readonly body: () => string }) => Promise<void>,
  before: (told: Told) => void = () => {},
): Promise<void> {
  await tell(
    async (told) => {
      await told.stage.start(through(told, answer));
      before(told);
      const { issue, run } = await toGates(told);
      await story(told, { run, body: () => issue.body ?? "" });
    },
    { checks: SHORT, started: false },
  );
}

/** Whether a request decides about a gate, and is none of the reports beside it. */
async function decides(request: Request): Promise<boolean> {
  return isAnswer(request) && (await request.clone().text()).includes('"state"');
}

attack("422-as-success", async () => {
  let refusals = 0;
  await between(
    async (request, ask) => {
      if ((await decides(request)) && refusals < 2) {
        refusals += 1;
        return refusal("No pending deployment requests to approve or reject");
      }
      return ask();
    },
    async (told, { run, body }) => {
      const comment = told.say(told.people.maintainer, "/approve pypi");
      await told.until("a refusal", () => refusals === 1);
      await told.pass(500);
      expect(told.waiting(run)).toContain("pypi");
      expect(told.marks(comment)).toEqual(["eyes"]);
      expect(body()).not.toMatch(/open, publishing|opened by|already open/);
      await told.until("the gate open", () => !told.waiting(run).includes("pypi"));
      expect(refusals).toBe(2);
      expect(told.repo.approvals(run)).toHaveLength(1);
      await told.until("the mark", () => told.marks(comment).includes("rocket"));
    },
  );
});

attack("already-reviewed", async () => {
  let hidden = 0;
  await between(
    async (request, ask) => {
      const answer = await ask();
      if (!pathOf(request).endsWith("/approvals") || hidden > 8) {
        return answer;
      }
      return withJson<unknown[]>(answer, (log) => {
        hidden += log.length;
        return [];
      });
    },
    async (told, { run, body }) => {
      const { people, say, until, pass, waiting, repo } = told;
      say(people.maintainer, "/approve pypi");
      await until("our answer", () => repo.approvals(run).length === 1);
      await pass(60 * MINUTE);
      const sent = told.sandbox.exchanges.filter(
        ({ method, path, status }) =>
          method === "POST" && path.endsWith("/deployment_protection_rule") && status === 422,
      );
      expect(sent.length, "answers that GitHub did not take").toBeGreaterThan(0);
      expect(decisions(told).length).toBeLessThanOrEqual(3);
      expect(repo.approvals(run)).toMatchObject([{ state: "approved" }]);
      expect(waiting(run)).toContain("pypi");
      expect(body()).not.toContain("open, publishing");
      repo.reviewDeployment(run, { environment: "pypi", state: "approved", by: people.otherMaintainer });
      await until("a draft", () => repo.releases()[0]);
    },
    ({ repo, people, stage }) =>
      repo.environment("pypi", { rule: stage.app.slug, reviewers: [people.otherMaintainer] }),
  );
});

attack("ambiguous-gate", async () => {
  let [underWay, most, refusals] = [0, 0, 0];
  await between(
    async (request, ask) => {
      if (!(await decides(request))) {
        return ask();
      }
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      refusals += 1;
      const answer = refusals === 1 ? refusal("There was a problem approving one of the gates") : await ask();
      underWay -= 1;
      return answer;
    },
    async (told, { run }) => {
      const { sandbox, people, say, repo, until } = told;
      expect(run.gates.filter(({ environment }) => environment.name === "pypi")).toHaveLength(3);
      const before = sandbox.exchanges.length;
      say(people.maintainer, "/approve pypi");
      await until("every gate open", () => !told.waiting(run).includes("pypi"));
      expect([most, refusals]).toEqual([1, 2]);
      expect(repo.approvals(run)).toMatchObject([{ environments: ["pypi"], state: "approved" }]);
      const reads = sandbox.exchanges
        .slice(before)
        .filter(({ path }) => path.endsWith("/pending_deployments"));
      expect(reads.length).toBeGreaterThan(2);
    },
    (told) =>
      changeJobs(told, (jobs) => [
        ...jobs,
        ...["linux", "macos"].map((name) => ({
          name: `publish-pypi (${name})`,
          needs: ["tests", "build / build-installer"],
          environment: "pypi",
          seconds: 30,
        })),
      ]),
  );
});

attack("204-but-waiting", async () => {
  let swallowed = 0;
  await between(
    async (request, ask) => {
      if ((await decides(request)) && swallowed < 2) {
        swallowed += 1;
        return new Response(null, { status: 204 });
      }
      return ask();
    },
    async (told, { run, body }) => {
      const comment = told.say(told.people.maintainer, "/approve pypi");
      await told.until("an answer that had no effect", () => swallowed === 1);
      await told.pass(3_000);
      expect(told.waiting(run)).toContain("pypi");
      expect(told.marks(comment)).toEqual(["eyes"]);
      expect(body()).not.toMatch(/open, publishing|opened by/);
      await told.until("the gate open", () => !told.waiting(run).includes("pypi"));
      expect(swallowed).toBe(2);
      expect(told.repo.approvals(run)).toHaveLength(1);
    },
  );
  await between(
    (_, ask) => ask(),
    async (told, { run, body }) => {
      told.say(told.people.maintainer, "/approve pypi");
      await told.until("our answer", () => told.repo.approvals(run).length === 1);
      await told.pass(10 * MINUTE);
      expect(told.waiting(run)).toContain("pypi");
      expect(body()).toContain("Gate `pypi` was told to open, and GitHub still lists it as waiting.");
      await told.until("a draft", () => told.repo.releases()[0]);
      expect(decisions(told)).toHaveLength(1);
    },
    ({ repo, stage }) => repo.environment("pypi", { rule: stage.app.slug, waitTimer: 30 }),
  );
});

attack("wrong-token-kind", async () => {
  await between(
    (_, ask) => ask(),
    async (told, { run, body }) => {
      const { sandbox, people, ask, waiting, pass } = told;
      const { mark, reply } = await ask(people.otherMaintainer, "/approve pypi");
      expect(mark).toBe("confused");
      expect(reply).toContain("GitHub wants the click of a reviewer for `pypi`: `blessedcoolant`.");
      await pass(10 * MINUTE);
      expect(waiting(run)).toContain("pypi");
      expect(body()).toMatch(
        /^\*\*Waiting for `blessedcoolant` since .*\*\* Gate `pypi` waits for a reviewer's own click/m,
      );
      const sent = sandbox.exchanges.filter(
        ({ method, path }) => method === "POST" && path.endsWith("/pending_deployments"),
      );
      expect(sent.filter(({ tokenKind }) => tokenKind !== "user")).toEqual([]);
      expect(decisions(told)).toEqual([]);
    },
    ({ repo, people }) => repo.environment("pypi", { reviewers: [people.otherMaintainer] }),
  );
});

attack("crash-around-post", async () => {
  const { calm, points } = await crashPoints();
  const answers = points.flatMap((point, at) =>
    /POST .*\/deployment_protection_rule$/.test(point) ? [at] : [],
  );
  expect(
    answers.length,
    "reports, an opening, a rejection, and an opening of the next attempt",
  ).toBeGreaterThan(5);
  for (const at of answers.slice(2)) {
    for (const [point, store] of [
      [at - 1, "kept"],
      [at, "lost"],
    ] as const) {
      const crashed = await crashedAt(point, store, calm);
      expect(crashed.faults, `killed at ${crashed.point}, its database ${store}`).toEqual([]);
    }
  }
});
