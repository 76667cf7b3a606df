import type { Counter } from "../github/counts.ts";
import { GitHubFault } from "../github/fault.ts";
import type { GitHub, Guard, RepositoryAddress, Writing } from "../github/github.ts";
import type { Sleeper } from "../github/sleeper.ts";
import type { PersonsEyes } from "../observe/eyes.ts";
import type { Accounts } from "./accounts.ts";
import { personOf } from "./person.ts";

/** How one conduct acts as people who linked their accounts. */
export type Manner = { readonly sleeper: Sleeper; readonly guard: Guard; readonly counter?: Counter };

/** The people in whose name the app can act, by their numbers on GitHub. */
export type People = {
  /** Where they link their accounts. */
  readonly linkUrl: string;
  /** What a person may see; rejects with a fault while it can't be told whether they linked an account. */
  eyes(user: number, address: RepositoryAddress, manner: Manner): Promise<PersonsEyes>;
  /** Writes as the person. Without a good token every request rejects with a fault, and nothing is sent. */
  hands(user: number, address: RepositoryAddress, manner: Manner): Writing;
};

type Props = {
  readonly accounts: Accounts;
  readonly github: Pick<GitHub, "asPerson">;
  readonly linkUrl: string;
};

export function createPeople({ accounts, github, linkUrl }: Props): People {
  const as: People["hands"] = (user, address, manner) =>
    github.asPerson(address, personOf(accounts, user, manner.sleeper), manner);
  return {
    linkUrl,
    async eyes(user, address, manner) {
      const given = await accounts.tokenOf(user, manner.sleeper);
      switch (given.is) {
        case "token":
          return { is: "linked", github: as(user, address, manner) };
        case "not-linked":
          return { is: "not-linked" };
        case "unknown":
          throw new GitHubFault(given.because);
      }
    },
    hands: as,
  };
}
