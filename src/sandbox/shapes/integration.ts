import type { App, Installation } from "../github/apps.ts";
import { nodeId } from "../github/ids.ts";
import { simpleUser } from "./account.ts";
import { iso, isoOrNull, type Json, type Urls } from "./urls.ts";

/** `integration`. */
export const integration = (urls: Urls, app: App): Json => ({
  id: app.id,
  client_id: app.clientId,
  slug: app.slug,
  node_id: nodeId("App", app.id),
  owner: simpleUser(urls, app.owner),
  name: app.name,
  description: "",
  external_url: `${urls.html}/apps/${app.slug}`,
  html_url: `${urls.html}/apps/${app.slug}`,
  created_at: iso(app.createdAt),
  updated_at: iso(app.createdAt),
  permissions: app.permissions,
  events: app.events,
});

/** `GET /app`: the App as it sees itself. */
export const authenticatedApp = (urls: Urls, app: App, installations: number): Json => ({
  ...integration(urls, app),
  installations_count: installations,
});

/** `installation`. */
export const installationShape = (urls: Urls, installation: Installation): Json => ({
  id: installation.id,
  account: simpleUser(urls, installation.account),
  repository_selection: installation.repositories === null ? "all" : "selected",
  access_tokens_url: `${urls.api}/app/installations/${installation.id}/access_tokens`,
  repositories_url: `${urls.api}/installation/repositories`,
  html_url: `${urls.html}/settings/installations/${installation.id}`,
  app_id: installation.app.id,
  app_slug: installation.app.slug,
  target_id: installation.account.id,
  target_type: installation.account.type === "Organization" ? "Organization" : "User",
  permissions: installation.permissions,
  events: installation.app.events,
  created_at: iso(installation.createdAt),
  updated_at: iso(installation.updatedAt),
  single_file_name: null,
  has_multiple_single_files: false,
  single_file_paths: [],
  suspended_by: installation.suspended ? simpleUser(urls, installation.suspended.by) : null,
  suspended_at: isoOrNull(installation.suspended?.at ?? null),
});
