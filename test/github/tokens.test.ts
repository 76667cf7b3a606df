import { describe, expect, it } from "vitest";
import { connect } from "../../src/github/connect.ts";
import { faultOf } from "../../src/github/fault.ts";
import { TASKS, type Task } from "../../src/github/tasks.ts";
import { createTokens } from "../../src/github/tokens.ts";
import { MINUTE } from "../../src/release/instant.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";
import { ADDRESS, EVERYTHING, failure, json, KEY, type Script, START, stage, tokenNumber } from "./stage.ts";

const ISSUE = "GET /repos/{owner}/{repo}/issues/{issue_number}" as const;
const LABELS = "POST /repos/{owner}/{repo}/labels" as const;
const guard = async () => {};

describe("a token", () => {
  it("to read is of one repository and can only read", async () => {
    const { github, clock, minted } = stage(() => json({}));
    await clock.busy(() => github.reading(ADDRESS).read(ISSUE, { issue_number: 1 }));
    expect(minted).toEqual([
      {
        repository_ids: [77],
        permissions: {
          metadata: "read",
          actions: "read",
          checks: "read",
          contents: "read",
          deployments: "read",
          issues: "read",
          pull_requests: "read",
        },
      },
    ]);
  });

  it("leaves out what the installation has not granted", async () => {
    const granted = { metadata: "read", issues: "write", attestations: "read" };
    const { github, clock, minted } = stage(() => json({}), { granted });
    await clock.busy(() => github.reading(ADDRESS).read(ISSUE, { issue_number: 1 }));
    expect(minted[0]?.["permissions"]).toEqual({ metadata: "read", issues: "read", attestations: "read" });
  });

  it("may push only to be shown drafts, and only where that is granted", async () => {
    const read = async (granted: Record<string, string>) => {
      const { github, clock, minted } = stage(() => json([]), { granted });
      const reading = github.reading(ADDRESS);
      await clock.busy(() => reading.readAll("GET /repos/{owner}/{repo}/releases", {}));
      return minted[0]?.["permissions"];
    };
    expect(await read({ metadata: "read", contents: "write", issues: "write" })).toEqual({
      contents: "write",
    });
    expect(await read({ metadata: "read", contents: "read" })).toEqual({
      metadata: "read",
      contents: "read",
    });
  });

  it.each([
    ["board", { issues: "write" }],
    ["check", { checks: "write" }],
    ["gate", { deployments: "write", actions: "read" }],
    ["run", { actions: "write" }],
    ["release", { contents: "write" }],
  ] as const)(
    "for the task %s is of one repository and has no more than it needs",
    async (task, permissions) => {
      const { github, clock, minted } = stage(() => json({}, { status: 201 }));
      await clock.busy(() => github.writing(ADDRESS, task, { guard }).write(LABELS, { name: "release" }));
      expect(minted).toEqual([{ repository_ids: [77], permissions }]);
    },
  );

  it("for releases may write discussions where that is granted", async () => {
    const granted = { ...EVERYTHING, discussions: "write" };
    const { github, clock, minted } = stage(() => json({}, { status: 201 }), { granted });
    await clock.busy(() => github.writing(ADDRESS, "release", { guard }).write(LABELS, { name: "x" }));
    expect(minted[0]?.["permissions"]).toEqual({ contents: "write", discussions: "write" });
  });

  it.each(Object.keys(TASKS) as Task[])(
    "for the task %s is not asked for without its permission, which is named",
    async (task) => {
      const { github, clock, sent, minted } = stage(() => json({}), { granted: { metadata: "read" } });
      const error = await clock.busy(() =>
        failure(github.writing(ADDRESS, task, { guard }).write(LABELS, { name: "x" })),
      );
      expect(faultOf(error)?.kind).toBe("forbidden");
      for (const name of Object.keys(TASKS[task].needs)) expect(error.message).toContain(name);
      expect([...sent, ...minted]).toEqual([]);
    },
  );

  it("is minted once for many requests side by side, and again shortly before it expires", async () => {
    const { github, clock, minted } = stage(() => json({}));
    const read = () =>
      clock.busy(() =>
        Promise.all([1, 2, 3].map((n) => github.reading(ADDRESS).read(ISSUE, { issue_number: n }))),
      );
    await read();
    await clock.busy(() => clock.sleepUntil(START + 49 * 60_000));
    await read();
    expect(minted).toHaveLength(1);
    await clock.busy(() => clock.sleepUntil(START + 51 * 60_000));
    await read();
    expect(minted).toHaveLength(2);
  });

  it("that GitHub does not know yet is tried again; one it knows no more is replaced", async () => {
    let refusals = 0;
    const { github, clock, sent, minted } = stage(() => {
      refusals -= 1;
      return refusals >= 0 ? json({ message: "Bad credentials" }, { status: 401 }) : json({});
    });
    const reading = github.reading(ADDRESS);
    refusals = 1;
    await clock.busy(() => reading.read(ISSUE, { issue_number: 1 }));
    expect(minted).toHaveLength(1);
    await clock.busy(() => clock.sleepUntil(START + 60_000));
    refusals = 1;
    await clock.busy(() => reading.read(ISSUE, { issue_number: 1 }));
    expect(sent.at(-1)?.headers.get("authorization")).toBe(`token ${tokenNumber(2)}`);
  });

  it.each(["write", "query"])("of a %s is asked for again where GitHub was only busy", async (what) => {
    let failures = 2;
    const first: Script = ({ path }) => {
      if (!path.endsWith("/access_tokens") || failures === 0) return;
      failures -= 1;
      return json({ message: "Server Error" }, { status: 502 });
    };
    const { github, clock, sent } = stage(() => json({ data: {} }), { first });
    const guard = async () => undefined;
    await clock.busy(async () => {
      if (what === "query") await github.reading(ADDRESS).query("query { viewer { login } }", {});
      else await github.writing(ADDRESS, "board", { guard }).write(LABELS, { name: "x" });
    });
    expect(failures).toBe(0);
    expect(sent).toHaveLength(1);
  });

  it("that could not be minted is asked for anew, with what is granted by then", async () => {
    let refuse = true;
    const first: Script = ({ path }) => {
      if (!(refuse && path.endsWith("/access_tokens"))) return;
      refuse = false;
      return json({ message: "The permissions requested are not granted" }, { status: 422 });
    };
    const { github, clock, minted } = stage(() => json({}), { first });
    const reading = github.reading(ADDRESS);
    const error = await clock.busy(() => failure(reading.read(ISSUE, { issue_number: 1 })));
    expect(faultOf(error)?.kind).toBe("forbidden");
    const before = github.counts().reads;
    await clock.busy(() => reading.read(ISSUE, { issue_number: 1 }));
    expect(minted).toHaveLength(1);
    // One for the permissions, one for the issue.
    expect(github.counts().reads - before).toBe(2);
  });
});

