import type { Account } from "../github/accounts.ts";
import { accountNode } from "../shapes/account.ts";
import type { Context } from "./context.ts";

/** An `Actor`. GraphQL names a bot without the brackets that REST adds. */
export const actorNode = ({ ask }: Context, account: Account) => ({
  __typename: account.type,
  id: accountNode(account),
  databaseId: account.id,
  login: account.app ?? account.login,
  name: account.name,
  url: account.app ? `${ask.urls.html}/apps/${account.app}` : `${ask.urls.html}/${account.login}`,
});

/**
 * The viewer. For an installation token it is the App's bot, whose login here has its brackets
 * (reported by users: fullsend-ai/fullsend#1953).
 */
export const viewerNode = (context: Context, account: Account) => ({
  ...actorNode(context, account),
  __typename: "User",
  login: account.login,
});
