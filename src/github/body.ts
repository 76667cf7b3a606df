import { GitHubFault } from "./fault.ts";
import type { Headers } from "./heard.ts";
import type { Asked } from "./refusal.ts";

/** No answer the app asks for comes near this; files are downloaded elsewhere. */
const LARGEST = 32 * 1024 * 1024;

export type Body = {
  /** Parsed JSON; the text of any other kind; undefined without a body. */
  readonly data: unknown;
  /** In bytes. */
  readonly size: number;
};

type Asking = Asked & {
  /** Integers that a number cannot hold are given as strings of their digits; otherwise they are rounded. */
  readonly exact?: true;
};

/**
 * Reads and parses an answer's body; rejects with the connection's error when it breaks off. Done here and not by
 * Octokit, which takes a body that breaks off for an empty one, and reads large integers as BigInt, which nothing
 * downstream can write as JSON.
 */
export async function readBody(body: unknown, headers: Headers, asked: Asking): Promise<Body> {
  if (!(body instanceof ReadableStream)) return { data: undefined, size: 0 };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LARGEST) throw broken(asked, `the answer is larger than ${LARGEST} bytes`);
    chunks.push(chunk);
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  if (text === "") return { data: undefined, size };
  if (!/^application\/([\w.-]+\+)?json\b/.test(String(headers["content-type"]))) return { data: text, size };
  try {
    return { data: JSON.parse(asked.exact ? withExactIntegers(text) : text), size };
  } catch {
    throw broken(asked, "the answer is not the JSON it says it is");
  }
}

/** An integer of so many digits may be more than a number holds; anything else may hold one, as a string does. */
const MAYBE_TOO_LARGE = /[[:,]\s*\d{16,}/;
const STRING_OR_LARGE = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])\d{16,}(?![\d.eE])/g;

/** Some of GitHub's ids have 64 bits ("int64" in its description): rounded, they would name something else. */
function withExactIntegers(text: string): string {
  if (!MAYBE_TOO_LARGE.test(text)) return text;
  return text.replace(STRING_OR_LARGE, (part) =>
    part.startsWith('"') || Number.isSafeInteger(Number(part)) ? part : `"${part}"`,
  );
}

/** An answer of success that cannot be understood: a write most likely happened. */
function broken(asked: Asked, why: string): GitHubFault {
  const ambiguous = asked.write ? { ambiguous: true } : {};
  return new GitHubFault({ kind: "broken", detail: `${asked.what}: ${why}`, ...ambiguous });
}
