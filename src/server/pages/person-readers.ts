import type { Session } from "../../accounts/session.ts";
import type { GitHub } from "../../github/github.ts";
import type { Named } from "./addresses.ts";
import { asked, type Memory, type Readable, type Readers, type ReadersSettings, readAt } from "./readers.ts";

/** What a person may read, and whether GitHub still takes their session's token. */
export type PersonReaders = Readers & { hasEnded(): boolean };

type Settings = Pick<ReadersSettings, "clock" | "log"> & {
  readonly github: Pick<GitHub, "asPerson">;
  readonly remembered: Memory;
};

/** What a person may read, asked with their own token and remembered for minutes; nothing is ever written with it. */
export function createPersonReaders({ person, token, until }: Session, settings: Settings): PersonReaders {
  const { github, remembered } = settings;
  let hasEnded = false;
  const ask = ({ owner, name }: Named): Promise<Readable> =>
    remembered(`${person} ${until} ${owner}/${name}`.toLowerCase(), () =>
      asked(settings, async () => {
        const who = {
          id: person,
          token: async () => token,
          refused: () => {
            hasEnded = true;
          },
        };
        // By its name alone: whether the store knows it must make no difference.
        const address = { installation: 0, repository: 0, owner, name };
        return (await readAt(github.asPerson(address, who, { guard: nothingIsWritten }))).answer;
      }).then((answer): Readable => (hasEnded ? { is: "unknown" } : answer)),
    );
  return {
    named: ask,
    async known({ repository, address }) {
      const answer = await ask(address);
      // Another repository may have taken the name.
      return answer.is === "readable" && answer.repository !== repository ? { is: "hidden" } : answer;
    },
    hasEnded: () => hasEnded,
  };
}

/** What either of them may read. */
export function eitherOf(person: Readers, everybody: Readers | undefined): Readers {
  if (everybody === undefined) return person;
  const either = async (one: Promise<Readable>, other: () => Promise<Readable>): Promise<Readable> => {
    const first = await one;
    if (first.is === "readable") return first;
    const second = await other();
    return second.is === "hidden" ? first : second;
  };
  return {
    named: (named) => either(person.named(named), () => everybody.named(named)),
    known: (known) => either(person.known(known), () => everybody.known(known)),
  };
}

function nothingIsWritten(): Promise<void> {
  return Promise.reject(new Error("pages write nothing to GitHub"));
}
