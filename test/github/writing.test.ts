import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { faultOf } from "../../src/github/fault.ts";
import type { GitHub, Writing } from "../../src/github/github.ts";
import { LeaseLost } from "../../src/store/store.ts";
import { ADDRESS, failure, json, START, type Stage, stage, tokenNumber } from "./stage.ts";

const COMMENT = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments" as const;
const BOARD = "PATCH /repos/{owner}/{repo}/issues/{issue_number}" as const;
const CHECK = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}" as const;
const REACTION = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions" as const;
const said = { issue_number: 3, body: "hello" };
const allowed = async () => {};

const boardOf = (github: GitHub) => github.writing(ADDRESS, "board", { guard: allowed });
const failedComment = ({ github, clock }: Stage) =>
  clock.busy(() => failure(boardOf(github).write(COMMENT, said)));

describe("a write", () => {
  it("is sent once, with the task's token and what was given", async () => {
    const { github, clock, sent } = stage(() => json({ id: 8 }, { status: 201 }));
    const comment = await clock.busy(() => boardOf(github).write(COMMENT, said));
    expect(comment.id).toBe(8);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      method: "POST",
      path: "/repos/acme/widget/issues/3/comments",
      body: { body: "hello" },
    });
    expect(github.counts()).toMatchObject({ writes: 1, creations: 1 });
  });

  it("gives nothing where GitHub answers nothing", async () => {
    const { github, clock } = stage(() => new Response(null, { status: 204 }));
    const gate = github.writing(ADDRESS, "gate", { guard: allowed });
    const answer = await clock.busy(() =>
      gate.write("POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule", {
        run_id: 1,
        environment_name: "pypi",
        state: "approved",
        comment: "approved by @ann",
      }),
    );
    expect(answer).toBeUndefined();
  });

  it.each([500, 502, 503, 504])("is never repeated: after a %i it may have happened", async (status) => {
    const on = stage(() => json({ message: "Server Error" }, { status }));
    const error = await failedComment(on);
    expect(on.sent).toHaveLength(1);
    expect(faultOf(error)).toMatchObject({ kind: "unreachable", status, ambiguous: true });
  });

  it.each([
    ["ECONNRESET", true],
    ["UND_ERR_SOCKET", true],
    ["ECONNREFUSED", undefined],
    ["ENOTFOUND", undefined],
  ])("that ends with %s has ambiguous = %s, by whether it can have been sent", async (code, ambiguous) => {
    const on = stage(() => {
      throw Object.assign(new TypeError("fetch failed"), {
        cause: Object.assign(new Error("no"), { code }),
      });
    });
    const error = await failedComment(on);
    expect(on.sent).toHaveLength(1);
    expect(faultOf(error)).toMatchObject({ kind: "unreachable", detail: expect.stringContaining(code) });
    expect(faultOf(error)?.ambiguous).toBe(ambiguous);
  });

  it("that times out may have happened", async () => {
    const on = stage(() => {
      throw new DOMException("The operation was aborted due to timeout", "TimeoutError");
    });
    const error = await failedComment(on);
    expect(faultOf(error)).toMatchObject({ kind: "unreachable", ambiguous: true });
    expect(error.message).toContain("timed out");
  });

  it("whose answer cannot be understood may have happened", async () => {
    const on = stage(() => new Response("<html>", { headers: { "content-type": "application/json" } }));
    expect(faultOf(await failedComment(on))).toMatchObject({ kind: "broken", ambiguous: true });
  });

  it.each([
    [
      "a board",
      (github: Writing): Promise<unknown> => github.write(BOARD, { issue_number: 3, body: "text" }),
    ],
    [
      "a check run",
      (github: Writing): Promise<unknown> => github.write(CHECK, { check_run_id: 4, name: "release" }),
    ],
    [
      "a reaction",
      (github: Writing): Promise<unknown> => github.write(REACTION, { comment_id: 5, content: "eyes" }),
    ],
  ])("that only sets %s is sent again, under the lease", async (what, set) => {
    let failures = 2;
    const { github, clock, sent } = stage(() => {
      failures -= 1;
      return failures >= 0 ? json({ message: "Server Error" }, { status: 502 }) : json({});
    });
    let looked = 0;
    const guard = async () => {
      looked += 1;
    };
    const task = what === "a check run" ? "check" : "board";
    await clock.busy(() => set(github.writing(ADDRESS, task, { guard })));
    expect(sent).toHaveLength(3);
    expect(looked).toBe(3);
  });

  it.each([
    [401, "forbidden"],
    [403, "forbidden"],
    [404, "refused"],
    [409, "refused"],
    [422, "refused"],
  ])("refused with %i did not happen, and is not repeated", async (status, kind) => {
    const on = stage(() => json({ message: "Validation Failed" }, { status }));
    const error = await failedComment(on);
    expect(on.sent).toHaveLength(1);
    expect(faultOf(error)).toMatchObject({ kind, status });
    expect(faultOf(error)?.ambiguous).toBeUndefined();
  });

  it("names GitHub's reasons, but repeats no rejected value", async () => {
    const errors = [
      "Body is too long",
      { resource: "Issue", field: "title", code: "invalid", value: "my text" },
    ];
    const on = stage(() => json({ message: "Validation Failed", errors }, { status: 422 }));
    const error = await failedComment(on);
    expect(error.message).toContain("422 Validation Failed: Body is too long: Issue title invalid");
    expect(error.message).not.toContain("my text");
  });

  it.each([301, 307])("is not sent after a repository that moved (%i)", async (status) => {
    const headers = { location: "https://api.github.com/repositories/77/issues/3/comments" };
    const on = stage(() => new Response(null, { status, headers }));
    expect(faultOf(await failedComment(on))).toMatchObject({ kind: "refused", status });
    expect(on.sent).toHaveLength(1);
    expect(on.sent[0]?.redirect).toBe("manual");
  });
});

