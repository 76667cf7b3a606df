import type { Clock } from "../../clock.ts";
import { faultOf } from "../../github/fault.ts";
import type { GitHub, Reading } from "../../github/github.ts";
import type { Log } from "../../log.ts";
import { createRecent } from "../../recent.ts";
import { type Instant, MINUTE, SECOND } from "../../release/instant.ts";
import type { Cards, KnownRepository } from "../../store/store.ts";
import type { Named } from "./addresses.ts";

/** Whether a repository may be shown: nothing is that GitHub has not said may be. */
export type Readable =
  | { readonly is: "readable"; readonly repository: number; readonly named: Named }
  /** It is not there, or the visitor may not read it: nobody learns which. */
  | { readonly is: "hidden" }
  /** GitHub has not answered. */
  | { readonly is: "unknown" };

/** Who may read what. */
export type Readers = {
  /** A repository by its name; asked of GitHub also where the store has nothing of it, so that nobody learns what it has. */
  named(named: Named): Promise<Readable>;
  /** One that the store knows. */
  known(repository: KnownRepository): Promise<Readable>;
};

export type ReadersSettings = {
  readonly github: Pick<GitHub, "reading">;
  readonly cards: Pick<Cards, "named">;
  readonly clock: Clock;
  readonly log: Pick<Log, "error">;
};

/** So long what GitHub has said is gone by, and so long it is left alone where it did not answer. */
const GOOD_FOR = 5 * MINUTE;
const LEFT_ALONE = 10 * SECOND;

/** In milliseconds of real time: whoever looks at a page does not wait for longer. */
const PATIENCE = 5 * SECOND;

const MOST_REMEMBERED = 10_000;

const HIDDEN: Readable = { is: "hidden" };

type Remembered = { readonly until: Instant; readonly readable: Promise<Readable> };

/** Asks, and remembers for minutes what was answered; whoever asks meanwhile shares the answer. */
export type Memory = (key: string, ask: () => Promise<Readable>) => Promise<Readable>;

export function createMemory(clock: Clock): Memory {
  const answers = createRecent<Remembered>(MOST_REMEMBERED);
  return async (key, ask) => {
    const known = answers.get(key);
    if (known !== undefined && known.until > clock.now()) return known.readable;
    const until = clock.now() + GOOD_FOR;
    const readable = ask();
    answers.set(key, { until, readable });
    const answer = await readable;
    if (answer.is === "unknown") answers.set(key, { until: clock.now() + LEFT_ALONE, readable });
    return answer;
  };
}

/** What everybody may read: public repositories, as GitHub says it now. The app asks it for them. */
export function createPublicReaders(settings: ReadersSettings): Readers {
  const { github, cards, clock } = settings;
  const remembered = createMemory(clock);
  const known: Readers["known"] = async (one) => {
    // One that was private when it was last looked at is not even asked about: the time it takes tells nobody of it.
    if (one.private) return HIDDEN;
    return remembered(String(one.repository), () =>
      asked(settings, async () => {
        const readable = await readAt(github.reading({ ...one.address, repository: one.repository }));
        return readable.isPublic && readable.repository === one.repository ? readable.answer : HIDDEN;
      }),
    );
  };
  return {
    known,
    async named({ owner, name }) {
      for (const one of await cards.named(owner, name)) {
        const readable = await known(one);
        if (readable.is !== "hidden") return readable;
      }
      return HIDDEN;
    },
  };
}

/** The repository as GitHub tells of it to whoever reads. */
export async function readAt(reading: Pick<Reading, "read">) {
  const {
    id,
    owner,
    name,
    private: isPrivate,
    visibility,
  } = await reading.read("GET /repos/{owner}/{repo}", {});
  const answer: Readable = { is: "readable", repository: id, named: { owner: owner.login, name } };
  return { repository: id, isPublic: isPrivate === false && (visibility ?? "public") === "public", answer };
}

/** Turns what GitHub refuses into hidden, and whatever else is in the way into unknown. Never rejects. */
export async function asked(
  { clock, log }: Pick<ReadersSettings, "clock" | "log">,
  ask: () => Promise<Readable>,
): Promise<Readable> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readable>((resolve) => {
    timer = setTimeout(() => resolve({ is: "unknown" }), PATIENCE);
  });
  try {
    return await Promise.race([clock.busy(ask).catch((error: unknown) => readableOf(error, log)), late]);
  } finally {
    clearTimeout(timer);
  }
}

function readableOf(error: unknown, log: Pick<Log, "error">): Readable {
  const fault = faultOf(error);
  if (fault === undefined) log.error({ err: error }, "who may read a repository could not be asked");
  return fault?.kind === "refused" || fault?.kind === "forbidden" ? HIDDEN : { is: "unknown" };
}
