import { describe, expect, it } from "vitest";
import { faultOf } from "../../src/github/fault.ts";
import { failure, json, type Script, START, stage } from "./stage.ts";

const entry = (id: string, fields: object = {}) => ({
  id,
  guid: `guid-${id}`,
  delivered_at: "2026-11-02T11:59:00Z",
  redelivery: false,
  duration: 0.27,
  status: "OK",
  status_code: 200,
  event: "issues",
  action: "opened",
  installation_id: 123,
  repository_id: 456,
  throttled_at: null,
  ...fields,
});

/** JSON as GitHub writes it: ids are numbers of any length there. */
const listed = (entries: readonly object[], headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(entries).replaceAll(/"id":"(\d+)"/g, '"id":$1'), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      date: new Date(START).toUTCString(),
      ...headers,
    },
  });

const log = (first: Script) => {
  const { github, clock } = stage(() => undefined, { first });
  return { log: github.webhookLog, clock };
};

describe("the log of webhooks", () => {
  it("is read page by page along the Link header, with the app's JWT", async () => {
    const asked: string[] = [];
    const older = "https://api.github.com/app/hook/deliveries?per_page=100&cursor=v1_7";
    const { log: deliveries, clock } = log(({ path, headers }) => {
      asked.push(path);
      expect(headers.get("authorization")).toMatch(/^bearer eyJ/);
      return path.includes("cursor")
        ? listed([entry("7")])
        : listed([entry("9")], { link: `<${older}>; rel="next"` });
    });
    const [first, second] = await clock.busy(async () => {
      const page = await deliveries.page();
      return [page, await deliveries.page(page.next)];
    });
    expect(asked).toEqual([
      "/app/hook/deliveries?per_page=100",
      "/app/hook/deliveries?per_page=100&cursor=v1_7",
    ]);
    expect(first).toMatchObject({ at: START, next: older, deliveries: [{ id: "9", guid: "guid-9" }] });
    expect(second).toEqual({
      at: START,
      deliveries: [
        {
          id: "7",
          guid: "guid-7",
          at: Date.parse("2026-11-02T11:59:00Z"),
          again: false,
          succeeded: true,
          event: "issues",
          repository: 456,
        },
      ],
    });
  });

  it.each([
    ["200", { status_code: 200 }, true],
    ["202", { status_code: 202, status: "Accepted" }, true],
    ["an error", { status_code: 500, status: "Invalid HTTP Response: 500" }, false],
    ["a redirect", { status_code: 302, status: "Found" }, false],
    ["no answer", { status_code: 0, status: "timed out" }, false],
  ])("counts a delivery answered with %s as it should", async (_name, fields, succeeded) => {
    const { log: deliveries, clock } = log(() => listed([entry("1", fields)]));
    expect((await clock.busy(() => deliveries.page())).deliveries[0]?.succeeded).toBe(succeeded);
  });

  it.each(["12345678", "9007199254740993", "190273645018273645", "9223372036854775807"])(
    "sends the delivery %s again by the very id that GitHub gave it",
    async (id) => {
      const posted: string[] = [];
      const { log: deliveries, clock } = log(({ method, path }) => {
        if (method === "GET") return listed([entry(id)]);
        posted.push(path);
        return json({}, { status: 202 });
      });
      await clock.busy(async () => {
        for (const one of (await deliveries.page()).deliveries) await deliveries.redeliver(one.id);
      });
      expect(posted).toEqual([`/app/hook/deliveries/${id}/attempts`]);
    },
  );

  it("spaces what it sends again by a second, in the app's own budget", async () => {
    const at: number[] = [];
    const { log: deliveries, clock } = log((sent) => {
      at.push(sent.at - START);
      return json({}, { status: 202 });
    });
    await clock.busy(async () => {
      for (const id of ["1", "2", "3"]) await deliveries.redeliver(id);
    });
    expect(at).toEqual([0, 1_000, 2_000]);
  });

  it("asks again for a page that GitHub was too busy to give, and never sends a delivery twice", async () => {
    const methods: string[] = [];
    const { log: deliveries, clock } = log(({ method }) => {
      methods.push(method);
      if (method === "GET" && methods.length > 1) return listed([]);
      return json({ message: "Server Error" }, { status: 502 });
    });
    const error = await clock.busy(async () => {
      await deliveries.page();
      return failure(deliveries.redeliver("1"));
    });
    expect(methods).toEqual(["GET", "GET", "POST"]);
    expect(faultOf(error)).toMatchObject({ kind: "unreachable", ambiguous: true });
  });

  it("takes a list whose entries lack what identifies them for a broken answer", async () => {
    const { log: deliveries, clock } = log(() => listed([entry("1", { guid: undefined })]));
    expect(faultOf(await failure(clock.busy(() => deliveries.page())))).toMatchObject({ kind: "broken" });
  });
});
