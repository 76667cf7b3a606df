import { createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { MANIFEST_REFUSALS } from "../../src/sandbox/registration/manifest.ts";
import { checkExchange } from "../contract/exchange.ts";
import { createTestWorld, jwt, send, sleep } from "./world.ts";

const BACK = "https://conductor.example.org/setup/callback";
const MANIFEST = {
  name: "Release Conductor",
  url: "https://conductor.example.org",
  redirect_url: BACK,
  callback_urls: ["https://conductor.example.org/link/callback"],
  hook_attributes: { url: "https://conductor.example.org/api/github/webhooks", active: true },
  default_permissions: { actions: "write", members: "read" },
  default_events: ["push"],
};

/** Somebody at the browser who may press the button of GitHub's page. */
function begin() {
  const world = createTestWorld();
  const { sandbox, github } = world;
  github.logIn("lstein");
  async function register(manifest: unknown = MANIFEST, place = "/settings/apps/new?state=s%26t") {
    const body = new URLSearchParams({ manifest: JSON.stringify(manifest) });
    const answer = await sandbox.fetch(new Request(`${sandbox.origin}${place}`, { method: "POST", body }));
    const location = answer.headers.get("location");
    return {
      status: answer.status,
      text: await answer.text(),
      to: location === null ? undefined : new URL(location),
    };
  }
  const convert = (code: string | null | undefined, token?: string) =>
    send(sandbox, `POST /app-manifests/${code}/conversions`, token === undefined ? {} : { token });
  return { ...world, register, convert };
}

describe("an App that is registered from a manifest", () => {
  test("is the person's, has what the manifest asks for, and gives its credentials once, as GitHub describes", async () => {
    const { register, convert, sandbox, github } = begin();
    const { status, to } = await register();
    expect([status, to?.origin, to?.pathname, to?.searchParams.get("state")]).toEqual([
      302,
      "https://conductor.example.org",
      "/setup/callback",
      "s&t",
    ]);
    const code = to?.searchParams.get("code");
    const made = await convert(code);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      slug: "release-conductor",
      owner: { login: "lstein" },
      permissions: { actions: "write", members: "read", metadata: "read" },
      events: ["push"],
    });
    const app = github.app("release-conductor");
    expect(app).toMatchObject({
      webhookUrl: MANIFEST.hook_attributes.url,
      callbackUrls: MANIFEST.callback_urls,
    });
    expect(made.body.webhook_secret).toBe(app.webhookSecret);
    expect(made.body.client_secret).toBe(app.clientSecret);
    expect(createPublicKey(made.body.pem).export({ type: "spki", format: "pem" })).toBe(app.publicKey);
    expect((await send(sandbox, "GET /app", { token: jwt({ iss: app.id }, made.body.pem) })).body.id).toBe(
      app.id,
    );
    expect((await convert(code)).status).toBe(404);
    const faults = sandbox.exchanges.flatMap((one) =>
      checkExchange({ ...one, status: one.status ?? 0 }, "excused"),
    );
    expect(faults).toEqual([]);
  });

  test("can be an organization's, and an App of the same name can be there", async () => {
    const { register, convert } = begin();
    await register();
    const { to } = await register(MANIFEST, "/organizations/invoke-ai/settings/apps/new");
    const { body } = await convert(to?.searchParams.get("code"));
    expect([body.owner.login, body.slug]).toEqual(["invoke-ai", "release-conductor-2"]);
    expect(to?.searchParams.has("state")).toBe(false);
  });

  test("gives its credentials for an hour", async () => {
    const { register, convert, clock } = begin();
    const [one, other] = [(await register()).to, (await register()).to];
    await clock.busy(async () => {
      await sleep(clock, 3599);
      expect((await convert(one?.searchParams.get("code"))).status).toBe(201);
      await sleep(clock, 1);
      expect((await convert(other?.searchParams.get("code"))).status).toBe(404);
    });
  });

  test("is not made for nobody, at an account that is no organization, or unless the button is pressed", async () => {
    const { register, github } = begin();
    for (const place of ["nobody", "lstein"]) {
      expect((await register(MANIFEST, `/organizations/${place}/settings/apps/new`)).status).toBe(404);
    }
    github.logIn("lstein", { consents: false });
    expect(await register()).toMatchObject({ status: 200, to: undefined });
    github.logIn(null);
    expect(await register()).toMatchObject({ status: 200, text: "Sign in to GitHub", to: undefined });
    expect(github.world.apps).toHaveLength(1);
  });

  test.each([
    ["no-manifest", "none"],
    ["no-url", { ...MANIFEST, url: undefined }],
    ["no-url", { ...MANIFEST, hook_attributes: { active: false } }],
    ["hook-out-of-reach", { ...MANIFEST, hook_attributes: { url: "http://localhost:3000/api" } }],
  ] as const)("is refused in GitHub's words: %s", async (refusal, manifest) => {
    const { register, github } = begin();
    const { status, text, to } = await register(manifest);
    expect([status, text, to]).toEqual([422, MANIFEST_REFUSALS[refusal].says, undefined]);
    expect(github.world.apps).toHaveLength(1);
  });
});
