import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { download } from "../../src/artifacts/download.ts";
import { ArtifactRefused } from "../../src/artifacts/refused.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A storage on the loopback; gives its origin. */
async function storage(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

async function refusal(url: string, settings = {}): Promise<string> {
  const error = await download({ name: "dist", url, settings }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ArtifactRefused)) throw new Error(`not refused: ${String(error)}`);
  return error.reason;
}

const never = async () => {
  throw new Error("asked all the same");
};

test.each([
  ["https://evil.example/a.zip", "no known storage"],
  ["https://blob.core.windows.net.evil.example/a", "no known storage"],
  ["https://blob.core.windows.net/a", "no known storage"],
  ["https://x.blob.core.windows.net:8443/a", "no known storage"],
  ["https://169.254.169.254/latest", "no known storage"],
  ["http://x.blob.core.windows.net/a", "not https"],
  ["http://127.0.0.1:1/a", "not https"],
  ["file:///etc/passwd", "not https"],
  ["https://u:p@x.blob.core.windows.net/a", "user name or password"],
  ["nonsense", "no URL"],
])("%s is refused without being asked: %s", async (url, reason) => {
  expect(await refusal(url, { fetch: never })).toContain(reason);
});

test.each([
  ["https://x.blob.core.windows.net/a", {}],
  ["https://pipelines.actions.githubusercontent.com/a", {}],
  ["https://files.ghe.example/a", { hosts: ["*.ghe.example"] }],
  ["https://store.example/a", { hosts: ["store.example"] }],
  ["http://127.0.0.1:4010/a", { origins: ["http://127.0.0.1:4010"] }],
])("%s is asked", async (url, places) => {
  const got = await download({
    name: "dist",
    url,
    settings: { ...places, fetch: async () => new Response("bytes") },
  });
  expect(got.size).toBe(5);
  await got.file.close();
});

test("an origin is allowed with its port only", async () => {
  expect(
    await refusal("http://127.0.0.1:4011/a", { origins: ["http://127.0.0.1:4010"], fetch: never }),
  ).toContain("not https");
});

test("no credentials travel with the request", async () => {
  const seen: IncomingMessage[] = [];
  const origin = await storage((request, response) => {
    seen.push(request);
    response.end("bytes");
  });
  const got = await download({ name: "dist", url: `${origin}/a?sig=1`, settings: { origins: [origin] } });
  await got.file.close();
  expect(seen[0]?.headers).not.toHaveProperty("authorization");
  expect(seen[0]?.headers).not.toHaveProperty("cookie");
});

test("a redirect is refused and not followed", async () => {
  const paths: (string | undefined)[] = [];
  const origin = await storage((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: "/inside" }).end();
  });
  expect(await refusal(`${origin}/a`, { origins: [origin] })).toContain("redirects");
  expect(paths).toEqual(["/a"]);
});

test("an endless artifact is cut off at the cap", async () => {
  const origin = await storage((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on("drain", more);
    more();
  });
  expect(await refusal(`${origin}/a`, { origins: [origin], byteCap: 1_000_000 })).toContain(
    "larger than 1000000 bytes",
  );
});

test("a storage that stops in the middle is a fault", async () => {
  const origin = await storage((_request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half", () => response.destroy());
  });
  await expect(
    download({ name: "dist", url: `${origin}/a`, settings: { origins: [origin] } }),
  ).rejects.toMatchObject({
    fault: { kind: "unreachable" },
  });
});

test("a storage that stays silent is a fault after the time-out", async () => {
  const origin = await storage(() => undefined);
  const settings = { origins: [origin], timeoutMs: 50 };
  await expect(download({ name: "dist", url: `${origin}/a`, settings })).rejects.toMatchObject({
    fault: { kind: "unreachable", detail: "no answer in time" },
  });
});

test("the temporary file is readable by nobody else", async () => {
  const settings = { fetch: async () => new Response("bytes") };
  const got = await download({ name: "dist", url: "https://x.blob.core.windows.net/a", settings });
  const { mode, nlink } = await got.file.stat();
  await got.file.close();
  expect((mode & 0o777).toString(8)).toBe("600");
  expect(nlink).toBe(0);
});

test.each([
  ["has stumbled, and hands it over then", [503, 200], 2],
  ["stumbles each time", [503, 500, 502], 3],
  ["says that the address has expired", [403], 1],
  ["has had too much", [429], 1],
])("a storage that %s is asked so often", async (_, statuses, times) => {
  let asked = 0;
  const origin = await storage((_request, response) => {
    response.writeHead(statuses[asked] ?? 500).end("bytes");
    asked += 1;
  });
  const patience = { clock: { now: () => 0 }, sleep: async () => undefined, pauses: [1, 1] };
  const settings = { origins: [origin], patience };
  const got = await download({ name: "dist", url: `${origin}/a`, settings }).catch(() => undefined);
  expect([asked, got !== undefined]).toEqual([times, statuses.at(-1) === 200]);
  await got?.file.close();
});

test("a storage that lets its whole time pass is asked once", async () => {
  let asked = 0;
  const origin = await storage(() => {
    asked += 1;
  });
  const patience = { clock: { now: () => 0 }, sleep: async () => undefined, pauses: [1, 1] };
  const settings = { origins: [origin], timeoutMs: 200, patience };
  await expect(download({ name: "dist", url: `${origin}/a`, settings })).rejects.toThrow("no answer in time");
  expect(asked).toBe(1);
});
