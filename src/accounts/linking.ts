import type { LinkOutcome } from "../replies/linking.ts";
import type { Accounts } from "./accounts.ts";
import { type Authorizing, type AuthorizingSettings, createAuthorizing } from "./authorizing.ts";

/** Linking an account over GitHub's pages. */
export type Linking = {
  /** Where to send the browser, and what it is to keep until it comes back. */
  begin(): ReturnType<Authorizing["begin"]>;
  /** Finishes with what GitHub's answer and the browser bring. Rejects with `StoreUnavailable`; then nothing is linked. */
  finish(answer: URLSearchParams, kept: string | undefined): Promise<LinkOutcome>;
};

export type LinkingSettings = AuthorizingSettings & { readonly accounts: Pick<Accounts, "link"> };

export function createLinking(settings: LinkingSettings): Linking {
  const { accounts, log } = settings;
  const authorizing = createAuthorizing(settings, "linking");
  return {
    begin: () => authorizing.begin(),
    async finish(answer, kept) {
      const made = await authorizing.finish(answer, kept);
      if (made.is === "not") return { is: "not-linked", why: made.why };
      const { person, login, tokens } = made;
      await accounts.link(person, { login, tokens });
      log.info({ person }, "an account was linked");
      return { is: "linked", login };
    },
  };
}
