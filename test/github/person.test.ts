import { describe, expect, it } from "vitest";
import { faultOf, personRefusalOf } from "../../src/github/fault.ts";
import type { Person } from "../../src/github/github.ts";
import { LeaseLost } from "../../src/store/store.ts";
import { ADDRESS, failure, json, type Script, stage } from "./stage.ts";

const REVIEW = "POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments" as const;
const PENDING = "GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments" as const;
const review = { run_id: 5, environment_ids: [7], state: "approved" as const, comment: "by @ann" };
const allowed = async () => {};

function personStage(script: Script, token = "ghu_ann") {
  const on = stage(script);
  const refused: string[] = [];
  const person = (id = 12): Person => ({
    id,
    token: async () => token,
    refused: (which) => void refused.push(which),
  });
  const client = (id?: number) => on.github.asPerson(ADDRESS, person(id), { guard: allowed });
  return { ...on, refused, client, person };
}

describe("a client in a person's name", () => {
  it("reads and writes with their token alone, and mints none", async () => {
    const { clock, sent, minted, client } = personStage(() => json([]));
    await clock.busy(async () => {
      await client().read(PENDING, { run_id: 5 });
      await client().write(REVIEW, review);
    });
    expect(sent.map(({ method }) => method)).toEqual(["GET", "POST"]);
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual([
      "token ghu_ann",
      "token ghu_ann",
    ]);
    expect(sent[1]?.body).toEqual({ environment_ids: [7], state: "approved", comment: "by @ann" });
    expect(minted).toEqual([]);
  });

  it("takes a token of 600 characters", async () => {
    const long = `ghu_${"x".repeat(596)}`;
    const { clock, sent, client } = personStage(() => json([]), long);
    await clock.busy(() => client().read(PENDING, { run_id: 5 }));
    expect(sent[0]?.headers.get("authorization")).toBe(`token ${long}`);
  });

  it("gets no answer that was kept for somebody else", async () => {
    const answer = () => json([], { headers: { etag: '"same"' } });
    const { clock, sent, github, person } = personStage(answer);
    const other: Person = { ...person(13), token: async () => "ghu_ben" };
    await clock.busy(async () => {
      await github.reading(ADDRESS).read(PENDING, { run_id: 5 });
      await github.asPerson(ADDRESS, person(), { guard: allowed }).read(PENDING, { run_id: 5 });
      await github.asPerson(ADDRESS, other, { guard: allowed }).read(PENDING, { run_id: 5 });
      await github.asPerson(ADDRESS, other, { guard: allowed }).read(PENDING, { run_id: 5 });
    });
    expect(sent.map(({ headers }) => headers.get("if-none-match"))).toEqual([null, null, null, '"same"']);
  });

  it("has limits of its own: one person's exhaustion stops neither another nor the app", async () => {
    const { clock, client, github } = personStage(({ headers }) =>
      headers.get("authorization") === "token ghu_ann"
        ? json({ message: "API rate limit exceeded" }, { status: 403, headers: { "retry-after": "600" } })
        : json([]),
    );
    await clock.busy(async () => {
      expect(faultOf(await failure(client(12).read(PENDING, { run_id: 5 })))?.kind).toBe("limited");
      expect(await github.reading(ADDRESS).read(PENDING, { run_id: 5 })).toEqual([]);
      const stopped = faultOf(await failure(client(12).write(REVIEW, review)));
      expect(stopped?.detail).toContain("nothing sent");
      expect(faultOf(await failure(client(13).write(REVIEW, review)))?.detail).not.toContain("nothing sent");
    });
  });

  it("writes nothing where the lease is lost", async () => {
    const { clock, github, person, sent } = personStage(() => json([]));
    const lost = async () => {
      throw new LeaseLost({ repository: 77, tag: "v1" });
    };
    const client = github.asPerson(ADDRESS, person(), { guard: lost });
    await clock.busy(() => expect(client.write(REVIEW, review)).rejects.toThrow(LeaseLost));
    expect(sent).toEqual([]);
  });
});

describe("a person's token that GitHub does not take", () => {
  it.each(["read", "write"] as const)(
    "in a %s: the link has ended, said once and asked once",
    async (how) => {
      const { clock, client, sent, refused } = personStage(() =>
        json({ message: "Bad credentials" }, { status: 401 }),
      );
      const error = await clock.busy(() =>
        failure(how === "read" ? client().read(PENDING, { run_id: 5 }) : client().write(REVIEW, review)),
      );
      expect(personRefusalOf(error)).toBe("link-ended");
      expect(faultOf(error)).toMatchObject({ kind: "forbidden", status: 401 });
      expect(faultOf(error)?.detail).toContain("link their GitHub account to the app again");
      expect(refused).toEqual(["ghu_ann"]);
      expect(sent).toHaveLength(1);
    },
  );

  it.each<[string, ResponseInit, string]>([
    [
      "by its words",
      { status: 403 },
      "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.",
    ],
    [
      "by its header",
      { status: 403, headers: { "x-github-sso": "required; url=https://github.com/orgs/a/sso?x=hunter2" } },
      "Forbidden",
    ],
    [
      "by its header where what is there is hidden",
      { status: 404, headers: { "x-github-sso": "required; url=https://github.com/orgs/a/sso?x=hunter2" } },
      "Not Found",
    ],
  ])("for want of a sign-in with SAML is known %s (sso-missing)", async (_name, init, message) => {
    const { clock, client, refused } = personStage(() => json({ message }, init));
    const error = await clock.busy(() => failure(client().write(REVIEW, review)));
    expect(personRefusalOf(error)).toBe("sso-missing");
    expect(faultOf(error)?.detail).toContain("SAML");
    expect(JSON.stringify(faultOf(error))).not.toContain("hunter2");
    expect(refused).toEqual([]);
  });

  it("for another reason is an ordinary refusal", async () => {
    const { clock, client } = personStage(() => json({ message: "Must have admin rights" }, { status: 403 }));
    const error = await clock.busy(() => failure(client().write(REVIEW, review)));
    expect(personRefusalOf(error)).toBeUndefined();
    expect(faultOf(error)).toMatchObject({ kind: "forbidden", status: 403 });
  });

  it("says nothing of a person where the app itself asked", async () => {
    const { github, clock } = stage(() => json({ message: "Bad credentials" }, { status: 401 }));
    const error = await clock.busy(() => failure(github.reading(ADDRESS).read(PENDING, { run_id: 5 })));
    expect(personRefusalOf(error)).toBeUndefined();
  });
});

describe("whose token it is", () => {
  it("is a number and a login", async () => {
    const { github, sent } = stage(() => json({ id: 12, login: "ann", email: "a@b.c" }));
    expect(await github.whoIs("ghu_ann")).toEqual({ id: 12, login: "ann" });
    expect(sent).toMatchObject([{ path: "/user" }]);
    expect(sent[0]?.headers.get("authorization")).toBe("token ghu_ann");
  });

  it.each([[{}], [{ id: 0, login: "ann" }], [{ id: 1.5, login: "ann" }], [{ id: 12 }]])(
    "is nobody's where GitHub answers %j",
    async (answer) => {
      const { github } = stage(() => json(answer));
      expect(faultOf(await failure(github.whoIs("ghu_ann")))?.kind).toBe("broken");
    },
  );
});
