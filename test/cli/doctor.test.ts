import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { type DoctorRun, runDoctor } from "../../src/cli/doctor/run.ts";
import { EVENTS } from "../../src/doctor/installation.ts";
import { createProject, type Project, type ProjectOptions } from "../../src/sandbox/scenes/project.ts";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { type Listening, listen } from "../../src/sandbox/server.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { readAppFile } from "../../src/server/app-file.ts";
import { checkExchange } from "../contract/exchange.ts";

const { publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const REPOSITORY = "invoke-ai/InvokeAI";
const { default_permissions: PERMISSIONS } = readAppFile();
const OF_AN_OWNER = { ...PERMISSIONS, organization_administration: "read" } as const;

let server: Listening | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function project(
  permissions: Readonly<Record<string, "read" | "write">>,
  options: Partial<ProjectOptions> = {},
): Project {
  return createProject({
    clock: createVirtualClock(Date.parse("2026-11-20T18:00:00Z")),
    app: {
      id: 4711,
      slug: "release-conductor",
      publicKey,
      webhookSecret: "a secret of this test alone",
      permissions,
      events: [...EVENTS],
      deliver: async () => new Response(null, { status: 202 }),
    },
    ...options,
  });
}

/** What the command prints, and its exit code. */
async function run({ sandbox, people }: Project, more: Partial<DoctorRun> = {}) {
  server = await listen(sandbox);
  const token = sandbox.github.userToken("release-conductor", people.maintainer);
  let output = "";
  let errors = "";
  const code = await runDoctor({
    repository: REPOSITORY,
    app: "release-conductor",
    userAgent: "test",
    variables: { GITHUB_TOKEN: token, GITHUB_API_URL: `${server.url}/github` },
    output: { write: (text) => (output += text) },
    errors: { write: (text) => (errors += text), isTTY: false },
    ...more,
  });
  return { code, output, errors };
}

const SOUND = { name: "Releases", rules: ["creation", "update", "deletion"] } as const;
const GUARDED = { rule: "release-conductor", adminBypass: false, policy: { tags: ["v*"] } } as const;

function settled(made: Project): Project {
  made.repo.addRuleset(SOUND);
  for (const name of ["testpypi", "pypi"]) {
    made.repo.environment(name, GUARDED);
  }
  return made;
}

describe("release-conductor doctor", () => {
  it("finds nothing to do where all is set up, and asks GitHub for reads alone", async () => {
    const made = settled(project(OF_AN_OWNER));
    const { code, output, errors } = await run(made);
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(output).toBe(`invoke-ai/InvokeAI, tried with the tag v1.0.0

The app
  not shown  The app is installed on selected repositories of the account; on which, is not shown to this token.
             → To look: Settings → GitHub Apps, of the account that owns the repository → Configure → Repository access.

The configuration
  ok         \`.github/release-conductor.yml\` is on \`main\`, and has no fault.

The workflow
  ok         A tag like \`v1.0.0\` starts \`.github/workflows/release.yml\`, whose jobs wait at \`testpypi\` and \`pypi\`.

The gates
  ok         The app's rule is on at \`testpypi\`: \`/approve testpypi\` opens it.
  ok         A tag like \`v1.0.0\` may deploy to \`testpypi\`.
  ok         The app's rule is on at \`pypi\`: \`/approve pypi\` opens it.
  ok         A tag like \`v1.0.0\` may deploy to \`pypi\`.

The tags
  ok         \`Releases\` says who may make, move and delete tags like \`v1.0.0\`.

Labels, discussion and announcements
  ok         The label \`release\` exists.
  not shown  Whether \`ANNOUNCE_DISCORD\` is set, only the server knows.
             → Ask whoever runs it; the check run on a commit that changes the configuration says it, too.

Nothing is missing and 2 things not shown.
`);
    const { exchanges, unknownRequests } = made.sandbox;
    expect([
      ...new Set(exchanges.map(({ method, path }) => (method === "GET" ? method : `${method} ${path}`))),
    ]).toEqual(["GET"]);
    expect(unknownRequests).toEqual([]);
    expect(exchanges.flatMap((one) => checkExchange({ ...one, status: one.status ?? 0 }))).toEqual([]);
  });

  it("names each thing that is missing or may be meant otherwise, for programs too", async () => {
    const made = project(PERMISSIONS, {
      workflow: releaseWorkflow.replaceAll("    permissions:\n      id-token: write\n", ""),
      configuration: "gates: { testpypi: , pypi: , npm: }\nrelease: { discussion: News }\n",
    });
    made.repo.environment("testpypi", { reviewers: ["lstein"], waitTimer: 5 });
    made.repo.environment("pypi", { rule: "release-conductor", policy: { tags: ["release-*"] } });
    const { code, output } = await run(made, { json: true });
    const told = JSON.parse(output);
    expect([code, told.fine, told.tag]).toEqual([1, false, "v1.0.0"]);
    const found = told.checks
      .filter(({ state }: { state: string }) => state !== "ok")
      .map(({ state, finding, about }: { state: string; finding: string; about: { gate?: string } }) =>
        [state, finding, about.gate].join(" ").trim(),
      );
    expect(found).toEqual([
      "unseen installation-unseen",
      "look no-id-token",
      "look no-id-token",
      "missing gate-without-job npm",
      "look rule-off testpypi",
      "look wait-timer testpypi",
      "look bypass-on testpypi",
      "look bypass-on pypi",
      "missing tag-refused pypi",
      "missing environment-absent npm",
      "look tags-unruled",
      "missing discussions-off",
    ]);
  });

  it("goes on without what a private repository of a free plan has not got", async () => {
    const made = settled(project(OF_AN_OWNER));
    made.repo.configure({ private: true, freePlan: true });
    const { code, output } = await run(made);
    expect(code).toBe(0);
    expect(output).toContain(
      "is not shown to this token.\n             → To look: Settings → Rules → Rulesets.",
    );
  });

  it("takes the server's own settings for its channels, and another App's slug", async () => {
    const { output } = await run(settled(project(OF_AN_OWNER)), { app: "another" });
    expect(output).toContain("The app is not installed on this repository");
    expect(output).toContain("waits for `release-conductor` besides");
  });

  it.each([
    ["a word that names no repository", { repository: "InvokeAI" }, 2, "is no repository (owner/name)"],
    ["no token", { variables: {} }, 2, "GITHUB_TOKEN"],
    [
      "a repository that is not shown",
      { repository: "invoke-ai/other" },
      1,
      "GitHub shows no invoke-ai/other",
    ],
  ])("refuses %s", async (_, more, exit, words) => {
    const { code, output, errors } = await run(project(PERMISSIONS), more);
    expect([code, output]).toEqual([exit, ""]);
    expect(errors).toContain(words);
  });
});
