import { describe, expect, it } from "vitest";
import { saidTo } from "../../src/commands/address.ts";
import { commandsIn } from "../../src/commands/parse.ts";
import { COMMANDS, FOR_ALL, REQUESTS } from "../../src/release/answer.ts";
import { seen } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { ANY, addressed } from "../../src/replies/address.ts";
import { nextMoves } from "../../src/replies/next-moves.ts";
import {
  atTheGates,
  board,
  comment,
  memory,
  people,
  smokeTested,
  snapshot,
} from "../release/snapshot-builder.ts";
import { planned } from "./planned.ts";

const SISTER = "cli-v2.0.0";
const ABOARD = { own: SISTER, lead: "v5.0.0", tags: ["v5.0.0", SISTER], since: 1 };
const ALONE = snapshot({ key: { repository: 1, tag: SISTER }, board: seen(board()) });
const SHARED = snapshot({
  key: { repository: 1, tag: SISTER },
  board: seen(board({ memory: memory(), comment: 12, lead: { tag: "v5.0.0", memory: memory() } })),
});

const LEADING = seen(board({ memory: memory({ sisters: [{ tag: SISTER, comment: 12 }] }) }));

const BARE: readonly string[] = [...FOR_ALL, ...REQUESTS];
const NAMED = COMMANDS.filter((name) => !BARE.includes(name));

describe("what is offered at the gates", () => {
  it.each<[string, Snapshot, string]>([
    ["alone", atTheGates({ comments: seen(smokeTested) }), "until `/unhold`"],
    [
      "beside another",
      atTheGates({ comments: seen(smokeTested), board: LEADING }),
      "until `/unhold <tag>` for each release",
    ],
  ])("%s: a hold, and how all of it is lifted", (_, world, lifted) => {
    const offered = nextMoves(planned(world).phases, world).map(({ what }) => addressed(what, world));
    expect(offered).toContain(`\`/hold <reason>\` stops everything irreversible ${lifted}`);
  });
});

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
