import { GitHubFault } from "../github/fault.ts";
import type { Person } from "../github/github.ts";
import type { Sleeper } from "../github/sleeper.ts";
import type { Accounts } from "./accounts.ts";

/**
 * A linked person for the GitHub client: their token as it is good now, refreshed where need be. Where there is none, a
 * request rejects with `GitHubFault`, with nothing sent.
 */
export function personOf(
  accounts: Pick<Accounts, "tokenOf" | "refused">,
  id: number,
  sleep?: Sleeper,
): Person {
  return {
    id,
    async token() {
      const given = await accounts.tokenOf(id, sleep);
      switch (given.is) {
        case "token":
          return given.token;
        case "unknown":
          throw new GitHubFault(given.because);
        case "not-linked":
          throw new GitHubFault({ kind: "forbidden", detail: NOT_LINKED }, false, "link-ended");
      }
    },
    refused: (token) => accounts.refused(id, token),
  };
}

const NOT_LINKED =
  "no account of this person is linked; they have to link their GitHub account to the app (again)";
