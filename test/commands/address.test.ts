import { describe, expect, it } from "vitest";
import { conversations, stopsHeard } from "../../src/commands/answers.ts";
import { countApprovals } from "../../src/commands/approvals.ts";
import { overheard } from "../../src/commands/overheard.ts";
import { commandsIn, holdsIn } from "../../src/commands/parse.ts";
import { isOurs } from "../../src/commands/requests.ts";
import type { Aboard } from "../../src/release/aboard.ts";
import { seen } from "../../src/release/fact.ts";
import type { Comment, Snapshot } from "../../src/release/snapshot.ts";
import { refusalText } from "../../src/replies/refusal.ts";
import { atTheGates, board, comment, GATED, gate, memory, people } from "../release/snapshot-builder.ts";

const LEAD = "v5.0.0";
const SISTER = "cli-v2.0.0";
const FIRST = 100;

function said(text: string, own: string, id = FIRST + 1, more: Partial<Comment> = {}): Comment {
  const aboard: Aboard = { own, lead: LEAD, tags: [LEAD, SISTER], since: FIRST };
  return comment(id, people.lstein, text, { createdAt: GATED + 60_000, aboard, ...more });
}

function heardBy(own: string, text: string, id?: number): readonly string[] {
  return commandsIn(said(text, own, id)).map(({ command, astray, words }) =>
    [command ?? (astray === undefined ? "unknown" : `astray ${astray.command}`), ...words].join(" "),
  );
}

describe("whom a comment on a shared board speaks to", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [`/approve ${SISTER} pypi`, [], ["approve pypi"]],
    [`/approve ${LEAD} pypi 5a2f9c1`, ["approve pypi 5a2f9c1"], []],
    ["/approve pypi", ["astray approve pypi"], []],
    [`/approve pypi ${SISTER}`, [`astray approve pypi ${SISTER}`], []],
    ["/approve cli-v2.0 pypi", ["astray approve cli-v2.0 pypi"], []],
    [`/reject ${SISTER} pypi it is broken`, [], ["reject pypi it is broken"]],
    ["/reject pypi it is broken", ["astray reject pypi it is broken"], []],
    [`/notes ${SISTER} base cli-v1.9.0`, [], ["notes base cli-v1.9.0"]],
    ["/publish", ["astray publish"], []],
    ["/unhold", ["astray unhold"], []],
    ["/status", ["status"], []],
    [`/status ${SISTER}`, [], ["status"]],
    ["/help", ["help"], []],
    ["/hold for today", ["hold for today"], []],
    [`/hold ${SISTER} for today`, [], ["hold for today"]],
    ["/deploy", ["unknown"], []],
    [`/approve ${SISTER} pypi\n/approve pypi`, [], ["approve pypi", "astray approve pypi"]],
    [`/approve ${SISTER} pypi\n/status`, [], ["approve pypi", "status"]],
    [`/approve ${SISTER} pypi\n/approve ${LEAD} pypi`, ["astray approve pypi", "astray approve pypi"], []],
    [`/release ${SISTER}`, [`release ${SISTER}`], []],
    [`/approve ${SISTER} pypi\n/release ${LEAD}`, [], ["approve pypi", `release ${LEAD}`]],
    [`/approve\u200b ${SISTER} pypi`, [], []],
  ])("%j", (text, lead, sister) => {
    expect([heardBy(LEAD, text), heardBy(SISTER, text)]).toEqual([lead, sister]);
  });

  it.each(["/build main", "/release v9.0.0", `/release ${SISTER}`, "/prepare v9.0.0"])(
    "requests are the desk's alone: %j",
    (text) => {
      for (const own of [LEAD, SISTER]) {
        expect(isOurs(said(text, own), { key: { repository: 1, tag: own }, now: GATED })).toBe(false);
      }
      const atDesk = { key: { repository: 1, tag: ":3" }, now: GATED };
      expect(isOurs(comment(1, people.lstein, text, { createdAt: GATED }), atDesk)).toBe(true);
    },
  );

  it.each([["/approve pypi"], [`/approve ${SISTER} pypi`], ["/hold"]])(
    "what was said before anybody shared it is the lead's: %j",
    (text) => {
      expect(heardBy(LEAD, text, FIRST - 1)).toEqual([text.slice(1)]);
      expect(heardBy(SISTER, text, FIRST - 1)).toEqual([]);
      expect(holdsIn(said(text, SISTER, FIRST - 1))).toEqual([]);
    },
  );

  it.each<[string, readonly string[]]>([
    [`/approve ${SISTER} pypi`, ["early approve pypi"]],
    [`/tested ${SISTER} linux ok`, ["early tested linux ok"]],
    [`/publish ${SISTER}`, ["early publish"]],
    [`/unhold ${SISTER}`, ["early unhold"]],
    [`/hold ${SISTER} it is broken`, ["hold it is broken"]],
    [`/reject ${SISTER} pypi`, ["reject pypi"]],
    [`/approve ${SISTER} pypi\n/hold ${SISTER}`, ["early approve pypi", "hold"]],
    [`/status ${SISTER}`, ["status"]],
    [`/deploy ${SISTER}`, ["unknown"]],
  ])("%j, said before the release's own board, opens nothing", (text, expected) => {
    const saidEarly = said(text, SISTER);
    const aboard = { ...(saidEarly.aboard as Aboard), from: saidEarly.id };
    const heard = (id: number) =>
      commandsIn({ ...saidEarly, id, aboard }).map(({ command, early, words }) =>
        [command ?? (early === undefined ? "unknown" : `early ${early}`), ...words].join(" "),
      );
    expect(heard(saidEarly.id)).toEqual(expected);
    expect(heard(saidEarly.id + 1)).toEqual(expected.map((line) => line.replace("early ", "")));
  });

  it.each<[string, boolean, boolean]>([
    ["/hold for today", false, true],
    [`/hold ${SISTER} for today`, false, false],
    [`/hold ${LEAD} for today`, false, false],
    [`/hold ${SISTER} and ${LEAD}`, true, false],
    [`/hold because of ${SISTER}`, false, true],
    [`/hold\n/approve ${SISTER} pypi`, true, false],
    ["/reject pypi", false, false],
  ])("who else stops by %j", (text, lead, sister) => {
    expect([LEAD, SISTER].map((own) => holdsIn(said(text, own)).length > 0)).toEqual([lead, sister]);
  });
});

