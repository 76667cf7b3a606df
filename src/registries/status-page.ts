import { z } from "zod";
import type { IndexStatus } from "../release/index-release.ts";
import { MINUTE, SECOND } from "../release/instant.ts";
import { createIndexClient, type IndexSettings } from "./index-client.ts";
import { RegistryFault } from "./registry.ts";

/** What those who run an index say of it themselves. */
export type StatusPage = {
  /** What it says now, at most so old as below; undefined when it could not be read, which says nothing of the index. */
  readonly read: () => Promise<IndexStatus | undefined>;
};

/** All releases of a replica share one reading, and one failure to read. */
const PAUSE = 5 * MINUTE;
/** It is a hint: nobody's approval waits for it any longer. */
const TIMEOUT_MS = 3 * SECOND;

/** Statuspage's summary, the part that is shown. https://metastatuspage.com/api#summary */
const component = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  group: z.boolean().nullish(),
  group_id: z.string().nullish(),
});
const incident = z.object({
  name: z.string(),
  status: z.string(),
  impact: z.string(),
  shortlink: z.string().nullish(),
  components: z.array(z.object({ id: z.string() })).nullish(),
});
const summary = z.object({
  components: z.array(component),
  incidents: z.array(incident),
  scheduled_maintenances: z.array(incident).default([]),
});
type Summary = z.infer<typeof summary>;

/** The page at a base address, read no more often than every few minutes. */
export function statusPage(base: string, settings: IndexSettings): StatusPage {
  const client = createIndexClient("the status page", base, { ...settings, timeoutMs: TIMEOUT_MS });
  let last: { readonly at: number; readonly says: Promise<IndexStatus | undefined> } | undefined;
  let said: IndexStatus | undefined;

  const read = async (at: number) => {
    const json = await client.get("api/v2/summary.json", "application/json").catch(unlessSilent);
    const page = summary.safeParse(json);
    said = page.success ? sameOrNew(said, statusOf(base, at, page.data)) : undefined;
    return said;
  };
  return {
    read() {
      const now = settings.clock.now();
      if (last === undefined || now - last.at >= PAUSE) {
        last = { at: now, says: read(now) };
      }
      return last.says;
    },
  };
}

function unlessSilent(error: unknown): undefined {
  if (error instanceof RegistryFault) return undefined;
  throw error;
}

/** A page that says what it said before keeps the time of its first reading, so that nothing is written anew for it. */
function sameOrNew(before: IndexStatus | undefined, now: IndexStatus): IndexStatus {
  const content = (status: IndexStatus) => JSON.stringify({ ...status, readAt: 0 });
  return before !== undefined && content(before) === content(now) ? before : now;
}

function statusOf(base: string, readAt: number, page: Summary): IndexStatus {
  const names = new Map(page.components.map(({ id, name }) => [id, name]));
  const called = ({ name, group_id }: Summary["components"][number]) => {
    const group = names.get(group_id ?? "");
    return { name, ...(group === undefined ? {} : { group }) };
  };
  const byId = new Map(page.components.map((one) => [one.id, called(one)]));
  const open = [
    ...page.incidents.filter(({ status }) => status !== "resolved" && status !== "postmortem"),
    ...page.scheduled_maintenances.filter(({ status }) => status === "in_progress" || status === "verifying"),
  ];
  return {
    page: base,
    readAt,
    components: page.components
      .filter(({ group, status }) => group !== true && status !== "operational")
      .map((one) => ({ ...called(one), status: one.status })),
    incidents: open.map(({ name, status, impact, shortlink, components }) => ({
      name,
      status,
      impact,
      ...(shortlink ? { url: shortlink } : {}),
      about: (components ?? []).flatMap(({ id }) => byId.get(id) ?? []),
    })),
  };
}
