import { describe, expect, it } from "vitest";
import { faultOf } from "../../src/github/fault.ts";
import { ADDRESS, failure, json, type Script, START, stage, tokenNumber } from "./stage.ts";

const ISSUE = "GET /repos/{owner}/{repo}/issues/{issue_number}" as const;

describe("a read", () => {
  it("is sent with the API version, our user agent and the token of the repository", async () => {
    const { github, clock, sent } = stage(() => json({ number: 3 }));
    const issue = await clock.busy(() => github.reading(ADDRESS).read(ISSUE, { issue_number: 3 }));
    expect(issue.number).toBe(3);
    expect(sent[0]?.path).toBe("/repos/acme/widget/issues/3");
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toMatchObject({
      accept: "application/vnd.github+json",
      authorization: `token ${tokenNumber(1)}`,
      "user-agent": "release-conductor/0.1.0",
      "x-github-api-version": "2022-11-28",
    });
  });

  it("reads large numbers as numbers, so that they can be written as JSON again", async () => {
    const { github, clock } = stage(
      () => new Response('{"id": 90071992547409930}', { headers: { "content-type": "application/json" } }),
    );
    const issue = await clock.busy(() => github.reading(ADDRESS).read(ISSUE, { issue_number: 3 }));
    expect(typeof issue.id).toBe("number");
  });

  it("knows GitHub's time of its newest answer, whatever the answer", async () => {
    const { github, clock } = stage(({ path }) =>
      path.endsWith("/3")
        ? json({}, { headers: { date: "Mon, 02 Nov 2026 12:00:07 GMT" } })
        : json({ message: "gone" }, { status: 410, headers: { date: "Mon, 02 Nov 2026 12:00:09 GMT" } }),
    );
    const reading = github.reading(ADDRESS);
    expect(reading.seenAt()).toBeUndefined();
    await clock.busy(() => reading.read(ISSUE, { issue_number: 3 }));
    expect(reading.seenAt()).toBe(START + 7_000);
    await clock.busy(() => failure(reading.read(ISSUE, { issue_number: 4 })));
    expect(reading.seenAt()).toBe(START + 9_000);
  });
});

describe("an answer with an ETag", () => {
  const etagged: Script = ({ headers }) =>
    headers.get("if-none-match") === '"v1"'
      ? new Response(null, { status: 304 })
      : json({ number: 3, title: "board" }, { headers: { etag: '"v1"' } });

  it("is used again when GitHub says that nothing changed", async () => {
    const { github, clock, sent } = stage(etagged);
    const first = await clock.busy(() => github.reading(ADDRESS).read(ISSUE, { issue_number: 3 }));
    const again = await clock.busy(() => github.reading(ADDRESS).read(ISSUE, { issue_number: 3 }));
    expect(again).toEqual(first);
    expect(Object.isFrozen(again)).toBe(true);
    expect(sent).toHaveLength(2);
    expect(github.counts()).toMatchObject({ reads: 3, notModified: 1 });
  });

  it("is not used with a renewed token, whose ETags are others", async () => {
    const { github, clock, sent } = stage(etagged);
    const read = () => clock.busy(() => github.reading(ADDRESS).read(ISSUE, { issue_number: 3 }));
    await read();
    await clock.busy(() => clock.sleepUntil(START + 3_600_000));
    await read();
    expect(sent.map(({ headers }) => headers.get("if-none-match"))).toEqual([null, null]);
    expect(sent[1]?.headers.get("authorization")).toBe(`token ${tokenNumber(2)}`);
  });

  it("keeps its Link header, so that an unchanged list still has its second page", async () => {
    const { github, clock } = stage(({ path, headers }) => {
      if (path.includes("page=2")) return json([{ number: 2 }]);
      if (headers.get("if-none-match")) return new Response(null, { status: 304 });
      const link = '<https://api.github.com/repos/acme/widget/issues?per_page=100&page=2>; rel="next"';
      return json([{ number: 1 }], { headers: { etag: '"p1"', link } });
    });
    const list = () =>
      clock.busy(() => github.reading(ADDRESS).readAll("GET /repos/{owner}/{repo}/issues", {}));
    await list();
    expect((await list()).map((issue) => issue.number)).toEqual([1, 2]);
  });
});

