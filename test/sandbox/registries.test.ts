import { describe, expect, it } from "vitest";
import { createCrates } from "../../src/sandbox/crates/crates.ts";
import { crate, npmTarball } from "../../src/sandbox/files/packed.ts";
import { createNpm } from "../../src/sandbox/npm/npm.ts";
import { handClock } from "./index/shop.ts";

describe("an npm registry", () => {
  const open = () => {
    const clock = handClock();
    const npm = createNpm({ clock, host: "http://sandbox.test/npm" });
    const get = (path: string, accept = "application/json") =>
      npm.handler(new Request(`http://sandbox.test${path}`, { headers: { accept } }));
    return { clock, npm, get };
  };
  const tool = (version: string, seed = "") => npmTarball({ name: "@octo/tool", version, seed });

  it("gives installers less than the whole document, and each with validators", async () => {
    const { npm, get } = open();
    npm.publish(tool("1.0.0"));
    const short = await get("/@octo%2Ftool", "application/vnd.npm.install-v1+json");
    const whole = await get("/@octo%2Ftool");
    expect(await short.json()).not.toHaveProperty("time");
    expect(await whole.json()).toMatchObject({
      name: "@octo/tool",
      "dist-tags": { latest: "1.0.0" },
      versions: {
        "1.0.0": { dist: { tarball: "http://sandbox.test/npm/@octo/tool/-/tool-1.0.0.tgz" } },
      },
      time: { "1.0.0": expect.stringMatching(/^\d{4}-/) },
    });
    expect(short.headers.get("etag")).toMatch(/^"/);
  });

  it("takes no version twice, neither one that is there nor one that was unpublished", () => {
    const { npm } = open();
    npm.publish(tool("1.0.0"));
    expect(() => npm.publish(tool("1.0.0", "again"))).toThrow(
      "403 Forbidden: You cannot publish over the previously published versions: 1.0.0.",
    );
    npm.publish(tool("1.0.1"));
    npm.unpublish("@octo/tool", "1.0.0");
    expect(() => npm.publish(tool("1.0.0"))).toThrow("400 Bad Request: Cannot publish over");
  });

  it("gives `latest` to the newest version left when its own is unpublished", async () => {
    const { npm, get } = open();
    for (const version of ["1.0.0", "1.1.0-rc.1", "1.2.0"]) npm.publish(tool(version));
    npm.unpublish("@octo/tool", "1.2.0");
    expect(await (await get("/@octo%2Ftool")).json()).toMatchObject({ "dist-tags": { latest: "1.0.0" } });
  });

  it("shows each document as late as it is told", async () => {
    const { clock, npm, get } = open();
    npm.lag({ installSeconds: 60, wholeSeconds: 10 });
    npm.publish(tool("1.0.0"));
    const statuses = async () => [
      (await get("/@octo%2Ftool", "application/vnd.npm.install-v1+json")).status,
      (await get("/@octo%2Ftool")).status,
    ];
    expect(await statuses()).toEqual([404, 404]);
    clock.pass(10);
    expect(await statuses()).toEqual([404, 200]);
    clock.pass(50);
    expect(await statuses()).toEqual([200, 200]);
  });

  it("refuses verbs about what is not there, and bytes that are no package", () => {
    const { npm } = open();
    expect(() => npm.deprecate("@octo/tool", "1.0.0", "old")).toThrow("the registry has no @octo/tool 1.0.0");
    expect(() => npm.publish(crate({ name: "tool", version: "1.0.0" }))).toThrow("package.json");
  });
});

describe("a crates.io", () => {
  const open = () => {
    const clock = handClock();
    const crates = createCrates({ clock });
    const get = (path: string) => crates.handler(new Request(`http://sandbox.test${path}`));
    return { clock, crates, get };
  };

  it("has a line for each version at the path of the name in lower case", async () => {
    const { crates, get } = open();
    crates.publish(crate({ name: "Abc", version: "1.0.0" }));
    crates.publish(crate({ name: "Abc", version: "1.1.0" }));
    crates.yank("Abc", "1.0.0");
    const text = await (await get("/3/a/abc")).text();
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { name: "Abc", vers: "1.0.0", yanked: true },
      { name: "Abc", vers: "1.1.0", yanked: false },
    ]);
    crates.unyank("Abc", "1.0.0");
    expect(await (await get("/3/a/abc")).text()).not.toContain('"yanked":true');
    expect((await get("/ab/c/abc")).status).toBe(404);
  });

  it("takes no version twice, yanked or not, and no other spelling of a name", () => {
    const { crates } = open();
    crates.publish(crate({ name: "tool", version: "1.0.0" }));
    crates.yank("tool", "1.0.0");
    expect(() => crates.publish(crate({ name: "tool", version: "1.0.0", seed: "x" }))).toThrow(
      "400 Bad Request: crate version `1.0.0` is already uploaded",
    );
    expect(() => crates.publish(crate({ name: "Tool", version: "1.0.1" }))).toThrow(
      "crate was previously named `tool`",
    );
    expect(() => crates.yank("tool", "2.0.0")).toThrow("the registry has no tool 2.0.0");
  });

  it("lags as it is told", async () => {
    const { clock, crates, get } = open();
    crates.lag(60);
    crates.publish(crate({ name: "tool", version: "1.0.0" }));
    expect((await get("/to/ol/tool")).status).toBe(404);
    clock.pass(60);
    expect((await get("/to/ol/tool")).status).toBe(200);
  });
});
