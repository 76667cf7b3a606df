import { describe, expect, it } from "vitest";
import { faultOf } from "../../src/github/fault.ts";
import { failure, json, type Script, stage } from "./stage.ts";

describe("the app", () => {
  it("knows itself by its JWT, asked once", async () => {
    let asked = 0;
    const first: Script = ({ path, headers }) => {
      if (path === "/app") asked += 1;
      expect(headers.get("authorization")).toMatch(/^bearer eyJ/);
      return undefined;
    };
    const { github } = stage(() => undefined, { first });
    expect(await Promise.all([github.app(), github.app()])).toEqual(
      Array(2).fill({ id: 1234, slug: "conductor" }),
    );
    expect(asked).toBe(1);
  });

  it("asks again after a failure", async () => {
    let failing = true;
    const first: Script = () =>
      failing ? json({ message: "A JSON web token could not be decoded" }, { status: 401 }) : undefined;
    const { github } = stage(() => undefined, { first });
    expect(faultOf(await failure(github.app()))).toMatchObject({ kind: "forbidden", status: 401 });
    failing = false;
    expect((await github.app()).slug).toBe("conductor");
  });

  it("asks again once GitHub has refused its JWT elsewhere", async () => {
    let refusing = false;
    const first: Script = () =>
      refusing ? json({ message: "A JSON web token could not be decoded" }, { status: 401 }) : undefined;
    const { github } = stage(() => undefined, { first });
    await github.app();
    refusing = true;
    expect((await github.app()).slug).toBe("conductor");
    await failure(github.installations());
    expect(faultOf(await failure(github.app()))).toMatchObject({ kind: "forbidden", status: 401 });
    refusing = false;
    expect((await github.app()).slug).toBe("conductor");
  });

  it("lists where it is installed, over all pages", async () => {
    const first: Script = ({ path }) => {
      if (path === "/app/installations?per_page=100") {
        const link = '<https://api.github.com/app/installations?per_page=100&page=2>; rel="next"';
        return json(
          [{ id: 5, account: { login: "acme" }, suspended_at: null, permissions: { issues: "write" } }],
          { headers: { link } },
        );
      }
      const suspended_at = "2026-01-01T00:00:00Z";
      return path.endsWith("page=2")
        ? json([{ id: 6, account: { login: "umbra" }, suspended_at, permissions: {} }])
        : undefined;
    };
    const { github } = stage(() => undefined, { first });
    expect(await github.installations()).toEqual([
      { id: 5, account: "acme", suspended: false, permissions: { issues: "write" } },
      { id: 6, account: "umbra", suspended: true, permissions: {} },
    ]);
  });

  it("lists an installation's repositories with a token that can only see them, archived ones left out", async () => {
    const repository = (id: number, name: string, archived: boolean) => ({
      id,
      node_id: `R_${id}`,
      pushed_at: "2026-11-01T10:00:00Z",
      name,
      archived,
      owner: { login: "acme" },
    });
    const { github, clock, minted } = stage(() =>
      json({ total_count: 2, repositories: [repository(77, "widget", false), repository(78, "old", true)] }),
    );
    expect(await clock.busy(() => github.repositories(5))).toEqual([
      {
        address: { installation: 5, repository: 77, owner: "acme", name: "widget" },
        node: "R_77",
        pushedAt: Date.parse("2026-11-01T10:00:00Z"),
      },
    ]);
    expect(minted).toEqual([{ permissions: { metadata: "read" } }]);
  });

  it("remembers what was granted for ten minutes, or until told that it changed", async () => {
    const granted: Record<string, string> = { metadata: "read" };
    const { github, clock } = stage(() => undefined, { granted });
    expect(await github.permissions(5)).toEqual({ metadata: "read" });
    granted["issues"] = "write";
    expect(await github.permissions(5)).toEqual({ metadata: "read" });
    github.forget(5);
    expect(await github.permissions(5)).toEqual({ metadata: "read", issues: "write" });
    granted["checks"] = "write";
    await clock.busy(() => clock.sleepUntil(clock.now() + 600_000));
    expect(await github.permissions(5)).toMatchObject({ checks: "write" });
  });
});
