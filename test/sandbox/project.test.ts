import { describe, expect, it } from "vitest";
import { createProject, type Project } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";

function neighbours(): readonly Project[] {
  const clock = createVirtualClock(Date.parse("2026-11-20T18:00:00Z"));
  const app = {
    id: 4711,
    slug: "release-conductor",
    publicKey: "",
    webhookSecret: "of this test",
    permissions: { issues: "write" },
    events: ["push"],
    deliver: async () => new Response(null),
  } as const;
  const first = createProject({ clock, app, owner: "acme", name: "anvil" });
  const second = createProject({ clock, app, owner: "acme", name: "rocket", beside: first });
  return [first, second, createProject({ clock, app, owner: "coyote", beside: first })];
}

describe("projects of one sandbox", () => {
  it("have one installation for each owner", () => {
    const [first, second, third] = neighbours();
    expect(second?.installation).toBe(first?.installation);
    expect(third?.installation).not.toBe(first?.installation);
  });

  it("are repositories of their own, with their own gates", () => {
    const projects = neighbours();
    expect(projects.map(({ repo }) => repo.fullName)).toEqual([
      "acme/anvil",
      "acme/rocket",
      "coyote/InvokeAI",
    ]);
    expect(new Set(projects.map(({ channelUrl }) => new URL(channelUrl).pathname.split("/")[1])).size).toBe(
      3,
    );
  });
});
