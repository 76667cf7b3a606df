import { expect, test } from "vitest";
import { eachLine } from "../../src/artifacts/lines.ts";
import { ArtifactFault, ArtifactRefused } from "../../src/artifacts/refused.ts";

const URL = "https://x.blob.core.windows.net/log";

/** The lines heard of a text that arrives in these pieces. */
async function heard(pieces: readonly string[], more: { byteCap?: number; status?: number } = {}) {
  const lines: string[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      for (const piece of pieces) {
        stream.enqueue(Buffer.from(piece, "latin1"));
      }
      stream.close();
    },
  });
  const fetch = async () => new Response(body, { status: more.status ?? 200 });
  const cap = more.byteCap === undefined ? {} : { byteCap: more.byteCap };
  const whole = await eachLine(URL, { fetch, ...cap }, (line) => lines.push(line));
  return { lines, whole };
}

test("lines are put together from pieces, whatever ends them", async () => {
  expect(await heard(["on", "e\r\ntw", "o\n\nth", "ree"])).toEqual({
    lines: ["one", "two", "", "three"],
    whole: true,
  });
  expect(await heard(["\xc3", "\xa9\n"])).toEqual({ lines: ["é"], whole: true });
  expect(await heard([])).toEqual({ lines: [], whole: true });
});

test("a line without an end is cut, and what follows it is heard", async () => {
  const { lines } = await heard([...Array.from({ length: 100 }, () => "x".repeat(1000)), "\nend\n"]);
  expect(lines.map(({ length }) => length)).toEqual([4096, 3]);
});

test("no more is read than the cap, and that is said", async () => {
  expect(await heard(["one\n", "two\n", "three\n"], { byteCap: 8 })).toEqual({
    lines: ["one", "two"],
    whole: false,
  });
});

test("an address elsewhere is not asked, and one that has expired is a fault", async () => {
  const never = async () => {
    throw new Error("asked all the same");
  };
  await expect(eachLine("https://evil.example/log", { fetch: never }, () => undefined)).rejects.toThrow(
    ArtifactRefused,
  );
  await expect(heard([], { status: 403 })).rejects.toThrow(ArtifactFault);
});

test("a connection that breaks on the way is a fault, and not the end", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => stream.error(new Error("reset")),
  });
  const fetch = async () => new Response(body);
  await expect(eachLine(URL, { fetch }, () => undefined)).rejects.toThrow(ArtifactFault);
});