describe("the lease", () => {
  it("is looked at before each write, after every wait, with the time-out it has to outlive", async () => {
    const { github, clock, sent } = stage(() => json({}, { status: 201 }));
    const looked: [number, number, number][] = [];
    const board = github.writing(ADDRESS, "board", {
      guard: async (timeout) => {
        looked.push([clock.now() - START, sent.length, timeout]);
      },
    });
    await clock.busy(async () => {
      await board.write(COMMENT, said);
      await board.write(COMMENT, said);
    });
    expect(looked).toEqual([
      [0, 0, 20_000],
      [1_000, 1, 20_000],
    ]);
  });

  it.each([
    [5_000, 5_000],
    [300_000, 20_000],
  ])("bounds the time-out: with %i ms at most it is %i", async (longestWrite, expected) => {
    const { github, clock } = stage(() => json({}, { status: 201 }), { longestWrite });
    const timeouts: number[] = [];
    const guard = async (timeout: number) => void timeouts.push(timeout);
    await clock.busy(() => github.writing(ADDRESS, "board", { guard }).write(COMMENT, said));
    expect(timeouts).toEqual([expected]);
  });

  it("once lost lets nothing be written", async () => {
    const { github, clock, sent } = stage(() => json({}, { status: 201 }));
    const board = github.writing(ADDRESS, "board", {
      guard: async () => {
        throw new LeaseLost({ repository: 77, tag: "v1" });
      },
    });
    const error = await clock.busy(() => failure(board.write(COMMENT, said)));
    expect(error).toBeInstanceOf(LeaseLost);
    expect(sent).toHaveLength(0);
    expect(github.counts().writes).toBe(0);
  });
});

