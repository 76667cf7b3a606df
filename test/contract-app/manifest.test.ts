import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DOOR } from "../../src/app.ts";
import { DEFAULTS, PLAIN, SECRETS } from "../../src/env/names.ts";
import { WEBHOOKS_PATH } from "../../src/server/shell.ts";

const root = new URL("../../", import.meta.url).pathname;
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("app.yml", () => {
  const manifest = parse(read("app.yml"));

  it("subscribes to exactly the events of the door", () => {
    expect(manifest.default_events).toEqual(Object.keys(DOOR));
  });

  it("sends webhooks where the server takes them", () => {
    expect(new URL(manifest.hook_attributes.url).pathname).toBe(WEBHOOKS_PATH);
  });

  it("makes a private App that asks nobody for a login", () => {
    expect(manifest.public).toBe(false);
    expect(manifest.request_oauth_on_install).toBe(false);
  });

  it("asks for nothing that only an administrator's or a workflow's author should hold", () => {
    const asked = Object.keys(manifest.default_permissions);
    for (const never of ["administration", "workflows", "environments", "secrets", "packages"]) {
      expect(asked).not.toContain(never);
    }
  });
});

describe(".env.example", () => {
  const settings = [
    ...read(".env.example").matchAll(/^(?<off># )?(?<name>[A-Z][A-Z_]+)=(?<value>.*)$/gm),
  ].map(({ groups }) => ({
    name: groups?.["name"] ?? "",
    value: groups?.["value"] ?? "",
    off: groups?.["off"] !== undefined,
  }));

  it("shows each setting once", () => {
    const known = [...Object.keys(DEFAULTS), ...PLAIN, ...SECRETS, "ANNOUNCE_DISCORD", "ANNOUNCE_SLACK"];
    expect(settings.map(({ name }) => name).sort()).toEqual(known.sort());
  });

  it("shows the default of each that has one, commented out", () => {
    const shown = settings.filter(({ name }) => name in DEFAULTS);
    expect(Object.fromEntries(shown.map(({ name, value }) => [name, value]))).toEqual(DEFAULTS);
    expect(shown.every(({ off }) => off)).toBe(true);
  });

  it("leaves to be filled in what is required, and nothing else", () => {
    const open = settings.filter(({ off }) => !off);
    expect(open).toEqual(
      ["APP_ID", "PRIVATE_KEY_PATH", "WEBHOOK_SECRET"].map((name) => ({ name, value: "", off: false })),
    );
  });
});

describe("the environment", () => {
  it("is read in src/env.ts, and by check-version, which runs in workflows", () => {
    const readers = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && read(`src/${path}`).includes("process.env"))
      .sort();
    expect(readers).toEqual(["cli/check-version.ts", "env.ts"]);
  });
});
