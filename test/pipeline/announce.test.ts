import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { DEFAULT_RELEASE } from "../../src/release/configuration.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import { fingerprint } from "../../src/release/fingerprint.ts";
import { DAY, HOUR, MINUTE } from "../../src/release/instant.ts";
import { type AnnouncementOutcome, type AnnouncementRecord, remember } from "../../src/release/memory.ts";
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

type Sent = Extract<AnnouncementOutcome, { readonly is: "sent" }>;

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

  it.each<[string, Partial<Snapshot>]>([
    ["what is said on the board", { comments: unknown(fault) }],
    ["the GitHub release", { githubReleases: unknown(fault) }],
    ["the run", { runs: unknown(fault) }],
  ])("stays a question while GitHub does not tell %s", (_, silent) => {
    expect(step(told([record()], silent))).toMatchObject({ because: { is: "announcement-unclear" } });
    expect(step(told([], silent))?.is).toBe("waiting");
  });

  it("is no question while the release is held", () => {
    const held = memory({ announcements: [record()], holds: [{ by: "lstein", at, comment: 8 }] });
    expect(step(told([], { board: seen(board({ memory: held })) }))).toMatchObject({ on: { for: "unhold" } });
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
    expect(step(held)).toEqual({
      is: "waiting",
      on: { for: "unhold", by: "ebr" },
      since: at,
      deadline: at + 2 * DAY,
    });
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

  it("that the channel told to wait for is not tried before, however short the pause", () => {
    const outcome = { is: "failed", why: "429", until: at + 9 * MINUTE } as const;
    expect(step(told([record({ outcome })], { now: at + 5 * MINUTE }))).toMatchObject({
      is: "waiting",
      until: at + 9 * MINUTE,
    });
    expect(step(told([record({ outcome })], { now: at + 9 * MINUTE }))?.is).toBe("due");
  });

  it("that a person asks for waits as long, be it the post or a change of it that the channel did not want", () => {
    const until = at + 9 * MINUTE;
    const asked = (outcome: AnnouncementOutcome, now: number) =>
      step(told([record({ outcome })], { now }, ask(9, at + MINUTE)));
    const edit = { is: "failed", text: "x", at, tries: 1, why: "429", until } as const;
    for (const outcome of [{ is: "failed", why: "429", until } as const, { ...sent, edit }]) {
      const on = { for: "channel", channel: CHANNEL, why: "429" };
      expect(asked(outcome, at + 5 * MINUTE)).toEqual({
        is: "waiting",
        on,
        until,
        deadline: at + 5 * MINUTE + 3 * HOUR,
      });
      expect(asked(outcome, until)).toMatchObject({ is: "due", act: [{ do: "announce", comment: 9 }] });
    }
  });

  it("to the address of another kind of channel stops, and says whose it is", () => {
    expect(step(told([], { channels: { [CHANNEL]: "slack" } }))).toEqual({
      is: "stopped",
      because: { is: "channel-of-another-kind", variable: CHANNEL, kind: "slack", configured: "discord" },
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

describe("on a closed board", () => {
  const stranger = { ...people.lstein, id: 999, login: "stranger" };
  const asks = (body: string, by: Parameters<typeof comment>[1] = people.lstein) =>
    comment(9, by, body, { createdAt: at + MINUTE });
  const renamed = seen([githubRelease({ draft: false, name: "InvokeAI 5: canvas" })]);
  const other = { ...sent, text: "other" };
  /** Nothing of the range is known; this is remembered, and this was said. */
  const closed = (outcome: AnnouncementOutcome, said: Comment, overrides: Partial<Snapshot> = {}) =>
    told([], {
      board: seen(
        board({
          state: "closed",
          closedByApp: true,
          memory: memory({ announcements: [record({ outcome })] }),
        }),
      ),
      comments: seen([said]),
      githubReleases: renamed,
      ranges: unseen,
      ...overrides,
    });
  const ranges = released().ranges;

  it.each([
    ["asks where it stands", asks("/status")],
    ["has no right to what they ask for", asks("/announce", stranger)],
  ])("nothing is read and no post changed for somebody who %s", (_name, said) => {
    const rights = { ...released().rights, [stranger.id]: absent };
    expect(step(closed(other, said, { rights }))).toEqual({ is: "done", why: { is: "announced" } });
  });

  it("a failed change is told and not tried again", () => {
    const edit = { is: "failed", text: "x", at, tries: 1, why: "503" } as const;
    const notices = [{ is: "announcement-outdated", channel: CHANNEL, why: "503" }];
    expect(step(closed({ ...other, edit }, asks("/status")))).toMatchObject({ is: "done", notices });
    const due = step(closed(other, asks("/notes"), { ranges }));
    const [action] = due?.is === "due" ? due.act : [];
    const text = action?.do === "edit-announcement" ? fingerprint(action.text) : "";
    const now = closed({ ...other, edit: { ...edit, text } }, asks("/notes"), { ranges });
    expect(step(now)).toMatchObject({ is: "done", notices });
  });

  it("a post follows `/notes`", () => {
    expect(step(closed(other, asks("/notes"), { ranges }))).toMatchObject({
      is: "due",
      act: [{ do: "edit-announcement" }],
    });
  });

  it("what `/announce` could not post is tried again while that stands open", () => {
    const failed = { is: "failed", why: "429" } as const;
    const early = { ...asks("/announce"), createdAt: at - 1 };
    expect(step(closed(failed, early, { ranges, now: at + HOUR }))).toMatchObject({ is: "due" });
    expect(step(closed(failed, asks("/status")))).toMatchObject({ on: { for: "announce-command" } });
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

const fingerprintOf = (now: Snapshot) => {
  const due = step(now);
  const [action] = due?.is === "due" ? due.act : [];
  return action?.do === "announce" ? fingerprint(action.text) : "";
};
const TEXT = fingerprintOf(told([]));
const renamed = seen([githubRelease({ draft: false, name: "InvokeAI 5: canvas" })]);

/** It was posted with that text, and the release was given another name since. */
function posted(
  outcome: Partial<Sent> = {},
  overrides: Partial<Snapshot> = {},
  ...asked: readonly Comment[]
) {
  const records = [record({ outcome: { ...sent, text: TEXT, ...outcome } })];
  return told(records, { githubReleases: renamed, now: at + HOUR, ...overrides }, ...asked);
}

describe("a post that says what is no longer so", () => {
  const NEW = fingerprintOf(told([], { githubReleases: renamed }));
  const failed = { is: "failed", text: NEW, at: at + HOUR, tries: 1, why: "503" } as const;

  it("is changed in place, also while somebody holds the release", () => {
    const holds = [{ by: "ebr", comment: 1, at }];
    const records = [record({ outcome: { ...sent, text: TEXT } })];
    const held = seen(board({ memory: memory({ holds, announcements: records }) }));
    for (const now of [posted(), posted({}, { board: held })]) {
      expect(step(now)).toEqual({
        is: "due",
        act: [
          {
            do: "edit-announcement",
            channel: CHANNEL,
            message: "1",
            text: expect.stringContaining("InvokeAI 5: canvas"),
            tries: 0,
          },
        ],
      });
    }
  });

  it.each<[string, Snapshot]>([
    ["as it was", posted({}, { githubReleases: seen([githubRelease({ draft: false })]) })],
    ["changed already", posted({ text: NEW })],
    [
      "of an earlier version of the app, which kept no text",
      told([record({ outcome: sent })], { githubReleases: renamed }),
    ],
  ])("is none where it is %s", (_name, now) => {
    expect(step(now)).toEqual({ is: "done", why: { is: "announced" } });
  });

  it("stays where nothing can be changed, and the board says so", () => {
    const { id: _, ...unnamed } = sent;
    const records = [record({ outcome: { ...unnamed, text: "other" } })];
    const slack = configured({ announce: [{ ...announcing, channel: "slack" }] });
    const now = told(records, { configuration: slack, channels: { [CHANNEL]: "slack" } });
    expect(step(now)).toEqual({
      is: "done",
      why: { is: "announced" },
      notices: [{ is: "announcement-outdated", channel: CHANNEL }],
    });
  });

  it("stays where its channel is another service's by now, which knows no such post", () => {
    const slack = configured({ announce: [{ ...announcing, channel: "slack" }] });
    const moved = { configuration: slack, channels: { [CHANNEL]: "slack" } } as const;
    const done = { is: "done", why: { is: "announced" } };
    const notices = [{ is: "announcement-outdated", channel: CHANNEL }];
    expect(step(posted({ kind: "discord" }, moved))).toEqual({ ...done, notices });
    const asItWas = { ...moved, githubReleases: seen([githubRelease({ draft: false })]) };
    expect(step(posted({ kind: "discord" }, asItWas))).toEqual(done);
  });

  it("is not made again where it is not found, unless somebody asks", () => {
    const gone = { edit: { is: "gone" } } as const;
    expect(step(posted(gone))).toEqual({
      is: "done",
      why: { is: "announcement-gone", channel: CHANNEL },
    });
    expect(step(posted(gone, {}, ask(9, at + MINUTE)))).toMatchObject({
      act: [{ do: "announce", comment: 9 }],
    });
  });

  it("is tried five times with growing pauses, then left with the reason", () => {
    const later = (tries: number, minutes: number) =>
      step(posted({ edit: { ...failed, tries } }, { now: failed.at + minutes * MINUTE }));
    expect(later(1, 1)).toEqual({
      is: "waiting",
      on: { for: "channel", channel: CHANNEL, why: "503", isEdit: true },
      until: failed.at + 2 * MINUTE,
      deadline: failed.at + MINUTE + 3 * HOUR,
    });
    expect(later(1, 2)).toMatchObject({ is: "due", act: [{ do: "edit-announcement", tries: 1 }] });
    expect(later(4, 15)).toMatchObject({ is: "waiting", until: failed.at + 16 * MINUTE });
    expect(later(5, 60)).toEqual({
      is: "done",
      why: { is: "announced" },
      notices: [{ is: "announcement-outdated", channel: CHANNEL, why: "503" }],
    });
  });

  it("is tried at once with another text, and not before the channel wants it", () => {
    const other = { edit: { ...failed, text: "other", tries: 5 } };
    expect(step(posted(other, { now: failed.at }))).toMatchObject({ is: "due", act: [{ tries: 0 }] });
    const patient = { edit: { ...failed, until: failed.at + 9 * MINUTE } };
    expect(step(posted(patient, { now: failed.at + 5 * MINUTE }))).toMatchObject({
      until: failed.at + 9 * MINUTE,
    });
  });
});

describe("a post that links to another one", () => {
  const SECOND = "ANNOUNCE_DISCUSSION";
  const url = "https://discord.com/channels/1/2/3";
  const both = configured({
    announce: [{ ...announcing, variable: SECOND, linksTo: CHANNEL }, announcing],
  });
  const world = { configuration: both, channels: { [CHANNEL]: "discord", [SECOND]: "discord" } } as const;
  const second = (records: readonly AnnouncementRecord[], ...asked: readonly Comment[]) =>
    plan(told(records, world, ...asked)).phases.find(({ name }) => name === `announce ${SECOND}`)?.step;
  const postsLink = (link: string) => ({
    is: "due",
    act: [{ do: "announce", channel: SECOND, text: expect.stringMatching(new RegExp(`\n${link}$`)) }],
  });
  const waits = { is: "waiting", on: { for: "phases", names: [`announce ${CHANNEL}`] } };
  const failed = record({ outcome: { is: "failed", why: "429" } });

  it("waits until that is there, wherever it stands in the file", () => {
    expect(second([])).toEqual(waits);
    expect(second([record()])).toEqual(waits);
    expect(second([failed])).toEqual(waits);
    expect(second([record({ outcome: { ...sent, url } })])).toMatchObject(postsLink(url));
  });

  it("links to the GitHub release where that has no address", () => {
    expect(second([record({ outcome: sent })])).toMatchObject(postsLink(".*/releases/tag/v5.0.0"));
  });

  it("does not wait when a person asks for it by name, but when they ask for all", () => {
    expect(second([], ask(9, at, { body: `/announce ${SECOND}` }))).toMatchObject(
      postsLink(".*/releases/tag/v5.0.0"),
    );
    expect(second([], ask(9, at))).toEqual(waits);
    const asked = ask(9, at + MINUTE);
    expect(second([record({ outcome: { ...sent, url } })], asked)).toEqual(waits);
    expect(second([record({ at: at + 2 * MINUTE, outcome: { ...sent, url } })], asked)).toMatchObject(
      postsLink(url),
    );
  });

  it("is tried again as it was asked for", () => {
    const byName = ask(9, at - MINUTE, { body: `/announce ${SECOND}` });
    const tried = { ...failed, channel: SECOND, comment: 9, at: at - HOUR / 2 };
    expect(second([tried], byName)).toMatchObject(postsLink(".*/releases/tag/v5.0.0"));
    expect(second([tried])).toEqual(waits);
  });

  it("is changed to link to what is posted anew, and left alone while that is being made", () => {
    const first = record({ outcome: { ...sent, url } });
    const due = second([first]);
    const [action] = due?.is === "due" ? due.act : [];
    const text = action?.do === "announce" ? fingerprint(action.text) : "";
    const linked = record({ channel: SECOND, outcome: { ...sent, id: "2", text } });
    expect(second([first, linked])).toMatchObject({ is: "done" });
    expect(second([record(), linked])).toMatchObject({ is: "done" });
    const anew = record({ outcome: { ...sent, id: "3", url: `${url}0` } });
    expect(second([anew, linked])).toMatchObject({
      is: "due",
      act: [{ do: "edit-announcement", message: "2", text: expect.stringContaining(`${url}0`) }],
    });
  });
});
