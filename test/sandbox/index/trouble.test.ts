import { describe, expect, it } from "vitest";
import { built, openIndex, START, type VersionPage } from "./shop.ts";

const JSON_PAGE = "/pypi/my-pkg/1.0/json";
const SIMPLE = "/simple/my-pkg/";

describe("lag", () => {
  it("shows an upload on the JSON page before the simple page", async () => {
    const { clock, index, get } = openIndex();
    const statuses = async () => [(await get(JSON_PAGE)).status, (await get(SIMPLE)).status];
    index.lag({ jsonSeconds: 60, simpleSeconds: 600 });
    await index.upload("my-pkg", await built("1.0"));
    expect(await statuses()).toEqual([404, 404]);
    clock.pass(59);
    expect(await statuses()).toEqual([404, 404]);
    clock.pass(1);
    expect(await statuses()).toEqual([200, 404]);
    clock.pass(540);
    expect(await statuses()).toEqual([200, 200]);
  });

  it("shows a yank late too", async () => {
    const { clock, index, get } = openIndex();
    await index.upload("my-pkg", await built("1.0"));
    index.lag({ jsonSeconds: 60 });
    clock.pass(60);
    index.yank("my-pkg", "1.0");
    const yanked = async () => ((await (await get(JSON_PAGE)).json()) as VersionPage).info.yanked;
    expect(await yanked()).toBe(false);
    clock.pass(60);
    expect(await yanked()).toBe(true);
  });

  it("that ends shows at once what was on its way", async () => {
    const { index, get } = openIndex();
    index.lag({ simpleSeconds: 600 });
    await index.upload("my-pkg", await built("1.0"));
    index.lag({ simpleSeconds: 0 });
    expect((await get(SIMPLE)).status).toBe(200);
  });

  it("does not make a name free again", async () => {
    const { index } = openIndex();
    index.lag({ jsonSeconds: 600, simpleSeconds: 600 });
    await index.upload("my-pkg", await built("1.0"));
    await expect(index.upload("my-pkg", await built("1.0", "again"))).rejects.toThrow("File already exists");
  });
});

describe("an outage", () => {
  it("lasts for its seconds", async () => {
    const { clock, index, get } = openIndex();
    await index.upload("my-pkg", await built("1.0"));
    index.outage({ status: 503, seconds: 30, retryAfter: 10 });
    const during = await get(SIMPLE);
    expect([during.status, during.headers.get("retry-after")]).toEqual([503, "10"]);
    clock.pass(30);
    expect((await get(SIMPLE)).status).toBe(200);
  });

  it("lasts for its times, and only on its path", async () => {
    const { index, get } = openIndex();
    await index.upload("my-pkg", await built("1.0"));
    index.outage({ status: 429, times: 2, path: /^\/simple\// });
    const statuses = [];
    for (const path of [SIMPLE, JSON_PAGE, SIMPLE, SIMPLE]) statuses.push((await get(path)).status);
    expect(statuses).toEqual([429, 200, 429, 200]);
  });

  it("without an end lasts until recovery", async () => {
    const { clock, index, get } = openIndex();
    index.outage({ status: 500 });
    clock.pass(1e6);
    expect((await get(SIMPLE)).status).toBe(500);
    index.recover();
    expect((await get(SIMPLE)).status).toBe(404);
  });

  it("can refuse the connection", async () => {
    const { index, get } = openIndex();
    index.outage({ status: "refused", times: 1 });
    await expect(get(SIMPLE)).rejects.toThrow(TypeError);
    expect(index.requests.map(({ status }) => status)).toEqual(["refused"]);
  });
});

it("records each request with the route it met", async () => {
  const { index, get } = openIndex();
  await get("/simple/my-pkg/?x=1", { "user-agent": "conductor" });
  await get("/unknown");
  expect(index.requests).toMatchObject([
    {
      at: START,
      method: "GET",
      path: "/simple/my-pkg/?x=1",
      route: "/simple/{project}/",
      headers: { "user-agent": "conductor" },
      status: 404,
    },
    { path: "/unknown", route: null, status: 404 },
  ]);
});

it("a path with broken escapes or line ends is not found", async () => {
  const { get } = openIndex();
  expect((await get("/simple/%zz/")).status).toBe(404);
  expect((await get("/simple/a%0d%0ab")).headers.get("location")).toBe("/pypi/simple/a%0D%0Ab/");
});
