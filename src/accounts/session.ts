import { z } from "zod";
import { HOUR, type Instant } from "../release/instant.ts";
import type { LinkFailure } from "../replies/linking.ts";
import { type Authorizing, type AuthorizingSettings, createAuthorizing } from "./authorizing.ts";
import type { Keyring } from "./seal.ts";

/** Who is signed in to the pages, as their browser keeps it: sealed, so that it can be neither read nor made up. */
export type Session = {
  readonly person: number;
  readonly login: string;
  /** Only reads, and only what the person may read. The server keeps no copy. */
  readonly token: string;
  readonly until: Instant;
};

/** GitHub's tokens for a person are good for eight hours; one that never ends is not used for longer, either. */
const LONGEST = 8 * HOUR;

const Kept = z.object({
  person: z.int().positive(),
  login: z.string().min(1),
  token: z.string().min(1),
  until: z.number(),
});

const BINDING = { purpose: "session", person: 0 } as const;

/** Signing in to the pages over GitHub's own, as accounts are linked; it links none, and gives the app no new right. */
export type SignIn = Pick<Authorizing, "isOurs"> & {
  begin(to: string): ReturnType<Authorizing["begin"]>;
  finish(answer: URLSearchParams, kept: string | undefined): Promise<SignedIn>;
  /** The session that a browser brings along; undefined for anything that is none of ours, or over. */
  sessionOf(sealed: string): Session | undefined;
};

export type SignedIn =
  | { readonly is: "signed-in"; readonly sealed: string; readonly until: Instant; readonly to: string }
  | { readonly is: "not"; readonly why: LinkFailure };

export function createSignIn(settings: AuthorizingSettings): SignIn {
  const { keyring, clock, log } = settings;
  const authorizing = createAuthorizing(settings, "sign-in");
  return {
    begin: authorizing.begin,
    isOurs: authorizing.isOurs,
    async finish(answer, kept) {
      const made = await authorizing.finish(answer, kept);
      if (made.is === "not") return made;
      const { person, login, tokens, to = "/" } = made;
      const longest = clock.now() + LONGEST;
      const until = Math.min(tokens.accessUntil ?? longest, longest);
      log.info({ person }, "a person signed in to the pages");
      return {
        is: "signed-in",
        sealed: seal(keyring, { person, login, token: tokens.access, until }),
        until,
        to,
      };
    },
    sessionOf(sealed) {
      const opened = keyring.open(sealed, BINDING);
      if (opened.is !== "open") return;
      const session = Kept.parse(JSON.parse(opened.text));
      return session.until > clock.now() ? session : undefined;
    },
  };
}

function seal(keyring: Keyring, session: Session): string {
  return keyring.seal(JSON.stringify(session), BINDING);
}
