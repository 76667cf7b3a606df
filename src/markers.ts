import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** What the app hides at the end of a text of its own on GitHub. */
export type Marker = {
  readonly repository: number;
  readonly tag: string;
  /** The issue the text stands in; 0 in a board's very first text, written before it had a number. */
  readonly issue: number;
} & Readonly<Record<string, unknown>>;

export type ReadMarker = {
  readonly marker: Marker;
  /** Whether the visible text is as the app wrote it. */
  readonly intact: boolean;
};

/**
 * Signs and reads the markers. Whoever may write to a repository may edit a bot's text, so that the app wrote a
 * text proves nothing of what it says now: a keyed hash over the marker does, and the marker holds a hash of the
 * visible text.
 */
export type Markers = {
  sign(visible: string, marker: Marker): string;
  /** Undefined when there is no marker, or it is forged, or it belongs to another issue or repository. */
  read(body: string, where: { readonly repository: number; readonly issue: number }): ReadMarker | undefined;
};

const MARKER = /<!-- release-conductor:v1 (?<payload>[\w-]+) (?<keyId>[0-9a-f]{8}):(?<mac>[\w-]+) -->\s*$/;

/** Markers under a key of 32 bytes or more. */
export function createMarkers(key: Uint8Array): Markers {
  const keyId = createHash("sha256").update(key).digest("hex").slice(0, 8);
  const macOf = (payload: string) => createHmac("sha256", key).update(`v1 ${payload}`).digest("base64url");
  return {
    sign(visible, marker) {
      const payload = Buffer.from(JSON.stringify({ ...marker, text: textHash(visible) })).toString(
        "base64url",
      );
      return `${visible.trimEnd()}\n\n<!-- release-conductor:v1 ${payload} ${keyId}:${macOf(payload)} -->`;
    },
    read(body, where) {
      const match = MARKER.exec(body);
      const payload = match?.groups?.["payload"];
      const genuine =
        payload !== undefined &&
        match?.groups?.["keyId"] === keyId &&
        equal(match.groups["mac"] ?? "", macOf(payload));
      if (!genuine) {
        return undefined;
      }
      const marker = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Marker;
      const here = marker.repository === where.repository && [0, where.issue].includes(marker.issue);
      const visible = body.slice(0, match?.index);
      return here ? { marker, intact: marker["text"] === textHash(visible) } : undefined;
    },
  };
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** GitHub may change line ends and drop white space at the end; neither is an edit. */
function textHash(visible: string): string {
  const plain = visible.replace(/\r\n?/g, "\n").trimEnd();
  return createHash("sha256").update(plain).digest("base64url");
}
