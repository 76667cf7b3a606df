import { createAccounts } from "../accounts/accounts.ts";
import { createLinking } from "../accounts/linking.ts";
import { createOAuth } from "../accounts/oauth.ts";
import { createPeople, type People } from "../accounts/people.ts";
import { createKeyring } from "../accounts/seal.ts";
import { createSignIn, type SignIn } from "../accounts/session.ts";
import type { Clock } from "../clock.ts";
import type { Linking as LinkingSettings } from "../env/linking.ts";
import type { GitHub } from "../github/github.ts";
import type { Log } from "../log.ts";
import type { Store } from "../store/store.ts";
import { CALLBACK_PATH, LINK_PATH, type LinkPages } from "./pages/link.ts";

type Around = {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly github: GitHub;
  readonly userAgent: string;
  readonly fetch: typeof fetch;
};

/** The accounts that people link, the pages where they do, and how people sign in to the others. */
export function linkAccounts(
  settings: LinkingSettings,
  { clock, log, store, github, userAgent, fetch }: Around,
): { readonly people: People; readonly pages: LinkPages; readonly signIn: SignIn } {
  const { clientId, clientSecret, web, publicUrl } = settings;
  const redirectUri = `${publicUrl}${CALLBACK_PATH}`;
  const oauth = createOAuth({ clientId, clientSecret, web, redirectUri, userAgent, fetch, clock });
  const keyring = createKeyring(settings.secrets);
  const accounts = createAccounts({ table: store.accounts, keyring, oauth, clock, log });
  const authorizing = { oauth, github, keyring, shared: store.shared, clock, log };
  const linking = createLinking({ ...authorizing, accounts });
  const people = createPeople({ accounts, github, linkUrl: `${publicUrl}${LINK_PATH}` });
  return { people, pages: { linking, publicUrl, web, log }, signIn: createSignIn(authorizing) };
}
