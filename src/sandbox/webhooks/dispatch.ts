import type { Message, Postman } from "../deliveries.ts";
import { covers, type Installation } from "../github/apps.ts";
import type { AuthorizationEvent, CoverageEvent, InstallationEvent, WorldEvent } from "../github/events.ts";
import type { World } from "../github/world.ts";
import type { Json, Urls } from "../shapes/urls.ts";
import {
  deploymentPayload,
  deploymentStatusPayload,
  jobPayload,
  protectionRulePayload,
  reviewPayload,
  runPayload,
} from "./actions.ts";
import {
  authorizationPayload,
  checkRunPayload,
  commentPayload,
  coveragePayload,
  installationPayload,
  issuePayload,
  releasePayload,
} from "./conversation.ts";
import { envelope } from "./envelope.ts";
import { guidOf } from "./post.ts";
import { pushPayload, refPayload } from "./push.ts";

type RepositoryEvent = Exclude<WorldEvent, InstallationEvent | CoverageEvent | AuthorizationEvent>;

const fields = (urls: Urls, event: RepositoryEvent): Json => {
  switch (event.name) {
    case "push":
      return pushPayload(urls, event);
    case "create":
    case "delete":
      return refPayload(event);
    case "workflow_run":
      return runPayload(urls, event);
    case "workflow_job":
      return jobPayload(urls, event);
    case "deployment":
      return deploymentPayload(urls, event);
    case "deployment_status":
      return deploymentStatusPayload(urls, event);
    case "deployment_protection_rule":
      return protectionRulePayload(urls, event);
    case "deployment_review":
      return reviewPayload(urls, event);
    case "issue_comment":
      return commentPayload(urls, event);
    case "issues":
      return issuePayload(urls, event);
    case "release":
      return releasePayload(urls, event);
    case "check_run":
      return checkRunPayload(urls, event);
  }
};

const actionOf = (payload: Json): string | null =>
  typeof payload["action"] === "string" ? payload["action"] : null;

const hears = (installation: Installation, event: RepositoryEvent): boolean => {
  const { app } = installation;
  if (installation.suspended || !covers(installation, event.repository)) return false;
  if (event.name === "deployment_protection_rule" && event.app !== app) return false;
  // GitHub tells an App about the buttons of its own check runs whether it subscribes or not.
  if (event.name === "check_run" && event.action === "requested_action") return event.check.app === app;
  return app.events.includes(event.name);
};

const messagesFor = (world: World, urls: Urls, event: WorldEvent, guid: string): Message[] => {
  if (event.name === "github_app_authorization") {
    const { name, action, app } = event;
    return [
      { guid, event: name, action, payload: authorizationPayload(urls, event), app, installation: null },
    ];
  }
  if (event.name === "installation" || event.name === "installation_repositories") {
    const { installation } = event;
    const payload =
      event.name === "installation" ? installationPayload(world, urls, event) : coveragePayload(urls, event);
    return [{ guid, event: event.name, action: event.action, payload, app: installation.app, installation }];
  }
  const own = fields(urls, event);
  return world.installations
    .filter((installation) => hears(installation, event))
    .map((installation) => {
      const about = { repository: event.repository, sender: event.sender, installation };
      // The event's own fields win: a push tells its repository in another form.
      const payload = { ...envelope(urls, about), ...own };
      return {
        guid,
        event: event.name,
        action: actionOf(payload),
        payload,
        app: installation.app,
        installation,
      };
    });
};

/** Tells every App that listens what happened, as of this moment: the payload is made before the world goes on. */
export const startDispatch = (world: World, urls: Urls, postman: Postman): void => {
  let count = 0;
  world.onEvent((event) => {
    count += 1;
    for (const message of messagesFor(world, urls, event, guidOf(count))) postman.deliver(message);
  });
};
