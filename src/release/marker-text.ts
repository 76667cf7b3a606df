import { z } from "zod";
import type { ReleaseKey } from "./release.ts";

const OPENING = "<!-- release-conductor:v1 ";

/** Opening, payload, authentication code; nothing may follow. */
const MARKER = /^<!-- release-conductor:v1 (?<payload>[\w-]+) \S+ -->$/;

/** So many are woken by what is said on one board; an issue's text has no room for the boards of more. */
export const MOST_SISTERS = 100;

const Tag = z.string().min(1).max(255);
const Payload = z.object({
  repository: z.int().positive(),
  tag: Tag,
  memory: z
    .object({
      sisters: z.array(z.object({ tag: Tag })).optional(),
    })
    .optional(),
});

/**
 * The releases that the marker at the end of a board's body names: the one that leads it, and those that share it. The
 * marker's authentication code is not checked: whoever forges one wakes a release, and a wake decides nothing.
 */
export function keysInBody(body: string): readonly ReleaseKey[] {
  const text = body.trimEnd();
  const payload = MARKER.exec(text.slice(text.lastIndexOf(OPENING)))?.groups?.["payload"];
  const named = payload === undefined ? undefined : parsePayload(payload);
  if (named === undefined) {
    return [];
  }
  const { repository, tag, memory } = named;
  const tags = new Set([tag, ...(memory?.sisters ?? []).slice(0, MOST_SISTERS).map((one) => one.tag)]);
  return [...tags].map((one) => ({ repository, tag: one }));
}

/** What people see of a text that ends with a marker. */
export function withoutMarker(body: string): string {
  const at = body.lastIndexOf(OPENING);
  return (at === -1 ? body : body.slice(0, at)).trimEnd();
}

function parsePayload(base64url: string): z.infer<typeof Payload> | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
    return Payload.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}
