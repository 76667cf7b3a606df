import { afterAll, beforeAll } from "vitest";
import { type FreshDatabase, freshDatabase } from "./postgres-server.ts";

/** A database of the tests around: made before the first that runs, dropped after the last. */
export function testDatabase(): { readonly url: string } {
  let made: FreshDatabase | undefined;
  beforeAll(async () => {
    made = await freshDatabase();
  });
  afterAll(async () => {
    await made?.drop();
  });
  return {
    get url() {
      if (made === undefined) throw new Error("it is made only when the tests begin");
      return made.url;
    },
  };
}
