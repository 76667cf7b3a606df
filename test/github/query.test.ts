import { describe, expect, it } from "vitest";
import { faultOf } from "../../src/github/fault.ts";
import { ADDRESS, failure, json, START, stage } from "./stage.ts";

const NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";

describe("a GraphQL query", () => {
  it("gives its data", async () => {
    const { github, clock, sent } = stage(() => json({ data: { nodes: [{ id: "a" }] } }));
    const data = await clock.busy(() => github.reading(ADDRESS).query(NODES, { ids: ["a"] }));
    expect(data).toEqual({ nodes: [{ id: "a" }] });
    expect(sent[0]).toMatchObject({
      method: "POST",
      path: "/graphql",
      body: { query: NODES, variables: { ids: ["a"] } },
    });
  });

  it("goes beside REST on GitHub Enterprise Server", async () => {
    const first = ({ path }: { path: string }) => {
      if (path === "/api/v3/app/installations/5") return json({ permissions: { metadata: "read" } });
      const token = { token: "ghs_x", expires_at: new Date(START + 3_600_000).toISOString() };
      return path.endsWith("/access_tokens") ? json(token, { status: 201 }) : undefined;
    };
    const { github, clock, sent } = stage(() => json({ data: {} }), {
      baseUrl: "https://git.acme.dev/api/v3",
      first,
    });
    await clock.busy(() => github.reading(ADDRESS).query(NODES, { ids: [] }));
    expect(sent[0]?.path).toBe("/api/graphql");
  });

  it.each(["mutation { addStar(input: {}) { id } }", "query A { a } mutation B { b }", "subscription { a }"])(
    "is all that is sent: not %s",
    async (document) => {
      const { github, clock, sent, minted } = stage(() => json({ data: {} }));
      const error = await clock.busy(() => failure(github.reading(ADDRESS).query(document, {})));
      expect(faultOf(error)?.kind).toBe("refused");
      expect([...sent, ...minted]).toEqual([]);
    },
  );

  it.each([
    ["errors", { data: { nodes: [null] }, errors: [{ type: "FORBIDDEN", message: "no" }] }, "FORBIDDEN: no"],
    ["an error without a type", { errors: [{ message: "Something went wrong" }] }, "Something went wrong"],
    ["neither data nor errors", {}, "no data"],
  ])("answered 200 with %s is a fault", async (_case, answer, words) => {
    const { github, clock } = stage(() => json(answer));
    const error = await clock.busy(() => failure(github.reading(ADDRESS).query(NODES, { ids: [] })));
    expect(faultOf(error)).toMatchObject({ kind: "broken", detail: expect.stringContaining(words) });
  });

  const gone = { type: "NOT_FOUND", path: ["nodes", 0], message: "Could not resolve to a node" };

  it("with `partial` has null for what was not found", async () => {
    const { github, clock } = stage(() => json({ data: { nodes: [null, { id: "b" }] }, errors: [gone] }));
    const ask = (partial: boolean) =>
      clock.busy(() => github.reading(ADDRESS).query(NODES, { ids: ["a", "b"] }, { partial }));
    expect(await ask(true)).toEqual({ nodes: [null, { id: "b" }] });
    expect(faultOf(await failure(ask(false)))?.kind).toBe("broken");
  });

  it("with `partial` still fails for any other error: null must mean deleted", async () => {
    const errors = [gone, { type: "FORBIDDEN", path: ["nodes", 1], message: "no" }];
    const { github, clock } = stage(() => json({ data: { nodes: [null, null] }, errors }));
    const error = await clock.busy(() =>
      failure(github.reading(ADDRESS).query(NODES, { ids: ["a", "b"] }, { partial: true })),
    );
    expect(error.message).toContain("FORBIDDEN");
  });

  it.each([502, 503])("answered %i is sent again, three times in all", async (status) => {
    const { github, clock, sent } = stage(() => json({ message: "busy" }, { status }));
    const error = await clock.busy(() => failure(github.reading(ADDRESS).query(NODES, { ids: [] })));
    expect(sent).toHaveLength(3);
    expect(faultOf(error)).toMatchObject({ kind: "unreachable", status });
    expect(faultOf(error)?.ambiguous).toBeUndefined();
  });

  it("that stumbles once gives its data", async () => {
    const answers = [json({ message: "busy" }, { status: 502 }), json({ data: { nodes: [] } })];
    const { github, clock } = stage(() => answers.shift());
    expect(await clock.busy(() => github.reading(ADDRESS).query(NODES, { ids: [] }))).toEqual({ nodes: [] });
  });

  it.each([
    [502, 1],
    [504, 1],
    [503, 3],
  ])(
    "that is paced, answered %i, is sent %i times: GitHub charges for those it gives up",
    async (status, times) => {
      const { github, clock, sent } = stage(() => json({ message: "timeout" }, { status }));
      const asked = () => github.reading(ADDRESS).query(NODES, { ids: [] }, { paced: true });
      expect(faultOf(await clock.busy(() => failure(asked())))).toMatchObject({
        kind: "unreachable",
        status,
      });
      expect(sent).toHaveLength(times);
    },
  );

  it("refused because of a limit says until when, though GitHub answers 200", async () => {
    const reset = String((START + 600_000) / 1_000);
    const headers = {
      date: new Date(START).toUTCString(),
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": reset,
      "x-ratelimit-resource": "graphql",
    };
    const answer = { errors: [{ type: "RATE_LIMITED", message: "Come back later" }] };
    const { github, clock } = stage(() => json(answer, { headers }));
    const error = await clock.busy(() => failure(github.reading(ADDRESS).query(NODES, { ids: [] })));
    expect(faultOf(error)).toMatchObject({ kind: "limited", until: START + 600_000 });
  });

  it("is not spaced", async () => {
    const { github, clock, sent } = stage(() => json({ data: {} }));
    await clock.busy(async () => {
      for (let i = 0; i < 5; i += 1) await github.reading(ADDRESS).query(NODES, { ids: [] });
    });
    expect(sent.map(({ at }) => at)).toEqual(Array(5).fill(START));
  });
});
