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

/**
 * Reads and parses an answer's body; rejects with the connection's error when it breaks off. Done here and not by
 * Octokit, which takes a body that breaks off for an empty one, and reads large integers as BigInt, which nothing
 * downstream can write as JSON.
 */
export async function readBody(body: unknown, headers: Headers, asked: Asked): Promise<Body> {
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
    return { data: JSON.parse(text), size };
  } catch {
    throw broken(asked, "the answer is not the JSON it says it is");
  }
}

/** An answer of success that cannot be understood: a write most likely happened. */
function broken(asked: Asked, why: string): GitHubFault {
  const ambiguous = asked.write ? { ambiguous: true } : {};
  return new GitHubFault({ kind: "broken", detail: `${asked.what}: ${why}`, ...ambiguous });
}
