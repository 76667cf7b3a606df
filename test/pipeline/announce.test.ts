import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { DEFAULT_RELEASE } from "../../src/release/configuration.ts";
import { seen, unknown } from "../../src/release/fact.ts";
import { HOUR, MINUTE } from "../../src/release/instant.ts";
import { type AnnouncementRecord, remember } from "../../src/release/memory.ts";
import type { Comment, Snapshot } from "../../src/release/snapshot.ts";
import type { Step } from "../../src/release/step.ts";
import {
  announcing,
  board,
  comment,
  configured,
  GATED,
  githubRelease,
  memory,
  people,
  published,
  released,
  served,
} from "../release/snapshot-builder.ts";

const CHANNEL = "ANNOUNCE_DISCORD";
const at = GATED + 2 * HOUR;
const fault = { kind: "unreachable", whom: "GitHub", detail: "no answer" } as const;
const sent = { is: "sent", id: "1" } as const;

function record(overrides: Partial<AnnouncementRecord> = {}): AnnouncementRecord {
  return { channel: CHANNEL, at, tries: 0, ...overrides };
}

/** The release is public; what the board remembers of its announcement; who asks for it. */
function told(
  records: readonly AnnouncementRecord[],
  overrides: Partial<Snapshot> = {},
  ...asked: readonly Comment[]
): Snapshot {
  const base = released();
  const earlier = base.comments.is === "seen" ? base.comments.value : [];
  return {
    ...base,
    board: seen(board({ memory: memory({ announcements: records }) })),
    comments: seen([...earlier, ...asked]),
    ...overrides,
  };
}

function step(now: Snapshot): Step | undefined {
  return plan(now).phases.find((phase) => phase.name === `announce ${CHANNEL}`)?.step;
}

function ask(id: number, createdAt: number, overrides: Partial<Comment> = {}): Comment {
  return comment(id, people.lstein, "/announce", { createdAt, ...overrides });
}

describe("an announcement", () => {
  it("is made once the release is public", () => {
    expect(step(told([]))).toMatchObject({
      is: "due",
      act: [
        {
          do: "announce",
          channel: CHANNEL,
          text: "**InvokeAI v5.0.0 (stable)**\n\nhttps://github.com/invoke-ai/InvokeAI/releases/tag/v5.0.0",
        },
      ],
    });
  });

  it("is a question to people when it was meant and nobody knows what became of it, never a second post", () => {
    expect(step(told([record()]))).toEqual({
      is: "stopped",
      because: { is: "announcement-unclear", channel: CHANNEL },
    });
  });

  it("is made again when a person says so after that", () => {
    const asked = told([record()], {}, ask(9, at + MINUTE));
    expect(step(asked)).toMatchObject({
      is: "due",
      act: [{ do: "announce", comment: 9 }],
    });
  });

  it("is done once it was sent, with the address of the post", () => {
    const url = "https://discord.com/channels/1/2/3";
    expect(step(told([record({ outcome: { ...sent, url } })]))).toEqual({
      is: "done",
      why: { is: "announced", url },
    });
  });

  it("that certainly did not get through is made again, with growing patience of at most an hour", () => {
    const failed = (tries: number, now: number) =>
      told([record({ tries, outcome: { is: "failed", why: "429" } })], { now });
    expect(step(failed(0, at))).toMatchObject({
      is: "waiting",
      on: { for: "channel", why: "429" },
      until: at + 2 * MINUTE,
    });
    expect(step(failed(9, at))).toMatchObject({ is: "waiting", until: at + HOUR });
    expect(step(failed(1, at + 4 * MINUTE))).toMatchObject({
      is: "due",
      act: [{ do: "announce", tries: 2 }],
    });
    expect(plan(failed(0, at)).again).toBe(at + 2 * MINUTE);
  });

  it("waits for what holds", () => {
    const holds = [{ by: "ebr", comment: 1, at }];
    const held = told([], { board: seen(board({ memory: memory({ holds }) })) });
    expect(step(held)).toEqual({ is: "waiting", on: { for: "unhold", by: "ebr" } });
  });

  it("waits for the public release, and for what can't be seen", () => {
    expect(step(published(served(), { githubReleases: seen([githubRelease()]) }))).toMatchObject({
      is: "waiting",
      on: { for: "phases", names: ["draft"] },
    });
    expect(step(told([], { ranges: unknown(fault) }))).toMatchObject({
      is: "waiting",
      on: { for: "answer" },
    });
  });

  it("to a channel the server does not know stops, by its name", () => {
    expect(step(told([], { channels: {} }))).toEqual({
      is: "stopped",
      because: { is: "channel-unknown", variable: CHANNEL },
    });
  });

  it("of a pre-release is made only where that is configured, or when asked for", () => {
    const always = { ...DEFAULT_RELEASE, prerelease: "always" } as const;
    const quiet = configured({ release: always });
    expect(step(told([], { configuration: quiet }))).toEqual({
      is: "skipped",
      why: { is: "prerelease-not-announced" },
    });
    expect(step(told([], { configuration: quiet }, ask(9, at)))).toMatchObject({ is: "due" });
    const loud = configured({ release: always, announce: [{ ...announcing, prereleases: true }] });
    expect(step(told([], { configuration: loud }))).toMatchObject({ is: "due" });
  });

  it("is not made up for on a closed board, when a channel came into the configuration later", () => {
    const closed = seen(board({ state: "closed", closedByApp: true, memory: memory() }));
    const asking = told([], { board: closed }, comment(9, people.lstein, "/status", { createdAt: at }));
    expect(step(asking)).toEqual({ is: "waiting", on: { for: "announce-command", channel: CHANNEL } });
    expect(plan(asking).due.map((action) => action.do)).toEqual(["reply", "react"]);
    expect(step({ ...asking, comments: seen([ask(9, at)]) })).toMatchObject({ is: "due" });
  });
});

describe("asking again", () => {
  it("makes one post for everybody who asked before it was meant", () => {
    const asked = [
      ask(8, at + MINUTE),
      comment(9, people.hipsterusername, "/announce", { createdAt: at + 2 * MINUTE }),
    ];
    let memo = memory({ announcements: [record({ outcome: sent })] });
    let posts = 0;
    for (let round = 0; round < 10; round += 1) {
      const now = told([], { now: at + HOUR, board: seen(board({ memory: memo })) }, ...asked);
      const due = step(now);
      const [action] = due?.is === "due" ? due.act : [];
      if (action?.do === "announce") {
        posts += 1;
        memo = remember(memo, {
          to: "announcement",
          record: record({ at: now.now, outcome: sent, comment: 9 }),
        });
      }
    }
    expect(posts).toBe(1);
  });

  it.each<[string, Partial<Comment>]>([
    ["closed already", { outcome: "done" }],
    ["edited", { edited: true }],
    ["by a bot", { author: { ...people.lstein, bot: true } }],
    ["through an app", { viaApp: true }],
    ["without the right", { author: { ...people.ebr, bot: false } }],
    ["for another channel", { body: "/announce OTHER" }],
    ["with words too many", { body: `/announce ${CHANNEL} please` }],
    ["before it was sent", { createdAt: at - 1 }],
  ])("posts nothing when %s", (_name, overrides) => {
    expect(step(told([record({ outcome: sent })], {}, ask(9, at + MINUTE, overrides)))?.is).toBe("done");
  });

  it("looks up the right of who asks", () => {
    const known = told([record({ outcome: sent })], { rights: {} }, ask(9, at + MINUTE));
    expect(step(known)).toEqual({
      is: "look",
      at: [{ at: "rights", user: people.lstein.id, login: "lstein" }],
    });
  });
});
