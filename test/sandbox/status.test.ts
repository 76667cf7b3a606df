import { describe, expect, it } from "vitest";
import { createStatusPage } from "../../src/sandbox/status.ts";
import { handClock } from "./index/shop.ts";

function openPage() {
  const clock = handClock();
  const page = createStatusPage({ clock, groups: { PyPI: ["Web", "Uploads"], Docs: ["Site"] } });
  const request = () => page.handler(new Request("http://sandbox.test/api/v2/summary.json"));
  return { clock, page, request, summary: async () => (await request()).json() };
}

describe("a status page", () => {
  it("is operational at first", async () => {
    const { summary } = openPage();
    expect(await summary()).toMatchObject({
      status: { indicator: "none", description: "All Systems Operational" },
      components: [
        { id: "pypi", name: "PyPI", group: true, group_id: null, status: "operational" },
        { name: "Web", group: false, group_id: "pypi" },
        { name: "Uploads", group_id: "pypi" },
        { name: "Docs", group: true },
        { name: "Site", group_id: "docs" },
      ],
      incidents: [],
      scheduled_maintenances: [],
    });
  });

  it("shows an incident until it is resolved, the newest update first", async () => {
    const { clock, page, summary } = openPage();
    const incident = page.raise({ name: "Uploads fail", impact: "major" });
    clock.pass(60);
    page.update(incident, { status: "identified", body: "A disk." });
    expect(await summary()).toMatchObject({
      status: { indicator: "major" },
      incidents: [
        {
          name: "Uploads fail",
          status: "identified",
          impact: "major",
          shortlink: expect.stringContaining(incident),
          updated_at: "2026-11-01T12:01:00.000Z",
          incident_updates: [{ status: "identified", body: "A disk." }, { status: "investigating" }],
        },
      ],
    });
    page.update(incident, { status: "resolved" });
    expect(await summary()).toMatchObject({ status: { indicator: "none" }, incidents: [] });
  });

  it("says less in its indicator than its worst component, and as much in the group", async () => {
    const { page, summary } = openPage();
    page.setComponent("Uploads", "major_outage");
    expect(await summary()).toMatchObject({
      status: { indicator: "major", description: "Partial System Outage" },
      components: [
        { name: "PyPI", status: "major_outage" },
        { name: "Web", status: "operational" },
        { name: "Uploads", status: "major_outage" },
        { name: "Docs", status: "operational" },
        { name: "Site", status: "operational" },
      ],
    });
  });

  it("can be out itself", async () => {
    const { page, request } = openPage();
    page.outage({ status: 503, times: 1 });
    expect((await request()).status).toBe(503);
    expect((await request()).status).toBe(200);
  });

  it("refuses verbs about what it does not have", () => {
    const { page } = openPage();
    expect(() => page.update("none", { status: "resolved" })).toThrow("no incident none");
    expect(() => page.setComponent("PyPI", "major_outage")).toThrow('no component "PyPI"');
  });
});
