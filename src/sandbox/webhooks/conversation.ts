import { repositoriesOf } from "../github/apps.ts";
import type {
  AuthorizationEvent,
  CheckRunEvent,
  CommentEvent,
  CoverageEvent,
  InstallationEvent,
  IssueEvent,
  ReleaseEvent,
} from "../github/events.ts";
import { nodeId } from "../github/ids.ts";
import type { Issue } from "../github/issues.ts";
import { fullName, type Repository } from "../github/repository.ts";
import type { World } from "../github/world.ts";
import { simpleUser } from "../shapes/account.ts";
import { checkRunShape } from "../shapes/check-run.ts";
import { installationShape, integration } from "../shapes/integration.ts";
import { commentShape, issueShape, labelShape } from "../shapes/issue.ts";
import { releaseShape } from "../shapes/release.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { iso, type Json, type Urls } from "../shapes/urls.ts";

const from = (value: string | undefined, field: string): Json =>
  value === undefined ? {} : { [field]: { from: value } };

/** An issue as events tell it: the App it was made through has no events and no client id there. */
const issueInEvent = (urls: Urls, repository: Repository, issue: Issue): Json => {
  if (!issue.viaApp) return issueShape(urls, repository, issue);
  const { events: _events, client_id: _client, ...app } = integration(urls, issue.viaApp);
  return { ...issueShape(urls, repository, issue), performed_via_github_app: app };
};

/** `issue_comment`. */
export const commentPayload = (urls: Urls, event: CommentEvent): Json => ({
  action: event.action,
  ...(event.from === undefined ? {} : { changes: from(event.from, "body") }),
  issue: issueInEvent(urls, event.repository, event.issue),
  comment: commentShape(urls, event.repository, event),
});

const issueChanges = (urls: Urls, event: IssueEvent): Json => {
  if (event.to) {
    return {
      changes: {
        new_issue: issueInEvent(urls, event.to.repository, event.to.issue),
        new_repository: repositoryShape(urls, event.to.repository),
      },
    };
  }
  if (!event.from) return {};
  return { changes: { ...from(event.from.title, "title"), ...from(event.from.body, "body") } };
};

/** `issues`. */
export const issuePayload = (urls: Urls, event: IssueEvent): Json => ({
  action: event.action,
  issue: issueInEvent(urls, event.repository, event.issue),
  ...issueChanges(urls, event),
  ...(event.label ? { label: labelShape(urls, event.repository, event.label) } : {}),
});

/** `release`. */
export const releasePayload = (urls: Urls, event: ReleaseEvent): Json => ({
  action: event.action,
  release: releaseShape(urls, event.repository, event.release),
  ...(event.from
    ? {
        changes: {
          ...from(event.from.name, "name"),
          ...from(event.from.body, "body"),
          ...from(event.from.tag, "tag_name"),
        },
      }
    : {}),
});

/** `check_run`. */
export const checkRunPayload = (urls: Urls, event: CheckRunEvent): Json => {
  const shape = checkRunShape(urls, event.repository, event.check);
  return {
    action: event.action,
    check_run: {
      ...shape,
      check_suite: {
        id: event.check.suiteId,
        node_id: nodeId("CheckSuite", event.check.suiteId),
        head_branch: null,
        head_sha: event.check.headSha,
        status: "completed",
        conclusion: null,
        before: null,
        after: null,
        pull_requests: [],
        app: shape["app"],
        created_at: iso(event.check.startedAt),
        updated_at: iso(event.check.startedAt),
      },
    },
    ...(event.identifier === undefined ? {} : { requested_action: { identifier: event.identifier } }),
  };
};

const listed = (repository: Repository): Json => ({
  id: repository.id,
  node_id: nodeId("Repository", repository.id),
  name: repository.name,
  full_name: fullName(repository),
  private: repository.private,
});

/** `installation_repositories`. */
export const coveragePayload = (urls: Urls, event: CoverageEvent): Json => {
  const shape = installationShape(urls, event.installation);
  const repositories = event.repositories.map(listed);
  return {
    action: event.action,
    installation: shape,
    repository_selection: shape["repository_selection"],
    repositories_added: event.action === "added" ? repositories : [],
    repositories_removed: event.action === "removed" ? repositories : [],
    requester: null,
    sender: simpleUser(urls, event.sender),
  };
};

/** `github_app_authorization`, which concerns no installation. */
export const authorizationPayload = (urls: Urls, { action, sender }: AuthorizationEvent): Json => ({
  action,
  sender: simpleUser(urls, sender),
});

/** `installation`, which concerns an account and no single repository. */
export const installationPayload = (world: World, urls: Urls, event: InstallationEvent): Json => ({
  action: event.action,
  installation: installationShape(urls, event.installation),
  repositories: repositoriesOf(world, event.installation).map(listed),
  ...(event.action === "created" ? { requester: null } : {}),
  sender: simpleUser(urls, event.sender),
});
