/** A metric as Prometheus knows it. https://prometheus.io/docs/practices/naming/ */
export type Metric = {
  readonly type: "counter" | "gauge" | "histogram";
  readonly name: `release_conductor_${string}`;
  /** What it counts or measures: a phrase of one line. */
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds, in the metric's unit. */
  readonly buckets?: readonly number[];
};

/** Of an answer to GitHub, to which it gives 10 s, and of the store. */
const QUICK = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Of requests to others, which are given up after 10 or 20 s. */
const OUTSIDE = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
/** Of what is made of many requests. */
const LONG = [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

/**
 * Every metric of ours. None has a label whose values come from outside: a release, a repository, an installation or a
 * person would make a series of its own for each.
 */
export const METRICS = {
  deliveries: {
    type: "counter",
    name: "release_conductor_deliveries_total",
    help: "Webhooks, by GitHub's event (`other`: none that the app takes) and the status they were answered with (`gone`: the sender hung up)",
    labels: ["event", "status"],
  },
  deliveryDuration: {
    type: "histogram",
    name: "release_conductor_delivery_duration_seconds",
    help: "From a webhook's head to its answer; GitHub gives up after 10 s",
    labels: [],
    buckets: QUICK,
  },
  wakes: {
    type: "counter",
    name: "release_conductor_wakes_total",
    help: "Wakes that were stored, by their reason: GitHub's event, `sweep`, `delivery log`, `request` (a command on an issue), `another release on its board`, or `another board` that is new in its repository",
    labels: ["reason"],
  },
  queueReleases: {
    type: "gauge",
    name: "release_conductor_queue_releases",
    help: "Unfinished releases of all replicas: `due` (nobody has begun yet), `conducted`, `resting`, or `parked` after twelve failures",
    labels: ["state"],
  },
  queueOldestDue: {
    type: "gauge",
    name: "release_conductor_queue_oldest_due_seconds",
    help: "How long the oldest due wake has waited for somebody to begin; 0 when none is due",
    labels: [],
  },
  conductDuration: {
    type: "histogram",
    name: "release_conductor_conduct_duration_seconds",
    help: "One look at one release with all that was done, waits for limits included, by how it stands and what becomes of it in the queue; `failed` without a standing broke off",
    labels: ["standing", "outcome"],
    buckets: LONG,
  },
  conductsActive: {
    type: "gauge",
    name: "release_conductor_conducts_active",
    help: "Conducts under way in this process",
    labels: [],
  },
  conductOldest: {
    type: "gauge",
    name: "release_conductor_conduct_oldest_seconds",
    help: "How long the conduct has run that has run longest in this process; 0 when none runs",
    labels: [],
  },
  actions: {
    type: "counter",
    name: "release_conductor_actions_total",
    help: "Actions by kind and result: `done`, or why not (`unreachable`, `broken`, `refused`, `limited`, `forbidden`, or `broken-off` by a fault of the app's own or a stop)",
    labels: ["action", "result"],
  },
  gates: {
    type: "gauge",
    name: "release_conductor_gates",
    help: "Gates of releases under way by state, as the last conduct saw them, each release told by the replica that conducted it last",
    labels: ["state"],
  },
  gateOldestWait: {
    type: "gauge",
    name: "release_conductor_gate_oldest_wait_seconds",
    help: "How long the gate that has waited longest has waited for people; 0 when none waits",
    labels: [],
  },
  leasesLost: {
    type: "counter",
    name: "release_conductor_leases_lost_total",
    help: "Conducts that lost their lease before they ended: the process or the store had stalled for too long",
    labels: [],
  },
  githubRequests: {
    type: "counter",
    name: "release_conductor_github_requests_total",
    help: "Requests to GitHub by method, kind of route and result (`304`: unchanged, costs nothing; `limited`: refused for a limit)",
    labels: ["method", "route", "result"],
  },
  githubRequestDuration: {
    type: "histogram",
    name: "release_conductor_github_request_duration_seconds",
    help: "How long GitHub takes to answer, the body included",
    labels: ["method"],
    buckets: OUTSIDE,
  },
  limiterWait: {
    type: "histogram",
    name: "release_conductor_github_limiter_wait_seconds",
    help: "How long requests were kept back before they were sent, by the limit of GitHub that made them wait longest at last; those that need not wait are not in it",
    labels: ["limit"],
    buckets: [0.1, 0.25, 0.5, 1, 2, 3, 4, 5],
  },
  limiterPutOff: {
    type: "counter",
    name: "release_conductor_github_limiter_put_off_total",
    help: "Requests not sent because a limit of GitHub lasts longer than 5 s; the release is looked at again when it is over",
    labels: ["limit"],
  },
  limitRemaining: {
    type: "gauge",
    name: "release_conductor_github_limit_remaining_ratio",
    help: "What is left of GitHub's primary limit, 0 to 1, of the installation or person that has least of it; none before an answer told it, and after its reset",
    labels: ["resource"],
  },
  peerRequests: {
    type: "counter",
    name: "release_conductor_peer_requests_total",
    help: "Requests to others than GitHub's API: the indexes by name, `status` (their page), `discord`, `slack`, `storage` (artifacts and logs), `login` (linking of accounts)",
    labels: ["peer", "result"],
  },
  peerRequestDuration: {
    type: "histogram",
    name: "release_conductor_peer_request_duration_seconds",
    help: "How long others take to begin their answer",
    labels: ["peer"],
    buckets: OUTSIDE,
  },
  choreDuration: {
    type: "histogram",
    name: "release_conductor_chore_duration_seconds",
    help: "How long a chore took that this process did: `sweep`, `delivery log`",
    labels: ["chore", "result"],
    buckets: LONG,
  },
  choreLastSuccess: {
    type: "gauge",
    name: "release_conductor_chore_last_success_timestamp_seconds",
    help: "When this process last ended the chore well, before that when it started; only one replica does it each time",
    labels: ["chore"],
  },
  storeDuration: {
    type: "histogram",
    name: "release_conductor_store_operation_duration_seconds",
    help: "How long the store takes, by its part",
    labels: ["part"],
    buckets: QUICK,
  },
  storeErrors: {
    type: "counter",
    name: "release_conductor_store_errors_total",
    help: "Operations of the store that failed, by its part",
    labels: ["part"],
  },
  ready: {
    type: "gauge",
    name: "release_conductor_ready",
    help: "1 when the part is green on `/readyz`, 0 when it is red",
    labels: ["part"],
  },
  build: {
    type: "gauge",
    name: "release_conductor_build_info",
    help: "Always 1; the version that runs",
    labels: ["version"],
  },
} as const satisfies Readonly<Record<string, Metric>>;
