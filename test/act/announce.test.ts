import { expect, it } from "vitest";
import { announce } from "../../src/act/announce.ts";
import type { Hands } from "../../src/act/hands.ts";
import { createMarkers } from "../../src/markers.ts";
import type { Announce } from "../../src/release/action.ts";
import { LeaseLost } from "../../src/store/store.ts";
import { snapshot } from "../release/snapshot-builder.ts";

const action = {
  do: "announce",
  channel: "ANNOUNCE_DISCORD",
  tries: 1,
  text: "v5.0.0 is out",
} as unknown as Announce;

function hands(guard: Hands["guard"]) {
  const sent: unknown[] = [];
  const seen = snapshot();
  const channel = {
    kind: "discord",
    timeoutMs: 7_000,
    send: async (message: unknown) => {
      sent.push(message);
      return { id: "1" };
    },
  };
  const given = {
    seen,
    guard,
    markers: createMarkers(new Uint8Array(32)),
    channels: new Map([[action.channel, channel]]),
  } as unknown as Hands;
  return { sent, given };
}

it("a post is made under a lease that outlives it", async () => {
  const asked: number[] = [];
  const { sent, given } = hands(async (timeout) => void asked.push(timeout));
  expect((await announce(given, action)).result).toEqual({ message: "1" });
  expect(sent).toHaveLength(1);
  expect(asked).toEqual([7_000]);
});

it("a replica whose lease was lost meanwhile posts nothing", async () => {
  const { sent, given } = hands(() => Promise.reject(new LeaseLost(snapshot().key)));
  await expect(announce(given, action)).rejects.toBeInstanceOf(LeaseLost);
  expect(sent).toEqual([]);
});