function atGates(comments: readonly Comment[], more: Partial<Snapshot> = {}): Snapshot {
  return atTheGates({ comments: seen(comments), ...more });
}

/** As the release sees it that shares another's board. */
const AS_SISTER: Partial<Snapshot> = {
  board: seen(board({ comment: FIRST, lead: { tag: LEAD, memory: memory() }, memory: memory() })),
};

describe("on a shared board", () => {
  const pypi = gate("pypi", { index: "pypi", packages: ["invokeai"] });

  it.each([
    [LEAD, `/approve ${LEAD} pypi`, 1],
    [LEAD, "/approve pypi", 0],
    [LEAD, `/approve ${SISTER} pypi`, 0],
    [LEAD, `/approve pypi ${LEAD}`, 0],
    [SISTER, `/approve ${SISTER} pypi`, 1],
    [SISTER, "/approve pypi", 0],
    [SISTER, `/approve ${LEAD} pypi`, 0],
    [SISTER, `/approve ${SISTER} pypi\n/approve ${LEAD} pypi`, 0],
    [LEAD, `/approve ${SISTER} pypi\n/approve ${LEAD} pypi`, 0],
  ])("%s counts %j as %d approval", (own, text, expected) => {
    const given = atGates([said(text, own)], own === SISTER ? AS_SISTER : {});
    expect(countApprovals(given, pypi).approvals).toHaveLength(expected);
  });

  it("a command that names no release is refused by the lead alone, with the lines to say", () => {
    const [asked] = conversations({ seen: atGates([said("/approve pypi", LEAD)]), phases: [] }).open;
    const { answer, said: line } = asked?.answered[0] ?? {};
    expect(answer?.is === "refused" && line && refusalText(answer.because, line)).toContain(
      `- \`/approve ${LEAD} pypi\`\n- \`/approve ${SISTER} pypi\``,
    );
    const sister = atGates([said("/approve pypi", SISTER)], AS_SISTER);
    expect(conversations({ seen: sister, phases: [] }).open).toEqual([]);
  });

  it("what is no plain word is not said again", () => {
    const text = "/reject pypi `rm -rf` @everyone";
    const [line] = commandsIn(said(text, LEAD));
    const words = line && refusalText({ is: "which-release", command: "reject", tags: [LEAD, SISTER] }, line);
    expect(words).toContain(`- \`/reject ${LEAD} pypi\`\n`);
    expect(words).not.toContain("everyone");
  });

  it("a hold for all is taken over once, and stops everything until then", () => {
    const hold = said("/hold for today", SISTER);
    const given = atGates([hold], AS_SISTER);
    expect(overheard(given).due).toMatchObject([
      { do: "remember", change: { to: "hold", hold: { by: "lstein", reason: "for today" }, heard: hold.id } },
    ]);
    expect(stopsHeard({ seen: given, phases: [] })).toHaveLength(1);
    const after = board({
      comment: FIRST,
      lead: { tag: LEAD, memory: memory() },
      memory: memory({ heard: hold.id }),
    });
    expect(overheard(atGates([hold], { board: seen(after) }))).toEqual({ due: [], look: [], stops: [] });
  });

  it.each<[string, Partial<Comment>]>([
    ["by somebody without the right", { author: { ...people.stranger, bot: false } }],
    ["in an edited comment", { edited: true }],
    ["by a bot", { author: { ...people.lstein, bot: true } }],
  ])("a hold for all does not count %s", (_, more) => {
    const given = atGates([said("/hold", SISTER, FIRST + 1, more)], AS_SISTER);
    expect(overheard(given).due).toEqual([]);
    expect(stopsHeard({ seen: given, phases: [] })).toEqual([]);
  });
});
