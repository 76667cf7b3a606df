import { READ_TIMEOUT } from "./app-client.ts";
import { countingBoth } from "./counts.ts";
import { GitHubFault } from "./fault.ts";
import type { Guard, Person, Reach, RepositoryAddress, Writing } from "./github.ts";
import type { Limiter, Whose } from "./limiter.ts";
import { createReading } from "./reading.ts";
import type { Data } from "./routes.ts";
import { createSleeper } from "./sleeper.ts";
import { createWay, type Ground, type Purse } from "./way.ts";
import { createWriting } from "./writing.ts";

type Asked = {
  readonly address: RepositoryAddress;
  readonly person: Person;
  readonly reach: Reach & { readonly guard: Guard };
};

/**
 * A client that reads and writes as a person. It has no other token than theirs to fall back on, and its answers are
 * kept under that token alone.
 */
export function asPerson(
  { ground, limiterOf }: { readonly ground: Ground; readonly limiterOf: (whose: Whose) => Limiter },
  { address, person, reach }: Asked,
): Writing {
  const way = createWay({
    ...ground,
    counter: countingBoth(ground.counter, reach.counter),
    address,
    limiter: limiterOf(`person ${person.id}`),
    sleep: reach.sleeper ?? createSleeper(ground.clock),
    urgency: reach.urgency ?? "progress",
    asPerson: true,
  });
  const purse: Purse = async () => {
    const token = await person.token();
    return { token, refused: () => person.refused(token) };
  };
  return createWriting(way, purse, { reading: createReading(way, purse), guard: reach.guard });
}

/** Whose token it is. Asked once for each link; whose limits it takes from is known only afterwards. */
export async function whoIs(
  { transport, counter }: Ground,
  token: string,
): Promise<{ readonly id: number; readonly login: string }> {
  counter.add("reads");
  const route = "GET /user";
  const { data } = await transport({
    route,
    headers: { authorization: `token ${token}` },
    what: route,
    write: false,
    asPerson: true,
    timeout: READ_TIMEOUT,
    hear: async () => undefined,
  });
  const { id, login } = data as Data<typeof route>;
  if (Number.isSafeInteger(id) && id > 0 && typeof login === "string") return { id, login };
  throw new GitHubFault({ kind: "broken", detail: `${route}: the answer names nobody` });
}