describe("a read that fails", () => {
  it.each([502, 503, 504])("is repeated twice after a %i, and then a fault", async (status) => {
    const { github, clock, sent } = stage(() => json({ message: "Server Error" }, { status }));
    const error = await clock.busy(() => failure(github.reading(ADDRESS).read(ISSUE, { issue_number: 3 })));
    expect(sent.map(({ at }) => at - START)).toEqual([0, 1_000, 3_000]);
    expect(faultOf(error)).toMatchObject({ whom: "GitHub", kind: "unreachable", status });
    expect(faultOf(error)?.ambiguous).toBeUndefined();
  });

  it("is repeated when the connection failed", async () => {
    let tries = 0;
    const { github, clock } = stage(() => {
      tries += 1;
      if (tries === 1) throw Object.assign(new TypeError("fetch failed"), { cause: reset() });
      return json({ number: 3 });
    });
    await clock.busy(() => github.reading(ADDRESS).read(ISSUE, { issue_number: 3 }));
    expect(tries).toBe(2);
  });

  it.each([400, 403, 404, 409, 422, 500])("is not repeated after a %i", async (status) => {
    const { github, clock, sent } = stage(() => json({ message: "no" }, { status }));
    const error = await clock.busy(() => failure(github.reading(ADDRESS).read(ISSUE, { issue_number: 3 })));
    expect(sent).toHaveLength(1);
    expect(faultOf(error)?.status).toBe(status);
    expect(error.message).toContain(`${ISSUE} (acme/widget): ${status} no`);
  });

  it("is a fault, not an empty answer, when the body breaks off", async () => {
    const broken = () =>
      new ReadableStream({
        pull(controller) {
          controller.error(reset());
        },
      });
    const { github, clock, sent } = stage(
      () => new Response(broken(), { headers: { "content-type": "application/json" } }),
    );
    const error = await clock.busy(() => failure(github.reading(ADDRESS).read(ISSUE, { issue_number: 3 })));
    expect(faultOf(error)).toMatchObject({
      kind: "unreachable",
      detail: expect.stringContaining("ECONNRESET"),
    });
    expect(sent).toHaveLength(3);
  });

  it("is a fault when the answer is not the JSON it says it is", async () => {
    const { github, clock } = stage(
      () => new Response('{"number":', { headers: { "content-type": "application/json" } }),
    );
    const error = await clock.busy(() => failure(github.reading(ADDRESS).read(ISSUE, { issue_number: 3 })));
    expect(faultOf(error)?.kind).toBe("broken");
  });

  it("sleeps in one line with the reads beside it, so that a virtual clock does not slip", async () => {
    const seen = new Map<string, number>();
    const { github, clock } = stage(({ path }) => {
      const tries = (seen.get(path) ?? 0) + 1;
      seen.set(path, tries);
      return tries === 1 ? json({}, { status: 503 }) : json({});
    });
    const late: number[] = [];
    const other = clock.busy(async () => {
      await clock.sleepUntil(START + 1_500);
      late.push(clock.now() - START);
    });
    const reading = github.reading(ADDRESS);
    await clock.busy(() =>
      Promise.all([1, 2, 3].map((issue) => reading.read(ISSUE, { issue_number: issue }))),
    );
    await other;
    expect(late).toEqual([1_500]);
    expect(clock.now() - START).toBe(1_500);
  });
});

describe("what may be absent", () => {
  it.each([404, 410])("is undefined after a %i, while the repository is visible", async (status) => {
    const { github, clock, sent } = stage(({ path }) =>
      path === "/repos/acme/widget" ? json({ id: 77 }) : json({ message: "no" }, { status }),
    );
    const reading = github.reading(ADDRESS);
    const issue = await clock.busy(() => reading.readOrAbsent(ISSUE, { issue_number: 3 }));
    expect(issue).toBeUndefined();
    await clock.busy(() => reading.readOrAbsent(ISSUE, { issue_number: 4 }));
    // The repository is asked for once a minute at most.
    expect(sent.filter(({ path }) => path === "/repos/acme/widget")).toHaveLength(1);
  });

  it("is a fault when the token sees nothing of the repository", async () => {
    const { github, clock } = stage(() => json({ message: "Not Found" }, { status: 404 }));
    const error = await clock.busy(() =>
      failure(github.reading(ADDRESS).readOrAbsent(ISSUE, { issue_number: 3 })),
    );
    expect(faultOf(error)).toMatchObject({ kind: "forbidden", status: 404 });
  });

  it("is a fault when GitHub does not answer", async () => {
    const { github, clock } = stage(() => json({}, { status: 500 }));
    const error = await clock.busy(() =>
      failure(github.reading(ADDRESS).readOrAbsent(ISSUE, { issue_number: 3 })),
    );
    expect(faultOf(error)?.kind).toBe("unreachable");
  });

  it("is a fault when no token can be had for the repository", async () => {
    const first: Script = ({ path }) =>
      path.endsWith("/access_tokens") ? json({ message: "Not Found" }, { status: 404 }) : undefined;
    const { github, clock } = stage(() => json({}), { first });
    const error = await clock.busy(() =>
      failure(github.reading(ADDRESS).readOrAbsent(ISSUE, { issue_number: 3 })),
    );
    expect(faultOf(error)?.kind).toBe("forbidden");
    expect(error.message).toContain("no token of installation 5 for repository 77");
  });
});

