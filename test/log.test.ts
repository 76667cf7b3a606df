import { describe, expect, it } from "vitest";
import { createLogger, type Log } from "../src/log.ts";

function logged(format: "json" | "text", say: (log: Log) => void): string {
  const lines: string[] = [];
  say(createLogger({ level: "trace", format }, { write: (line) => void lines.push(line) }));
  return lines.join("");
}

const LONG_TOKEN = `ghs_4711_${"eyJ0.-aB".repeat(64)}`;
const JWT = `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjQ3MTF9.${"s".repeat(342)}`;
const KEY = `-----BEGIN RSA PRIVATE KEY-----\n${"secretkeybytes\n".repeat(3)}-----END RSA PRIVATE KEY-----`;

describe.each(["json", "text"] as const)("a %s line", (format) => {
  it.each([
    ["an installation token of today's length (token-in-log)", LONG_TOKEN, LONG_TOKEN.slice(12)],
    ["a user's token", "ghu_abcDEF123", "abcDEF123"],
    ["a personal token", "github_pat_11ABC_def", "11ABC_def"],
    ["a token of PyPI", `pypi-AgEIcHlwaS5vcmc${"abc".repeat(30)}`, "abcabc"],
    ["a token of npm", `npm_${"a1B2c3".repeat(6)}`, "a1B2c3"],
    ["a JWT", JWT, "sssss"],
    ["a private key", KEY, "secretkeybytes"],
    ["a Discord address (webhook-url-leak)", "https://discord.com/api/webhooks/123/abcSECRET-x", "abcSECRET"],
    ["an old Discord address", "https://discordapp.com/api/v10/webhooks/123/abcSECRET", "abcSECRET"],
    ["a Slack address", "https://hooks.slack.com/services/T0/B0/abcSECRET", "abcSECRET"],
    ["an OAuth code", "/callback?state=1&code=abcSECRET", "abcSECRET"],
  ])("does not hold %s, wherever it stands", (_, secret, telltale) => {
    const line = logged(format, (log) => {
      log.info(`message ${secret} end`);
      log.info({ deep: { list: [secret] } }, "field");
      log.error({ err: new Error(`failed with ${secret}`) }, "error");
      log.error(new AggregateError([new Error(secret)], `outer ${secret}`));
      log.error({ err: new Error("outer", { cause: new Error(secret) }) }, "cause");
    });
    expect(line.trimEnd().split("\n").length).toBeGreaterThanOrEqual(5);
    expect(line).not.toContain(telltale);
    expect(line).toContain("end");
  });

  it("does not hold the event or the request that an error carries (payload-in-log)", () => {
    const inner = Object.assign(new Error("inner words"), { event: { payload: "payload text" } });
    const error = Object.assign(new AggregateError([inner], "outer words"), {
      event: { payload: "payload text" },
      request: { headers: { authorization: "token text" } },
    });
    const line = logged(format, (log) => log.error(error));
    expect(line).toContain("inner words");
    expect(line).not.toMatch(/payload text|token text/);
  });

  it("stays one line and shows no control or bidirectional characters (log-forging)", () => {
    const line = logged(format, (log) =>
      log.info({ tag: 'v1\n{"level":"error"}\u001b[31m\u202egpj\u2028\u200b' }, "a\r\nb\u0007"),
    );
    expect(line.match(/\n/g)).toHaveLength(1);
    expect(line).not.toMatch(/\\u00[01]|[\p{Cc}\u2028\u202e\u200b](?!$)/u);
  });
});

describe("a JSON line", () => {
  it("stays JSON when a text holds what looks like an escape", () => {
    const line = logged("json", (log) => log.info({ path: "C:\\u001b\\\u0007x" }, "said"));
    expect(JSON.parse(line)).toMatchObject({ level: "info", path: "C:\\u001b\\x", msg: "said" });
  });
});

describe("a text line", () => {
  it("reads as time, level, message and what else is known", () => {
    const line = logged("text", (log) => log.warn({ event: "push", ms: 3, why: "two words" }, "delivery"));
    expect(line).toMatch(/^\d\d:\d\d:\d\d WARN {2}delivery event=push ms=3 why="two words"\n$/);
  });

  it("says an error with its causes", () => {
    const error = new Error("outer", { cause: new TypeError("inner") });
    const line = logged("text", (log) => log.error({ err: error }, "failed"));
    expect(line).toMatch(/ERROR failed \(Error: outer; TypeError: inner\)\n$/);
  });
});
