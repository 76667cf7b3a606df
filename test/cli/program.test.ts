import { afterEach, describe, expect, it, vi } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { schemaText } from "../../src/config/json-schema.ts";

const program = () =>
  createProgram({ version: "1.2.3", conductor: () => ({ conduct: async () => ({ is: "rest" }) }) });

/** What a command line prints, and the code it ends with. */
async function run(...words: string[]) {
  const printed: string[] = [];
  const write = (text: string | Uint8Array) => {
    printed.push(String(text));
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(write);
  vi.spyOn(process.stderr, "write").mockImplementation(write);
  const ended = new Error("ended");
  const exit = vi.spyOn(process, "exit").mockImplementation(() => {
    throw ended;
  });
  await expect(program().parseAsync(words, { from: "user" })).rejects.toBe(ended);
  return { code: exit.mock.calls[0]?.[0], text: printed.join("") };
}

afterEach(() => vi.restoreAllMocks());

describe("release-conductor", () => {
  it.each([
    ["tells its version", ["--version"], 0, /^1\.2\.3\n$/],
    ["tells its commands", ["--help"], 0, /start.*check-version/s],
    ["tells how a command is used", ["start", "--help"], 0, /environment variables/],
    ["ends without a command as wrong use", [], 2, /Usage/],
    ["ends with an unknown command as wrong use", ["strat"], 2, /unknown command 'strat'/],
    ["ends with an unknown option as wrong use", ["start", "--port"], 2, /unknown option '--port'/],
    ["ends with too many words as wrong use", ["start", "now"], 2, /too many arguments/],
  ])("%s", async (_, words, code, text) => {
    const ran = await run(...words);
    expect([ran.code, ran.text]).toEqual([code, expect.stringMatching(text)]);
  });

  it("prints the schema of the configuration", async () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    await program().parseAsync(["schema"], { from: "user" });
    expect(write.mock.calls).toEqual([[schemaText()]]);
  });
});
