import { z } from "zod";
import type { Queue, Wake } from "../store/store.ts";

/**
 * What GitHub sends to every App, subscribed or not.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#installation
 */
export const INSTALLATION_EVENTS = ["installation", "installation_repositories"] as const;

const Repositories = z
  .array(z.object({ id: z.int().positive(), full_name: z.string().regex(/^[^/]+\/[^/]+$/) }))
  .nullish();

const Payload = z.object({
  action: z.string(),
  installation: z.object({ id: z.int().positive() }),
  repositories: Repositories,
  repositories_added: Repositories,
});

/** What an installation's event touches, or undefined where its payload is not as GitHub documents it. */
export type Touched = {
  readonly installation: number;
  /** Repositories that it covers from now on, with where they are, by their number. */
  readonly covered: ReadonlyMap<number, { readonly owner: string; readonly name: string }>;
};

/** Reads the event of an installation. What it says is only where to look again. */
export function touched(payload: unknown): Touched | undefined {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) {
    return undefined;
  }
  const { action, installation, repositories, repositories_added } = parsed.data;
  const isLeaving = action === "deleted" || action === "suspend";
  const listed = isLeaving ? [] : [...(repositories ?? []), ...(repositories_added ?? [])];
  const covered = listed.map(({ id, full_name }) => {
    const [owner = "", name = ""] = full_name.split("/");
    return [id, { owner, name }] as const;
  });
  return { installation: installation.id, covered: new Map(covered) };
}

/**
 * Wakes every release under way that an installation's event touches: of the installation, or of a repository that
 * it covers now. Those are looked for there from now on, whichever installation they were known under.
 */
export async function wakeTouched(
  { installation, covered }: Touched,
  queue: Pick<Queue, "wake" | "unfinished">,
  { because, delivery }: Required<Pick<Wake, "because" | "delivery">>,
): Promise<number> {
  const wakes = (await queue.unfinished()).flatMap(({ key, address }) => {
    const place = covered.get(key.repository);
    if (place === undefined && address.installation !== installation) {
      return [];
    }
    const now = place === undefined ? address : { installation, ...place };
    return [queue.wake({ key, address: now, because, delivery })];
  });
  await Promise.all(wakes);
  return wakes.length;
}
