// What the door is measured beside, each in a process of its own: `node door-peer.mjs probot|http|alone`.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { performance } from "node:perf_hooks";
import { createNodeMiddleware, Probot } from "probot";
import { body, signed } from "./door-payload.mjs";

const { PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret } = process.env;

function isSigned(text, signature) {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(text).digest("hex")}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function listen(handler) {
  const server = createServer(handler).listen(0, "127.0.0.1", () => process.send(server.address().port));
}

const PEERS = {
  /** Probot's middleware on node:http with a handler that does nothing: without a store and without us. */
  async probot() {
    const probot = new Probot({ appId: 1, privateKey, secret, logLevel: "fatal" });
    const app = (on) => void on.on("deployment_review", () => undefined);
    const webhooks = await createNodeMiddleware(app, { probot, webhooksPath: "/api/github/webhooks" });
    listen((request, response) => webhooks(request, response));
  },
  /** What nobody can leave out, behind node:http. */
  http() {
    listen((request, response) => {
      const parts = [];
      request.on("data", (part) => parts.push(part));
      request.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        const isFine =
          isSigned(text, request.headers["x-hub-signature-256"]) && JSON.parse(text).repository.id > 0;
        response.writeHead(isFine ? 200 : 400).end("ok\n");
      });
    });
  },
  /** The same without a network: each message asks for so many milliseconds of it. */
  alone() {
    const { signature } = signed(1, secret);
    process.on("message", (ms) => {
      const start = performance.now();
      let count = 0;
      for (; performance.now() - start < ms; count += 1) {
        const text = body.toString("utf8");
        if (!isSigned(text, signature) || JSON.parse(text).repository.id <= 0) throw new Error("not signed");
      }
      process.send((count * 1000) / (performance.now() - start));
    });
    process.send(0);
  },
};

await PEERS[process.argv[2]]();
