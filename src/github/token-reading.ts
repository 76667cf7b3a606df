import type { Address } from "../release/release.ts";
import type { Reading } from "./github.ts";
import { createGround, createLimiters, type GroundSettings } from "./ground.ts";
import { createReading } from "./reading.ts";
import { createSleeper } from "./sleeper.ts";
import { createWay, type Purse } from "./way.ts";

/** Under which the limits of the token's owner are kept; no person has this number. */
const WHOSE = "person 0";

/**
 * Reads with one token that was handed over, a person's own or that of a workflow run: every repository that it may
 * see, within one set of limits; with an empty one, as anybody, who is shown what is public. What is given cannot
 * write. Asks nothing yet.
 */
export function readingWithToken(
  settings: GroundSettings,
  token: string,
): (place: Pick<Address, "owner" | "name">) => Reading {
  const ground = createGround(settings);
  const limiter = createLimiters(settings, ground)(WHOSE);
  const sleep = createSleeper(settings.clock);
  // There is no other token to go on with.
  const purse: Purse = async () => ({ token, refused: () => undefined });
  return ({ owner, name }) => {
    const address = { installation: 0, repository: 0, owner, name };
    return createReading(createWay({ ...ground, address, limiter, sleep, urgency: "command" }), purse);
  };
}
