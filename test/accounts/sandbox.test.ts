import { expect, test } from "vitest";
import { createOAuth } from "../../src/accounts/oauth.ts";
import { personOf } from "../../src/accounts/person.ts";
import { connect } from "../../src/github/connect.ts";
import { faultOf, personRefusalOf } from "../../src/github/fault.ts";
import { HOUR } from "../../src/release/instant.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { failure, KEY } from "../github/stage.ts";
import { createTestWorld, sleep } from "../sandbox/world.ts";
import { accountsOver, secret } from "./stage.ts";

const CALLBACK = "https://conductor.example.org/link/callback";
const REVIEW = "POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments" as const;
const PENDING = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments" as const;

/** A run at a gate with reviewers, and the app's accounts over the sandbox's logins. */
async function atGate(story: (on: Awaited<ReturnType<typeof arrive>>) => Promise<void>) {
  const world = createTestWorld();
  await world.clock.busy(async () => {
    const on = await arrive(world);
    await story(on);
    await on.store.close();
  });
}

async function arrive(world: ReturnType<typeof createTestWorld>) {
  const { clock, sandbox, github, repo, installation } = world;
  const app = github.app("conductor");
  Object.assign(app, { clientSecret: secret(), callbackUrls: [CALLBACK] });
  repo.environment("pypi", { reviewers: ["ebr", "lstein"], preventSelfReview: true });
  repo.commit({ message: "one", author: { login: "lstein" } });
  const [run] = repo.pushTag("v1.0.0", { by: "lstein" }).runs;
  if (!run) throw new Error("no run");
  await sleep(clock, 160);
  const send = async (input: string | URL | Request, init?: RequestInit) =>
    sandbox.fetch(new Request(input, init));
  const store = await openSqliteStore({ path: ":memory:", clock });
  const common = { clock, fetch: send, userAgent: "test" };
  const oauth = createOAuth({
    ...common,
    clientId: app.clientId,
    clientSecret: app.clientSecret ?? "",
    web: sandbox.origin,
    redirectUri: CALLBACK,
  });
  const accounts = accountsOver(store.accounts, { clock, oauth });
  const client = connect({
    ...common,
    appId: 4711,
    privateKey: KEY,
    baseUrl: `${sandbox.origin}/github`,
    log: { debug: () => undefined },
    shared: store.shared,
  });
  const address = {
    installation: installation.id,
    repository: repo.id,
    owner: "invoke-ai",
    name: "InvokeAI",
  };

  /** Links as the pages do, and gives a client in that person's name. */
  async function link(login: string) {
    github.logIn(login);
    const state = "state";
    const page = await send(
      oauth.authorizeUrl({ state, challenge: "" }).replace(/&code_challenge[^&]*/g, ""),
    );
    const code = new URL(page.headers.get("location") ?? "").searchParams.get("code") ?? "";
    const given = await oauth.exchange({ code, verifier: "" });
    if (given.is !== "given") throw new Error(given.error);
    const { id } = await client.whoIs(given.tokens.access);
    expect(id).toBe(github.account(login).id);
    await accounts.link(id, { login, tokens: given.tokens });
    return client.asPerson(address, personOf(accounts, id), { guard: async () => undefined });
  }
  const review = (environment: number) => ({
    run_id: run.id,
    environment_ids: [environment],
    state: "approved" as const,
    comment: "fine",
  });
  return { ...world, run, store, accounts, link, review };
}

test("a linked reviewer's review opens the gate in their name, also after the token was refreshed", async () => {
  await atGate(async ({ link, review, run, repo, clock, sandbox }) => {
    const ebr = await link("ebr");
    await sleep(clock, (9 * HOUR) / 1000);
    const [pending] = await ebr.read(PENDING, { run_id: run.id });
    expect(pending?.current_user_can_approve).toBe(true);
    await ebr.write(REVIEW, review(pending?.environment.id ?? 0));
    expect(repo.approvals(run)).toMatchObject([{ state: "approved", by: "ebr", comment: "fine" }]);
    expect(sandbox.tokenRequests.map(({ grant }) => grant)).toEqual(["code", "refresh"]);
    expect(new Set(sandbox.exchanges.slice(1).map(({ tokenKind }) => tokenKind))).toEqual(new Set(["user"]));
  });
});

test("who started the run reviews nothing where that is prevented, and nobody's word is final twice", async () => {
  await atGate(async ({ link, review, run, repo }) => {
    const lstein = await link("lstein");
    const [pending] = await lstein.read(PENDING, { run_id: run.id });
    expect(pending?.current_user_can_approve).toBe(false);
    const id = pending?.environment.id ?? 0;
    const refused = await failure(lstein.write(REVIEW, review(id)));
    expect(faultOf(refused)).toMatchObject({ kind: "refused", status: 422 });
    expect(faultOf(refused)?.detail).toContain("No pending deployment requests to approve or reject");
    const ebr = await link("ebr");
    await ebr.write(REVIEW, review(id));
    expect(faultOf(await failure(ebr.write(REVIEW, review(id))))?.status).toBe(422);
    expect(repo.approvals(run)).toHaveLength(1);
  });
});

test("a revoked authorization ends what the app can do, whether it was told or not", async () => {
  await atGate(async ({ link, run, github, accounts }) => {
    const ebr = await link("ebr");
    github.revokeAuthorization("conductor", "ebr");
    const error = await failure(ebr.read(PENDING, { run_id: run.id }));
    expect(personRefusalOf(error)).toBe("link-ended");
    expect(await accounts.tokenOf(github.account("ebr").id)).toEqual({ is: "not-linked", why: "ended" });
  });
});
