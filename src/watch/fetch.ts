import { resultOf } from "./results.ts";
import type { Peer, Watch } from "./watch.ts";

/** Sends to one peer as `fetch` does, watched until the answer begins. */
export function watchedFetch(send: typeof fetch, peer: Peer, watch: Watch): typeof fetch {
  return (input, init) =>
    watch.during("peer", { peer }, async (note) => {
      try {
        const response = await send(input, init);
        note({ result: resultOf(response.status) });
        return response;
      } catch (error) {
        note({ result: "unreachable" });
        throw error;
      }
    });
}
