/**
 * Where live GitHub is known to differ from its own published descriptions. The validators allow exactly
 * this and nothing else; an entry without a source does not belong here.
 */

/** A property which GitHub sends and its description lacks. */
type Undescribed = {
  /** `event.action`, or `METHOD /route`, or `status >= 400` for every error answer. */
  readonly at: string;
  readonly pointer: string;
  readonly is: (value: unknown) => boolean;
  readonly source: string;
};

const isString = (value: unknown): boolean => typeof value === "string";

const UNDESCRIBED: readonly Undescribed[] = [
  {
    at: "deployment_protection_rule.requested",
    pointer: "/sha",
    is: isString,
    source: "live payloads reported by users: open-security-tools/ost-environment-gate",
  },
  {
    at: "deployment_protection_rule.requested",
    pointer: "/ref",
    is: isString,
    source: "live payloads reported by users: open-security-tools/ost-environment-gate",
  },
  {
    at: "status >= 400",
    pointer: "/status",
    is: isString,
    source:
      "every live error answer repeats its status; `basic-error` describes it, `validation-error` does not",
  },
];

/** Whether `value` at `pointer` of the payload, answer or error named `at` is a known deviation. */
export function isDeviation(at: string, pointer: string, value: unknown): boolean {
  return UNDESCRIBED.some((known) => known.at === at && known.pointer === pointer && known.is(value));
}

/** Faults as the validators word them, where the description is known to be wrong. */
const WRONGLY_DESCRIBED: readonly { fault: RegExp; source: string }[] = [
  {
    fault:
      /^GET \/app\/installations: answer\/\d+\/account: must have required property '(name|slug|created_at|updated_at)'$/,
    source: "the description asks for an account that is a user and an enterprise at once (allOf for anyOf)",
  },
  {
    fault: /^GET \/app\/installations: answer\/\d+\/permissions\/discussions:/,
    source: "the permission exists in the description's own app-permissions",
  },
  {
    fault:
      /^GET \/repos\/\{owner\}\/\{repo\}\/releases(\/\{release_id\})?: answer(\/\d+)?\/assets\/\d+\/state: must be equal to one of the allowed values \(uploaded, open\)$/,
    source: 'docs, "Upload a release asset": an upload that failed leaves an asset in state `starter`',
  },
  {
    fault: /^GET \/repos\/\{owner\}\/\{repo\}\/issues: answer: GitHub describes no status 410 here$/,
    source: "issues that are switched off: ingydotnet/git-hub#72",
  },
  {
    fault:
      /^GET \/repos\/\{owner\}\/\{repo\}\/environments\/\{environment_name\}: answer\/can_admins_bypass:/,
    source: "google/go-github#2722",
  },
  {
    fault: /^POST .*\/dispatches: answer: GitHub describes no status (404|422) here$/,
    source:
      "a workflow or ref that is not there, or no workflow_dispatch: cli/cli#4671, benc-uk/workflow-dispatch#26",
  },
  {
    fault:
      /^GET .*\/deployments\/\{deployment_id\}\/statuses: answer\/\d+\/state: must be equal to one of the allowed/,
    source: "a deployment at a gate is WAITING in GitHub's GraphQL schema (DeploymentStatusState)",
  },
];

/** Whether a fault is the description's own. */
export function isDescriptionsFault(fault: string): boolean {
  return WRONGLY_DESCRIBED.some((known) => known.fault.test(fault));
}

/**
 * Whether a query value is taken though its description says otherwise: `created` of the runs' list is described
 * as one moment, and takes the ranges of GitHub's search syntax.
 * docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
export function isKnownQuery(name: string, value: string): boolean {
  return name === "created" && /^(?:>=|<=|>|<)\d{4}-\d{2}-\d{2}(?:T[\d:]+Z)?$/.test(value);
}

/**
 * GitHub's commits and pushers carry addresses no mail server would take: `…+dependabot[bot]@users.noreply.
 * github.com`, and `""` for authors without one (captured payloads of @octokit/webhooks-examples 7.6.1).
 */
export function email(text: string): boolean {
  return text === "" || /^[^\s@]+@[^\s@]+$/.test(text);
}

/**
 * Statuses which any route may answer, whether its description lists them or not: redirects of renamed
 * repositories, conditional requests, refusals, limits and faults of the server.
 * docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api and
 * …/best-practices-for-using-the-rest-api#follow-redirects.
 */
export function isGeneralStatus(method: string, status: number): boolean {
  if ([301, 304, 307, 401, 403, 404, 429].includes(status) || status >= 500) return true;
  // Malformed JSON and "Validation Failed"; most descriptions of writes leave them out (PATCH releases,
  // deployment_protection_rule), although live GitHub answers them.
  return method !== "GET" && [400, 422].includes(status);
}