describe("a list", () => {
  const RUNS = "GET /repos/{owner}/{repo}/actions/runs" as const;
  const next = (page: number, host = "api.github.com") =>
    `<https://${host}/repos/acme/widget/actions/runs?per_page=100&event=push&page=${page}>; rel="next", <https://x>; rel="last"`;

  it("is read along the Link header, 100 a page, out of its wrapping", async () => {
    const { github, clock, sent } = stage(({ path }) =>
      path.includes("page=2")
        ? json({ total_count: 3, workflow_runs: [{ id: 3 }] })
        : json({ total_count: 3, workflow_runs: [{ id: 1 }, { id: 2 }] }, { headers: { link: next(2) } }),
    );
    const runs = await clock.busy(() => github.reading(ADDRESS).readAll(RUNS, { event: "push" }));
    expect(runs.map((run) => run.id)).toEqual([1, 2, 3]);
    expect(sent.map(({ path }) => path.split("?")[1])).toEqual([
      "event=push&per_page=100",
      "per_page=100&event=push&page=2",
    ]);
  });

  it("stops after the pages asked for", async () => {
    const { github, clock, sent } = stage(() =>
      json({ workflow_runs: [{ id: 1 }] }, { headers: { link: next(2) } }),
    );
    const runs = await clock.busy(() => github.reading(ADDRESS).readAll(RUNS, {}, { most: 2 }));
    expect(runs).toHaveLength(2);
    expect(sent).toHaveLength(2);
  });

  it("is a fault when it does not end", async () => {
    const { github, clock } = stage(() =>
      json({ workflow_runs: [{ id: 1 }] }, { headers: { link: next(2) } }),
    );
    const error = await clock.busy(() => failure(github.reading(ADDRESS).readAll(RUNS, {})));
    expect(error.message).toContain("more than 100 pages");
  });

  it("never carries the token to another server", async () => {
    const { github, clock, sent } = stage(() =>
      json({ workflow_runs: [] }, { headers: { link: next(2, "evil.example") } }),
    );
    const error = await clock.busy(() => failure(github.reading(ADDRESS).readAll(RUNS, {})));
    expect(faultOf(error)?.kind).toBe("broken");
    expect(sent).toHaveLength(1);
  });

  it("is a fault when the answer is none", async () => {
    const { github, clock } = stage(() => json({ surprise: true }));
    const error = await clock.busy(() => failure(github.reading(ADDRESS).readAll(RUNS, {})));
    expect(error.message).toContain("the answer is no list");
  });
});

describe("the location of a download", () => {
  const ZIP = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}" as const;
  const asked = { artifact_id: 9, archive_format: "zip" };

  it("is where GitHub redirects to, which is not followed", async () => {
    const to = "https://blob.example/zip?sig=secret";
    const { github, clock, sent } = stage(
      () => new Response(null, { status: 302, headers: { location: to } }),
    );
    const location = await clock.busy(() => github.reading(ADDRESS).location(ZIP, asked));
    expect(location.href).toBe(to);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.redirect).toBe("manual");
  });

  it.each([
    [410, "refused"],
    [200, "broken"],
    [301, "broken"],
  ])("is a fault after a %i", async (status, kind) => {
    const headers = status === 301 ? { location: "https://api.github.com/repositories/77" } : {};
    const { github, clock } = stage(() => new Response(null, { status, headers }));
    const error = await clock.busy(() => failure(github.reading(ADDRESS).location(ZIP, asked)));
    expect(faultOf(error)).toMatchObject({ kind, status });
  });
});

function reset(): Error {
  return Object.assign(new Error("socket"), { code: "ECONNRESET" });
}
