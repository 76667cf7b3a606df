import { expect, test } from "vitest";
import { createTestWorld, send, tokenFor } from "./world.ts";

const R = "/repos/invoke-ai/InvokeAI";

const begin = async () => {
  const world = createTestWorld();
  const token = await tokenFor(world.sandbox, world.installation.id);
  return { ...world, get: (path: string) => send(world.sandbox, `GET ${path}`, { token }) };
};

test("rulesets are listed without what they say, and told one by one", async () => {
  const { repo, get } = await begin();
  const tags = repo.addRuleset({ name: "Releases", include: ["refs/tags/v*"], rules: ["creation"] });
  repo.addRuleset({ name: "Main", target: "branch", rules: ["deletion"] });
  const listed = await get(`${R}/rulesets?targets=tag`);
  expect(listed.body.map(({ id }: { id: number }) => id)).toEqual([tags.id]);
  expect(listed.body[0]).not.toHaveProperty("rules");
  expect((await get(`${R}/rulesets`)).body).toHaveLength(2);
  expect((await get(`${R}/rulesets/${tags.id}`)).body).toMatchObject({
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
    rules: [{ type: "creation" }],
  });
  expect((await get(`${R}/rulesets/1`)).status).toBe(404);
});

test("a private repository without a plan has no rulesets", async () => {
  const { repo, get } = await begin();
  repo.configure({ private: true, freePlan: true });
  const refused = await get(`${R}/rulesets`);
  expect([refused.status, refused.body.message]).toEqual([
    403,
    "Upgrade to GitHub Pro or make this repository public to enable this feature.",
  ]);
});

test.each([
  [undefined, null, []],
  ["protected-branches", { protected_branches: true, custom_branch_policies: false }, []],
  [
    { tags: ["v*"], branches: ["main"] },
    { protected_branches: false, custom_branch_policies: true },
    ["branch main", "tag v*"],
  ],
] as const)(
  "a policy of %j is told with the environment, its patterns apart",
  async (policy, told, patterns) => {
    const { repo, get } = await begin();
    repo.environment("pypi", policy === undefined ? {} : { policy });
    expect((await get(`${R}/environments/pypi`)).body.deployment_branch_policy).toEqual(told);
    const { body } = await get(`${R}/environments/pypi/deployment-branch-policies`);
    const shown = body.branch_policies.map(
      ({ type, name }: { type: string; name: string }) => `${type} ${name}`,
    );
    expect(shown).toEqual(patterns);
  },
);

test("who owns no organization is not shown its installations", async () => {
  const { get } = await begin();
  expect((await get("/orgs/invoke-ai/installations")).status).toBe(403);
});

test("a folder is listed by what lies in it", async () => {
  const { repo, get } = await begin();
  repo.commit({
    message: "one",
    author: { login: "lstein" },
    files: { "d/b": "xy", "d/a/c": "", "d/c": "" },
  });
  const { body } = await get(`${R}/contents/d`);
  const entries = body.map((one: Record<string, unknown>) => [one["name"], one["type"], one["size"]]);
  expect(entries).toEqual([
    ["a", "dir", 0],
    ["b", "file", 2],
    ["c", "file", 0],
  ]);
});
