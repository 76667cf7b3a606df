import type { Told } from "./stage.ts";

/** What GitHub refuses in such a story, for its options. */
export const NO_LOG = /\/app\/hook\/deliveries.* 403$/;

/**
 * For stories that take weeks: GitHub shows its log of deliveries to nobody. It is asked for every five minutes
 * otherwise, which is most of what such a story would spend its time on.
 */
export function withoutDeliveryLog({ sandbox }: Pick<Told, "sandbox">): void {
  sandbox.faults.intercept(({ when, path }) =>
    when === "before" && path.startsWith("/app/hook/deliveries")
      ? { status: 403, message: "Resource not accessible by integration" }
      : undefined,
  );
}