describe("an upload", () => {
  const asset = (bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>, size: number) => ({
    name: "widget 1.0.zip",
    contentType: "application/zip",
    bytes,
    size,
  });

  it("goes to GitHub's server for uploads", async () => {
    const { github, clock, sent } = stage(() => json({ id: 4, state: "uploaded" }, { status: 201 }));
    const release = github.writing(ADDRESS, "release", { guard: allowed });
    const url = "https://uploads.github.com/repos/acme/widget/releases/1/assets{?name,label}";
    const uploaded = await clock.busy(() => release.upload(url, asset(new Uint8Array([1, 2]), 2)));
    expect(uploaded.state).toBe("uploaded");
    expect(sent[0]?.path).toBe("/repos/acme/widget/releases/1/assets?name=widget%201.0.zip");
    expect(sent[0]?.headers.get("content-type")).toBe("application/zip");
    expect(sent[0]?.body).toEqual(new Uint8Array([1, 2]));
  });

  it.each(["https://evil.example/{?name,label}", "http://uploads.github.com/x{?name}", "uploads"])(
    "goes nowhere else with our token: %s",
    async (url) => {
      const { github, clock, sent } = stage(() => json({}));
      const release = github.writing(ADDRESS, "release", { guard: allowed });
      const error = await clock.busy(() => failure(release.upload(url, asset(new Uint8Array([1]), 1))));
      expect(faultOf(error)?.kind).toBe("refused");
      expect(sent).toHaveLength(0);
    },
  );

  it("asks for a lease as long as its size needs", async () => {
    const { github, clock } = stage(() => json({}, { status: 201 }));
    const timeouts: number[] = [];
    const release = github.writing(ADDRESS, "release", {
      guard: async (timeout) => {
        timeouts.push(timeout);
      },
    });
    const url = "https://uploads.github.com/assets{?name,label}";
    await clock.busy(() => release.upload(url, asset(new Uint8Array([1]), 50 * 1024 * 1024)));
    expect(timeouts).toEqual([120_000]);
  });

  /** Uploads eleven bytes to a server of this status; gives what it got and what came of it. */
  async function uploaded(status: number) {
    const got: { headers: IncomingHttpHeaders; bytes: string }[] = [];
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      got.push({ headers: request.headers, bytes: Buffer.concat(parts).toString() });
      const headers = { "content-type": "application/json", location: "/elsewhere" };
      response.writeHead(status, headers).end('{"id": 1}');
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const on = stage(() => undefined, {
      baseUrl,
      first: ({ path, method, headers, body, redirect }) =>
        path.startsWith("/up")
          ? fetch(baseUrl + path, {
              method,
              headers,
              body,
              redirect,
              window: null,
              duplex: "half",
            } as RequestInit)
          : undefined,
    });
    const stream = new Blob(["bytes ", "of it"]).stream() as ReadableStream<Uint8Array>;
    const release = on.github.writing(ADDRESS, "release", { guard: allowed });
    const upload = on.clock.busy(() => release.upload(`${baseUrl}/up{?name,label}`, asset(stream, 11)));
    const [outcome] = await Promise.allSettled([upload]);
    await new Promise((closed) => server.close(closed));
    return { got, outcome };
  }

  it("streams its bytes with their length said up front", async () => {
    const { got } = await uploaded(201);
    expect(got[0]?.bytes).toBe("bytes of it");
    expect(got[0]?.headers["content-length"]).toBe("11");
    expect(got[0]?.headers["transfer-encoding"]).toBeUndefined();
  });

  it.each([301, 307])("is refused for certain by a repository that moved (%i)", async (status) => {
    const { got, outcome } = await uploaded(status);
    expect(got).toHaveLength(1);
    const { fault } = outcome.status === "rejected" ? outcome.reason : {};
    expect(fault).toMatchObject({ kind: "refused", detail: expect.stringContaining("has moved") });
    expect(fault.ambiguous).toBeUndefined();
  });
});

describe("the reading half of a write client", () => {
  it("reads with the read token", async () => {
    const { github, clock, sent, minted } = stage(() => json({ number: 3 }));
    await clock.busy(() =>
      boardOf(github).read("GET /repos/{owner}/{repo}/issues/{issue_number}", { issue_number: 3 }),
    );
    expect(sent[0]?.headers.get("authorization")).toBe(`token ${tokenNumber(1)}`);
    expect(minted).toHaveLength(1);
    expect(Object.values(minted[0]?.["permissions"] ?? {})).not.toContain("write");
  });
});
