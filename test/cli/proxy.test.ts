import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterEach, expect, it, onTestFinished } from "vitest";
import { goThroughProxy } from "../../src/cli/proxy.ts";

const before = getGlobalDispatcher();
afterEach(() => setGlobalDispatcher(before));

/** A server that answers where it was asked, and a proxy that writes down whom it leads to. */
async function begin() {
  const site = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => response.end(`${request.method} ${request.url} ${Buffer.concat(parts)}`));
  });
  const proxy = createServer();
  const led: string[] = [];
  proxy.on("connect", ({ url = "" }: IncomingMessage, near: Duplex) => {
    led.push(url);
    const [host, port] = url.split(":");
    const far = connect(Number(port), host, () => {
      near.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      far.pipe(near).pipe(far);
    });
    far.on("error", () => near.destroy());
    near.on("error", () => far.destroy());
  });
  const ports: number[] = [];
  for (const server of [site, proxy]) {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ports.push((server.address() as AddressInfo).port);
    onTestFinished(() => void server.close());
  }
  const [sitePort, proxyPort] = ports;
  return { led, at: `127.0.0.1:${sitePort}`, proxy: `http://127.0.0.1:${proxyPort}` };
}

const say = async (at: string) => {
  const answer = await fetch(`http://${at}/path`, {
    method: "POST",
    body: "text",
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
  });
  return answer.text();
};

it.each(["http_proxy", "HTTP_PROXY"])("leads requests through the proxy of %s", async (name) => {
  const { led, at, proxy } = await begin();
  await goThroughProxy({ [name]: proxy }, "");
  expect(await say(at)).toBe("POST /path text");
  expect(led).toEqual([at]);
});

it("leads https requests through the proxy of HTTPS_PROXY, and others not", async () => {
  const { led, at, proxy } = await begin();
  await goThroughProxy({ HTTPS_PROXY: proxy }, "");
  expect(await say(at)).toBe("POST /path text");
  expect(led).toEqual([]);
  await expect(fetch(`https://${at}/`)).rejects.toThrow("fetch failed");
  expect(led).toEqual([at]);
});

it("spares the hosts of NO_PROXY", async () => {
  const { led, at, proxy } = await begin();
  await goThroughProxy({ HTTP_PROXY: proxy, NO_PROXY: "example.org,127.0.0.1" }, "");
  expect(await say(at)).toBe("POST /path text");
  expect(led).toEqual([]);
});

it("reaches what runs on this machine directly", async () => {
  const { led, at, proxy } = await begin();
  await goThroughProxy({ HTTP_PROXY: proxy, NO_PROXY: "example.org" });
  expect(await say(at)).toBe("POST /path text");
  expect(led).toEqual([]);
});

it("changes nothing where no proxy is named", async () => {
  await goThroughProxy({ NO_PROXY: "example.org", HTTPS_PROXY: "" });
  expect(getGlobalDispatcher()).toBe(before);
});

it.each(["proxy:3128", "socks5://proxy.example.org:1080", "user:secret@proxy"])(
  "takes %s for no proxy, and does not repeat it",
  async (value) => {
    const failed = await goThroughProxy({ HTTPS_PROXY: value }).catch((error: Error) => error.message);
    expect(failed).toBe(
      "HTTPS_PROXY is not the URL of a proxy. Set it to one like http://proxy.example.org:3128, or leave it out.",
    );
  },
);
