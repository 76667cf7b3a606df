import { z } from "zod";
import type { ReleaseKey } from "./release.ts";

const OPENING = "<!-- release-conductor:v1 ";

/** Opening, payload, authentication code; nothing may follow. */
const MARKER = /^<!-- release-conductor:v1 (?<payload>[\w-]+) \S+ -->$/;

const Payload = z.object({ repository: z.int().positive(), tag: z.string().min(1).max(255) });

/**
 * The release that the marker at the end of a board's body names. The marker's authentication code is not
 * checked: whoever forges one wakes a release, and a wake decides nothing.
 */
export function keyInBody(body: string): ReleaseKey | undefined {
  const text = body.trimEnd();
  const payload = MARKER.exec(text.slice(text.lastIndexOf(OPENING)))?.groups?.["payload"];
  return payload === undefined ? undefined : parsePayload(payload);
}

/** What people see of a text that ends with a marker. */
export function withoutMarker(body: string): string {
  const at = body.lastIndexOf(OPENING);
  return (at === -1 ? body : body.slice(0, at)).trimEnd();
}

function parsePayload(base64url: string): ReleaseKey | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
    return Payload.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}
