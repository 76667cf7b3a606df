import { expect, it } from "vitest";
import { announce, editAnnouncement } from "../../src/act/announce.ts";
import type { Hands } from "../../src/act/hands.ts";
import { type Channel, ChannelFault, type ChannelFaultDetail } from "../../src/channels/channel.ts";
import { createMarkers } from "../../src/markers.ts";
import type { Announce, EditAnnouncement } from "../../src/release/action.ts";
import { seen } from "../../src/release/fact.ts";
import { fingerprint } from "../../src/release/fingerprint.ts";
import type { AnnouncementRecord } from "../../src/release/memory.ts";
import { LeaseLost } from "../../src/store/store.ts";
import { board, memory, snapshot } from "../release/snapshot-builder.ts";

const action = {
  do: "announce",
  channel: "ANNOUNCE_DISCORD",
  tries: 1,
  text: "v5.0.0 is out",
} as unknown as Announce;

const posted: AnnouncementRecord = {
  channel: action.channel,
  at: 5,
  tries: 0,
  outcome: { is: "sent", id: "1", url: "https://discord.com/channels/1/2/1", text: "old" },
};

function hands(guard: Hands["guard"], edit?: Channel["edit"]) {
  const sent: unknown[] = [];
  const now = snapshot({ board: seen(board({ memory: memory({ announcements: [posted] }) })) });
  const channel = {
    kind: "discord",
    timeoutMs: 7_000,
    send: async (message: unknown) => {
      sent.push(message);
      return { id: "1" };
    },
    ...(edit === undefined ? {} : { edit }),
  };
  const given = {
    seen: now,
    guard,
    markers: createMarkers(new Uint8Array(32)),
    channels: new Map([[action.channel, channel]]),
  } as unknown as Hands;
  return { sent, given };
}

it("a post is made under a lease that outlives it", async () => {
  const asked: number[] = [];
  const { sent, given } = hands(async (timeout) => void asked.push(timeout));
  const { result, remember } = await announce(given, action);
  expect(result).toEqual({ message: "1" });
  const outcome = { is: "sent", kind: "discord", id: "1", text: fingerprint(action.text) };
  expect(remember).toMatchObject({ record: { channel: action.channel, outcome } });
  expect(sent).toHaveLength(1);
  expect(asked).toEqual([7_000]);
});

it("a replica whose lease was lost meanwhile posts nothing", async () => {
  const { sent, given } = hands(() => Promise.reject(new LeaseLost(snapshot().key)));
  await expect(announce(given, action)).rejects.toBeInstanceOf(LeaseLost);
  expect(sent).toEqual([]);
});

const change: EditAnnouncement = {
  do: "edit-announcement",
  channel: action.channel,
  message: "1",
  text: "v5.0.0 is out, at last",
  tries: 1,
};
const TEXT = fingerprint(change.text);
const noGuard: Hands["guard"] = async () => undefined;

function failing(fault: Partial<ChannelFaultDetail>) {
  const whole = {
    kind: "broken",
    whom: "Discord",
    detail: "answered 503",
    ambiguous: true,
    ...fault,
  } as const;
  return hands(noGuard, () => Promise.reject(new ChannelFault(whole))).given;
}

it("a change is remembered with the post it was made to", async () => {
  const edits: unknown[] = [];
  const { given } = hands(noGuard, async (...words) => void edits.push(words));
  expect(await editAnnouncement(given, change)).toEqual({
    remember: {
      to: "announcement",
      record: { ...posted, outcome: { ...posted.outcome, text: TEXT } },
    },
    result: { changed: "1" },
  });
  expect(edits).toEqual([["1", change.text]]);
});

it.each<[string, Partial<ChannelFaultDetail>, object]>([
  ["a fault", {}, { is: "failed", text: TEXT, tries: 2, why: "answered 503", at: snapshot().now }],
  [
    "a limit",
    { kind: "limited", ambiguous: false, waitMs: 30_000, until: 7 },
    { is: "failed", tries: 2, until: snapshot().now + 30_000 },
  ],
  ["a post that is gone", { kind: "refused", ambiguous: false, gone: true }, { is: "gone" }],
])("%s is remembered, and is no trouble", async (_name, fault, edit) => {
  const { remember } = await editAnnouncement(failing(fault), change);
  expect(remember).toMatchObject({
    to: "announcement",
    record: { ...posted, outcome: { is: "sent", id: "1", text: "old", edit } },
  });
});

it("a change of a post that was made anew meanwhile leaves the new one's record alone", async () => {
  const { given } = hands(noGuard, async () => undefined);
  expect((await editAnnouncement(given, { ...change, message: "0" })).remember).toBeUndefined();
});

it("a replica whose lease was lost meanwhile changes nothing", async () => {
  const edits: unknown[] = [];
  const lost = () => Promise.reject(new LeaseLost(snapshot().key));
  const { given } = hands(lost, async (...words) => void edits.push(words));
  await expect(editAnnouncement(given, change)).rejects.toBeInstanceOf(LeaseLost);
  expect(edits).toEqual([]);
});
