import { describe, expect, it } from "vitest";
import { saidTo } from "../../src/commands/address.ts";
import { commandsIn } from "../../src/commands/parse.ts";
import { COMMANDS, FOR_ALL, REQUESTS } from "../../src/release/answer.ts";
import { seen } from "../../src/release/fact.ts";
import { ANY, addressed } from "../../src/replies/address.ts";
import { board, comment, memory, people, snapshot } from "../release/snapshot-builder.ts";

const SISTER = "cli-v2.0.0";
const ABOARD = { own: SISTER, lead: "v5.0.0", tags: ["v5.0.0", SISTER], since: 1 };
const ALONE = snapshot({ key: { repository: 1, tag: SISTER }, board: seen(board()) });
const SHARED = snapshot({
  key: { repository: 1, tag: SISTER },
  board: seen(board({ memory: memory(), comment: 12, lead: { tag: "v5.0.0", memory: memory() } })),
});

const BARE: readonly string[] = [...FOR_ALL, ...REQUESTS];
const NAMED = COMMANDS.filter((name) => !BARE.includes(name));

describe("a command to say on a shared board", () => {
  it.each(NAMED)("/%s names its release, and is taken by that one", (name) => {
    const text = addressed(`Say \`/${name}\`, or \`/${name} <what>\`.`, SHARED);
    expect(text).toBe(`Say \`/${name} ${SISTER}\`, or \`/${name} ${SISTER} <what>\`.`);
    const lines = commandsIn(comment(20, people.lstein, `/${name} ${SISTER} it`));
    expect(saidTo(ABOARD, lines, 20).map(({ command, to, words }) => ({ command, to, words }))).toEqual([
      { command: name, to: SISTER, words: ["it"] },
    ]);
  });

  it.each(BARE)("/%s names none", (name) => {
    const text = `Say \`/${name}\`, or \`/${name} <what>\`.`;
    expect(addressed(text, SHARED)).toBe(text);
  });

  it("names none twice, and none where the release is alone", () => {
    const named = `\`/unhold ${SISTER}\`, \`/unhold ${ANY}\` and \`/retry v5.0.0\``;
    expect(addressed(named, SHARED)).toBe(named);
    expect(addressed("`/resume`", ALONE)).toBe("`/resume`");
  });
});
