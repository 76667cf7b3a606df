import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { IMAGE } from "../../bench/memory/image.ts";
import { DEFAULTS, PLAIN, SECRETS } from "../../src/env/names.ts";
import { readEnv } from "../../src/env.ts";
import { pageText } from "../generated.ts";

type Compose = {
  readonly services: Readonly<Record<"app" | "proxy" | "database", Service>>;
  readonly configs: { readonly caddyfile: { readonly content: string } };
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};

type Service = {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly deploy?: {
    readonly replicas: number;
    readonly resources: { readonly limits: { readonly memory: string } };
  };
  readonly stop_grace_period?: string;
};

const compose: Compose = parse(pageText("compose.yaml"));
const { app, database } = compose.services;

describe("compose.yaml", () => {
  it("sets only settings that there are, secrets by files alone", () => {
    const proxy = ["HTTPS_PROXY", "NO_PROXY"];
    const plain = [...Object.keys(DEFAULTS), ...PLAIN, ...proxy, "ANNOUNCE_DISCORD", "ANNOUNCE_SLACK"];
    const files = SECRETS.map((name) => `${name}_FILE`);
    for (const name of Object.keys(app.environment)) expect([...plain, ...files]).toContain(name);
  });

  it("mounts each secret that is named, and each from a folder that git ignores", () => {
    for (const service of [app, database]) {
      const paths = Object.entries(service.environment).filter(([name]) => name.endsWith("_FILE"));
      const mounted = (service.secrets ?? []).map((name) => `/run/secrets/${name}`);
      expect(paths.map(([, path]) => path).toSorted()).toEqual(mounted.toSorted());
      for (const name of service.secrets ?? []) expect(compose.secrets[name]?.file).toMatch(/^\.\/secrets\//);
    }
    expect(pageText(".gitignore").split("\n")).toContain("secrets/");
  });

  it("shows the defaults that there are", () => {
    const shown = Object.entries(app.environment).flatMap(([name, value]) => {
      const standard = /^\$\{\w+:-(?<standard>.+)\}$/.exec(value)?.groups?.["standard"];
      return standard === undefined ? [] : [[name, standard]];
    });
    expect(shown).not.toEqual([]);
    expect(DEFAULTS).toMatchObject(Object.fromEntries(shown));
  });

  it("runs several replicas over PostgreSQL, and waits until they have drained", () => {
    expect(app.deploy?.replicas).toBe(3);
    expect(Number.parseInt(app.stop_grace_period ?? "", 10)).toBeGreaterThan(25);
    // The image itself names no file for the store, which would stand beside DATABASE_URL.
    expect(pageText("Dockerfile")).not.toContain("DATABASE_PATH");
    const reading = readEnv({ DATABASE_URL: "postgresql://conductor:x@database:5432/conductor" });
    const faults = reading.is === "faulty" ? reading.problems.map(({ name }) => name) : [];
    expect(faults).not.toContain("DATABASE_URL");
  });

  it("leaves half of a replica's memory to what is not JavaScript", () => {
    const most = /--max-old-space-size=(?<most>\d+)/.exec(pageText("Dockerfile"))?.groups?.["most"];
    expect(app.deploy?.resources.limits.memory).toBe(`${2 * Number(most)}M`);
  });

  it("is measured as it is started", () => {
    for (const [name, value] of Object.entries(IMAGE)) {
      expect(pageText("Dockerfile")).toMatch(new RegExp(`^(?:ENV)? +${name}="?${value}"? \\\\$`, "m"));
    }
  });

  it("leads the proxy to the app's port", () => {
    expect(compose.configs.caddyfile.content).toMatch(/name app\s+port 3000/);
    expect(pageText("Dockerfile")).toContain("PORT=3000");
  });
});
