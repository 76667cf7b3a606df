import type { Account } from "../github/accounts.ts";
import type { Installation } from "../github/apps.ts";
import { nodeId } from "../github/ids.ts";
import type { Repository } from "../github/repository.ts";
import { simpleUser, webhookOrganization } from "../shapes/account.ts";
import { repositoryShape } from "../shapes/repository.ts";
import type { Json, Urls } from "../shapes/urls.ts";

/** What every event about a repository carries besides its own fields. */
export const envelope = (
  urls: Urls,
  at: { readonly repository: Repository; readonly sender: Account; readonly installation: Installation },
): Json => ({
  repository: repositoryShape(urls, at.repository),
  ...(at.repository.owner.type === "Organization"
    ? { organization: webhookOrganization(urls, at.repository.owner) }
    : {}),
  sender: simpleUser(urls, at.sender),
  installation: { id: at.installation.id, node_id: nodeId("Installation", at.installation.id) },
});
