import { beforeEach, describe, expect, test } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { PUBLIC_INDEXES, registries } from "../../src/registries/registries.ts";
import { INDEXES } from "../../src/release/configuration.ts";
import { type Answering, asked, mounted } from "./asked.ts";
import { SHOPS, type Shop } from "./shops.ts";

let now = Date.UTC(2026, 10, 1);
const clock: Clock = { now: () => now, sleepUntil: async () => undefined, busy: (task) => task() };

/** What every registry of the app answers, whatever its API: `registry.ts` promises it. */
describe.each(INDEXES)("the registry %s", (name) => {
  let shop: Shop;
  const sandboxed: Answering = (request) => mounted(shop.site)(request);
  const registry = (answer: Answering = sandboxed) => asked(name, answer, { clock });
  const release = (version: string) => registry().release(shop.project.written, version);

  beforeEach(() => {
    shop = SHOPS[name](clock);
  });

  test("tells the files of one version, with a digest that the build knows, too", async () => {
    await shop.publish("1.0.0");
    const files = await shop.publish("1.1.0");
    const found = await release("1.1.0");
    expect(found).toMatchObject({ project: shop.project.answered, version: "1.1.0", known: "served" });
    expect(found?.files.map((file) => ({ sha256: undefined, sha512: undefined, ...file }))).toEqual(files);
  });

  test("reads a version with a v in front, as tags have it", async () => {
    await shop.publish("1.0.0");
    expect(await release("v1.0.0")).toMatchObject({ version: "1.0.0" });
  });

  test("knows no project, no version and no text that is none, and calls none of that a fault", async () => {
    expect(await release("1.0.0")).toBeUndefined();
    expect(await registry().versions(shop.project.written)).toEqual([]);
    await shop.publish("1.0.0");
    expect(await release("1.0.1")).toBeUndefined();
    expect(await release("latest")).toBeUndefined();
  });

  test("does not take a pre-release for its release", async () => {
    const candidate = name.endsWith("pypi") ? "1.0.0rc1" : "1.0.0-rc.1";
    await shop.publish(candidate);
    expect(await release("1.0.0")).toBeUndefined();
    expect(await release(candidate)).toMatchObject({ known: "served" });
  });

  test("knows a withdrawn version, and says of its files that they are", async () => {
    await shop.publish("1.0.0");
    shop.yank("1.0.0", "it breaks");
    const found = await release("1.0.0");
    expect(found?.known).toBe("yanked");
    expect(found?.files.length).toBeGreaterThan(0);
    for (const { yanked } of found?.files ?? []) expect([true, "it breaks"]).toContain(yanked);
  });

  test("knows a version whose files are gone, where an index lets them go", async () => {
    await shop.publish("0.9.0");
    await shop.publish("1.0.0");
    shop.empty?.("1.0.0");
    const found = await release("1.0.0");
    expect(found).toMatchObject(shop.empty ? { known: "emptied", files: [] } : { known: "served" });
  });

  test("knows a version that installers are not shown yet, and shows it once they are", async () => {
    await shop.publish("1.0.0");
    now += 3_600_000;
    shop.lag?.(600);
    await shop.publish("1.1.0");
    expect((await release("1.1.0"))?.files.length === 0).toBe(shop.lag !== undefined);
    expect(await release("1.1.0")).toMatchObject({ known: "served" });
    now += 601_000;
    expect((await release("1.1.0"))?.files.length).toBeGreaterThan(0);
  });

  test("lists every version there ever was, withdrawn and emptied ones among them", async () => {
    for (const version of ["1.0.0", "1.1.0", "1.2.0"]) await shop.publish(version);
    shop.yank("1.1.0", "it breaks");
    shop.empty?.("1.2.0");
    const versions = await registry().versions(shop.project.written);
    expect(versions.toSorted()).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
  });

  test.each([
    [500, "broken"],
    [503, "broken"],
    [429, "limited"],
    [403, "refused"],
  ])("answers %i as a fault of kind %s, never as an absence", async (status, kind) => {
    await shop.publish("1.0.0");
    shop.site.outage({ status, retryAfter: 30 });
    const fault = { name: "RegistryFault", fault: { kind, whom: name, status } };
    await expect(release("1.0.0")).rejects.toMatchObject(fault);
    await expect(release("2.0.0")).rejects.toMatchObject(fault);
    await expect(registry().versions(shop.project.written)).rejects.toMatchObject(fault);
  });

  test("says when to ask again, where it is told", async () => {
    shop.site.outage({ status: 429, retryAfter: 30 });
    await expect(release("1.0.0")).rejects.toMatchObject({ fault: { until: now + 30_000 } });
  });

  test("is out of reach as a fault, and a half-answered question as well", async () => {
    await shop.publish("1.0.0");
    shop.site.outage({ status: "refused" });
    await expect(release("1.0.0")).rejects.toMatchObject({ fault: { kind: "unreachable" } });
    shop.site.recover();
    shop.site.outage({ status: 502, times: 1 });
    await expect(release("2.0.0")).rejects.toMatchObject({ fault: { status: 502 } });
  });

  test.each(["<html>", "[1]", '{"versions":3}', "{", '{"name":"octo-tool","vers":"1.0.0"}'])(
    "answers with %s as a fault",
    async (body) => {
      const send = async () => new Response(body);
      await expect(registry(send).release(shop.project.written, "1.0.0")).rejects.toMatchObject({
        fault: { kind: "broken", whom: name },
      });
    },
  );

  test("follows a redirect at its own address, and none to another", async () => {
    await shop.publish("1.0.0");
    let asks = 0;
    const moving = (to: (url: string) => string) => {
      asks = 0;
      const send: Answering = async (request) => {
        asks += 1;
        return asks === 1
          ? new Response(null, { status: 301, headers: { location: to(request.url) } })
          : sandboxed(request);
      };
      return registry(send).release(shop.project.written, "1.0.0");
    };
    expect(await moving((url) => url)).toMatchObject({ known: "served" });
    expect(asks).toBe(2);
    await expect(moving((url) => url.replace("sandbox.test", "evil.test"))).rejects.toMatchObject({
      fault: { kind: "broken" },
    });
    expect(asks).toBe(1);
  });

  test("is not sent again what has not changed, and told what has", async () => {
    await shop.publish("1.0.0");
    const one = registry();
    const first = await one.release(shop.project.written, "1.0.0");
    expect(await one.release(shop.project.written, "1.0.0")).toEqual(first);
    expect(shop.site.requests.map(({ status }) => status)).toEqual([200, 304]);
    shop.yank("1.0.0", "it breaks");
    expect(await one.release(shop.project.written, "1.0.0")).toMatchObject({ known: "yanked" });
  });

  test("is told who asks and how to reach them, and nothing that could be a credential", async () => {
    const registered = asked(name, sandboxed, { clock, contact: "ops@example.org" });
    await registered.release(shop.project.written, "1.0.0");
    for (const { method, headers } of shop.site.requests) {
      expect(method).toBe("GET");
      expect(headers["user-agent"]).toBe("release-conductor (ops@example.org)");
      expect(Object.keys(headers).toSorted()).toEqual(["accept", "user-agent"]);
    }
    expect(shop.site.requests.length).toBeGreaterThan(0);
  });

  test("knows only addresses that the sandbox has", async () => {
    await release("1.0.0");
    expect(shop.site.requests.filter(({ route }) => route === null)).toEqual([]);
  });
});

test("every index has a registry, and a public address", () => {
  expect([...registries({ clock }).keys()]).toEqual([...INDEXES]);
  expect(Object.keys(PUBLIC_INDEXES)).toEqual([...INDEXES]);
});
