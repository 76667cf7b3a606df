import { readAppFile } from "../app-file.ts";
import { CALLBACK_PATH } from "../pages/link.ts";
import { WEBHOOKS_PATH } from "../shell.ts";

/** What GitHub's page for new Apps takes: JSON, in one field of a form. */
export type Manifest = Readonly<Record<string, unknown>>;

/**
 * The manifest of `app.yml`, for a server at this address; GitHub sends the browser back to `redirectUrl`.
 * https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest#github-app-manifest-parameters
 */
export function manifestFor(publicUrl: string, redirectUrl: string): Manifest {
  return {
    ...readAppFile(),
    url: publicUrl,
    hook_attributes: { url: `${publicUrl}${WEBHOOKS_PATH}`, active: true },
    redirect_url: redirectUrl,
    callback_urls: [`${publicUrl}${CALLBACK_PATH}`],
  };
}

/** GitHub's page for new Apps, of the person who is signed in or of an organization. */
export function registrationUrl(web: string, organization: string | undefined, state: string): string {
  const owner = organization === undefined ? "" : `/organizations/${organization}`;
  return `${web}${owner}/settings/apps/new?state=${state}`;
}
