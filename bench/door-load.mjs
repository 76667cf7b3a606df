// The sender of the door's bench, a process of its own: signed webhooks over kept-alive connections, one at a time on each.
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import { body, other, signatureOf, signed } from "./door-payload.mjs";

/** More webhooks than any contender takes between its start and its end: no tag comes twice. */
const TAGS = 40_000;
const tags = Array.from({ length: TAGS }, (_, number) => signed(number, process.env.WEBHOOK_SECRET));

const signatureOfOther = signatureOf(other.body, process.env.WEBHOOK_SECRET);

/** The next tag of each contender. */
const cursors = new Map();

function message({ contender, shape }) {
  if (shape === "none") return framed(other.event, signatureOfOther, other.body);
  const next = cursors.get(contender) ?? 1;
  if (shape === "many") cursors.set(contender, next + 1);
  const { tag, signature } = tags[shape === "many" ? next % TAGS : 0];
  const bytes = framed("deployment_review", signature, body);
  bytes.latin1Write(tag, bytes.length - body.length + body.tagAt);
  return bytes;
}

function framed(event, signature, content) {
  const head = [
    "POST /api/github/webhooks HTTP/1.1",
    "Host: 127.0.0.1",
    "User-Agent: GitHub-Hookshot/bench",
    "Accept: */*",
    "Content-Type: application/json",
    `X-GitHub-Event: ${event}`,
    `X-GitHub-Delivery: ${randomUUID()}`,
    `X-Hub-Signature-256: ${signature}`,
    `Content-Length: ${content.length}`,
    "\r\n",
  ].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), content]);
}

/** Status of a whole answer; undefined while it is not all there. Node's servers give the length or send chunks. */
function statusOf(text) {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  const isWhole = length === undefined ? text.endsWith("0\r\n\r\n") : text.length >= end + 4 + Number(length);
  return isWhole ? Number(text.slice(9, 12)) : undefined;
}

/** Sends until the time is over; resolves when the last answer is there. */
function sendOn(job, until, tell) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: job.port, host: "127.0.0.1", noDelay: true });
    let sent = 0;
    let text = "";
    const next = () => {
      if (sent > 0 && performance.now() >= until) return socket.end(resolve);
      const bytes = message(job);
      sent = performance.now();
      socket.write(bytes);
    };
    socket.on("connect", next);
    socket.on("error", reject);
    socket.on("data", (part) => {
      text += part.toString("latin1");
      const status = statusOf(text);
      if (status === undefined) return;
      text = "";
      tell(status, performance.now() - sent);
      next();
    });
  });
}

async function load(job) {
  const took = [];
  let refused = 0;
  const start = performance.now();
  const tell = (status, ms) => {
    if (status === 200) took.push(ms);
    else refused += 1;
  };
  await Promise.all(Array.from({ length: job.connections }, () => sendOn(job, start + job.ms, tell)));
  const ms = performance.now() - start;
  took.sort((a, b) => a - b);
  const quantile = (part) => took[Math.min(took.length - 1, Math.floor(took.length * part))];
  return {
    accepted: took.length,
    refused,
    perSecond: (took.length * 1000) / ms,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}

process.on("message", async (job) => process.send(await load(job)));
process.send("ready");
