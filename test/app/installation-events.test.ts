import { describe, expect, it } from "vitest";
import { touched, wakeTouched } from "../../src/app/installation-events.ts";
import type { QueueRow, Wake } from "../../src/store/store.ts";

const WIDGET = { id: 42, full_name: "octo-org/widget" };
const widget = { owner: "octo-org", name: "widget" };

describe("what an installation's event touches", () => {
  it.each<[string, object, readonly (readonly [number, object])[]]>([
    ["made", { action: "created", repositories: [WIDGET] }, [[42, widget]]],
    ["unsuspended", { action: "unsuspend", repositories: [WIDGET] }, [[42, widget]]],
    ["suspended", { action: "suspend", repositories: [WIDGET] }, []],
    ["removed", { action: "deleted", repositories: [WIDGET] }, []],
    ["given more permissions", { action: "new_permissions_accepted" }, []],
    [
      "given a repository",
      { action: "added", repositories_added: [WIDGET], repositories_removed: [] },
      [[42, widget]],
    ],
    [
      "left by a repository",
      { action: "removed", repositories_added: [], repositories_removed: [WIDGET] },
      [],
    ],
  ])("%s", (_name, payload, covered) => {
    const subject = touched({ ...payload, installation: { id: 7 } });
    expect(subject?.installation).toBe(7);
    expect([...(subject?.covered ?? [])]).toEqual(covered);
  });

  it.each<[string, object]>([
    ["no installation", { action: "created" }],
    ["an installation without a number", { action: "created", installation: { id: "7" } }],
    [
      "a repository whose name is a path",
      { action: "created", installation: { id: 7 }, repositories: [{ id: 1, full_name: "a/b/c" }] },
    ],
  ])("is nothing with %s", (_name, payload) => {
    expect(touched(payload)).toBeUndefined();
  });
});

const row = (repository: number, installation: number): QueueRow => ({
  key: { repository, tag: "v1.0.0" },
  address: { installation, owner: "old-home", name: "old-name" },
  finished: false,
  parked: true,
  failures: 12,
});

describe("the releases that it wakes", () => {
  it("are those of the installation, and those it covers now, which are looked for there from now on", async () => {
    const wakes: Wake[] = [];
    const queue = {
      unfinished: async () => [row(41, 7), row(42, 6), row(43, 6)],
      wake: async (wake: Wake) => void wakes.push(wake),
    };
    const subject = { installation: 7, covered: new Map([[42, widget]]) };
    expect(await wakeTouched(subject, queue, { because: "installation", delivery: "guid" })).toBe(2);
    expect(wakes).toEqual([
      {
        key: { repository: 41, tag: "v1.0.0" },
        address: { installation: 7, owner: "old-home", name: "old-name" },
        because: "installation",
        delivery: "guid",
      },
      {
        key: { repository: 42, tag: "v1.0.0" },
        address: { installation: 7, ...widget },
        because: "installation",
        delivery: "guid",
      },
    ]);
  });
});
