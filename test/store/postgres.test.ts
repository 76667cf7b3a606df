import { describe } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { openPostgresStore } from "../../src/store/postgres.ts";
import { storeContract } from "./contract.ts";
import { killContract } from "./kills.ts";
import { absence, asAdmin, freshSchema, postgres } from "./postgres-server.ts";
import { testDatabase } from "./test-database.ts";

/** Past the triggers that guard the ledger. */
const WIPE =
  "SET session_replication_role = replica; TRUNCATE release_queue, delivery, ledger, pulse, chore, shared, account, card, card_repository";

if (absence !== undefined) process.stderr.write(`${absence}\n`);

describe.skipIf(postgres === undefined)("with a PostgreSQL server", () => {
  if (postgres === undefined) return;
  const database = testDatabase();
  const schemas = new Map<string, { readonly url: string; place: string }>();

  /** The schema of a place. Places that differ in their number come one after the other and share one, wiped between. */
  async function schemaAt(place: string): Promise<string> {
    const kind = place.replace(/\d+/, "n");
    const known = schemas.get(kind);
    if (known === undefined) {
      const url = await freshSchema(database.url, kind);
      schemas.set(kind, { url, place });
      return url;
    }
    if (known.place !== place) await asAdmin(WIPE, known.url);
    known.place = place;
    return known.url;
  }

  storeContract("PostgreSQL", async ({ place, clock, backoff }) =>
    openPostgresStore({ url: await schemaAt(place), clock, backoff, time: "given" }),
  );

  let killed = 0;
  killContract("PostgreSQL", {
    fresh: () => freshSchema(database.url, `kills_${++killed}`),
    open: (url) => openPostgresStore({ url, clock: systemClock }),
    leaseMs: 600,
  });
});