describe("secrets", () => {
  const TOKEN = tokenNumber(1);

  it("are in no message, fault or log, whatever GitHub or the network says", async () => {
    const echo: readonly Script[] = [
      () => json({ message: `Bad token ${TOKEN}` }, { status: 403 }),
      () => json({ message: "x", errors: [{ message: `Bearer ${TOKEN}` }] }, { status: 422 }),
      () => {
        throw new TypeError(`cannot send authorization: token ${TOKEN}`);
      },
      () => json({ data: null, errors: [{ type: "OOPS", message: TOKEN }] }),
    ];
    for (const script of echo) {
      const on = stage(script);
      const texts: unknown[] = [on.log];
      const note = async (promise: Promise<unknown>) => {
        const error = await failure(promise);
        texts.push(error.message, error.stack, JSON.stringify(error), faultOf(error));
      };
      await on.clock.busy(async () => {
        await note(
          on.github
            .reading(ADDRESS)
            .read(ISSUE, { issue_number: 1 })
            .then(() => refuse()),
        );
        await note(on.github.reading(ADDRESS).query("{ viewer { login } }", {}));
        await note(
          on.github
            .writing(ADDRESS, "board", { guard })
            .write(LABELS, { name: "x" })
            .then(() => refuse()),
        );
      });
      const said = JSON.stringify(texts);
      expect(said).toContain("/repos/{owner}/{repo}/issues");
      expect(said).not.toMatch(/ghs_|eyJ|PRIVATE KEY/);
    }
  });

  it("stay out of the complaint about a key that is none", () => {
    const settings = { appId: 1, baseUrl: "https://api.github.com", userAgent: "x/1", log: { debug() {} } };
    const { clock } = stage(() => undefined);
    const shared = createSharedInMemory();
    const bad = KEY.replaceAll("\n", " ").slice(0, 200);
    expect(() => connect({ ...settings, clock, shared, privateKey: bad })).toThrow(
      /not a PEM key: use the whole file/,
    );
  });
});

function refuse(): never {
  throw new Error("/repos/{owner}/{repo}/issues was answered");
}

describe("tokens that are used no more", () => {
  it("are told once, expired, refused or of an installation that is gone, and so is none still in use", async () => {
    const clock = createVirtualClock(START);
    const gone: string[] = [];
    let count = 0;
    const mint = async () => {
      count += 1;
      return { token: `t${count}`, expiresAt: clock.now() + 60 * MINUTE };
    };
    const tokens = createTokens({ clock, mint, gone: (token) => gone.push(token) });
    const take = (installation: number) => tokens.take({ installation, permissions: {} });
    await clock.busy(async () => {
      await take(1);
      await clock.sleepUntil(START + 49 * MINUTE);
      await take(2);
      expect(gone).toEqual([]);
      await clock.sleepUntil(START + 50 * MINUTE);
      await take(2);
      expect(gone).toEqual(["t1"]);
      tokens.refused({ installation: 2, permissions: {} });
      await take(2);
      expect(gone).toEqual(["t1", "t2"]);
      tokens.forget(2);
      tokens.forget(1);
      await take(1);
      expect(gone).toEqual(["t1", "t2", "t3"]);
    });
  });
});
