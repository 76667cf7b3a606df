import type { Delivery, Logged, LoggedAttempt, Postman } from "../deliveries.ts";
import { refuse } from "../github/refused.ts";
import { iso, type Json } from "../shapes/urls.ts";
import { ok } from "./answer.ts";
import type { Ask, Route } from "./route.ts";

/** Docs, "Redelivering webhooks": deliveries of the past three days. */
const KEPT = 3 * 24 * 60 * 60 * 1000;

/** So many attempts of the last three days to reach the App that asks, newest first, from this one on. What never left is in no log. */
const logOf = (postman: Postman, { caller, world }: Ask, from: number, most: number): readonly Logged[] => {
  const since = world.clock.now() - KEPT;
  const found: Logged[] = [];
  for (const one of postman.log(from)) {
    if (found.length === most) break;
    const isOwn = caller.kind === "app" && one.delivery.appId === caller.app.id;
    if (isOwn && one.attempt.at >= since) found.push(one);
  }
  return found;
};

const repositoryOf = ({ payload }: Delivery): number | null => {
  const repository = payload["repository"];
  const id = typeof repository === "object" && repository !== null && "id" in repository && repository.id;
  return typeof id === "number" ? id : null;
};

/** Docs, "Troubleshooting webhooks", name what stands for the status of a delivery without an answer. */
const statusOf = ({ status, error }: LoggedAttempt): string => {
  if (status === null) return error === "timed out" ? "timed out" : "failed to connect to host";
  return status >= 200 && status < 300 ? "OK" : `Invalid HTTP Response: ${status}`;
};

/** `hook-delivery-item`. */
const item = ({ delivery, attempt }: Logged): Json => ({
  id: attempt.id,
  guid: delivery.guid,
  delivered_at: iso(attempt.at),
  redelivery: attempt.redelivery,
  duration: attempt.status === null ? 10 : 0.03,
  status: statusOf(attempt),
  status_code: attempt.status ?? 0,
  event: delivery.event,
  action: delivery.action,
  installation_id: delivery.installation,
  repository_id: repositoryOf(delivery),
  throttled_at: null,
});

const CURSOR = /^v1_(\d+)$/;

const sizeOf = (asked: string | null): number => {
  if (asked === null) return 30;
  return /^\d+$/.test(asked) ? Math.min(100, Math.max(1, Number(asked))) : refuse("bad-field", "per_page");
};

const list = (postman: Postman, ask: Ask) => {
  const { searchParams } = ask.url;
  const size = sizeOf(searchParams.get("per_page"));
  const cursor = searchParams.get("cursor");
  const from = cursor === null ? Number.POSITIVE_INFINITY : Number(CURSOR.exec(cursor)?.[1]);
  if (Number.isNaN(from)) return refuse("bad-field", "cursor");
  const left = logOf(postman, ask, from, size + 1);
  const next = left[size];
  const target = new URL(ask.url);
  target.searchParams.set("cursor", `v1_${next?.attempt.id}`);
  return ok(left.slice(0, size).map(item), next ? { link: `<${target.href}>; rel="next"` } : {});
};

const redeliver = (postman: Postman, ask: Ask) => {
  const asked = ask.params["delivery_id"];
  const [found] = logOf(postman, ask, Number(asked), 1);
  if (found === undefined || String(found.attempt.id) !== asked) return refuse("not-found");
  postman.again(found.delivery);
  return { status: 202, body: {} };
};

/** What an App asks about its own webhook, with its JWT (docs: REST API endpoints for GitHub App webhooks). */
export const deliveryRoutes = (postman: Postman): readonly Route[] => [
  {
    about: "service",
    method: "GET",
    path: "/app/hook/deliveries",
    tokens: ["app"],
    handle: (ask) => list(postman, ask),
  },
  {
    about: "service",
    method: "POST",
    path: "/app/hook/deliveries/{delivery_id}/attempts",
    tokens: ["app"],
    handle: (ask) => redeliver(postman, ask),
  },
];
