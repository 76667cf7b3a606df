import type { Saying } from "../replies/saying.ts";
import { said } from "../replies/saying.ts";
import { ANSWERS } from "./answers.ts";
import { notOurKey } from "./identity.ts";
import { whyNotListening } from "./listen.ts";
import { noFolder } from "./open-store.ts";

const CODES = ["EADDRINUSE", "EACCES", "EADDRNOTAVAIL", "EIO", undefined] as const;

/** What the server answers to GitHub, a monitor or a stranger. */
export function serverSayings(): readonly Saying[] {
  return said("answer:", ANSWERS, ({ status, text }) => `${status}: ${text}`);
}

/** Why the server does not start, besides its settings. */
export function startSayings(): readonly Saying[] {
  const place = { host: "0.0.0.0", port: 3000 };
  const listening = Object.fromEntries(
    CODES.map((code) => [code ?? "no cause", whyNotListening(code, place)]),
  );
  const metrics = { host: "127.0.0.1", port: 9464, settings: { host: "METRICS_HOST", port: "METRICS_PORT" } };
  return [
    { where: "start: the metrics' port in use", text: whyNotListening("EADDRINUSE", metrics) },
    { where: "start: not this App's key", text: notOurKey(4711, "refuses it with 401") },
    { where: "start: another App's key", text: notOurKey(4711, "says that it is App 4712's") },
    ...said("start:", listening, (text) => text),
    { where: "start: no folder", text: noFolder("./data/release-conductor.db", " (EACCES)") },
  ];
}
