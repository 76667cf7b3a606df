import { setTimeout } from "node:timers/promises";
import type { Told } from "./stage.ts";

/** Stops the app: whatever it is about to wait for passes on the clock, while its sockets close in real time. */
export async function stop({ stage, pass }: Pick<Told, "stage" | "pass">): Promise<void> {
  const ended = new AbortController();
  const stopping = stage.stop().finally(() => ended.abort());
  while (!ended.signal.aborted) {
    await pass(200);
    await setTimeout(2);
  }
  await stopping;
}
