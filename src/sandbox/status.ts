import type { Now } from "./index/outages.ts";
import { createSite, route, type Site } from "./index/site.ts";

/** Statuspage's words for a component, the worst last. Source: its API documentation, "Status API". */
const SEVERITY = [
  "operational",
  "under_maintenance",
  "degraded_performance",
  "partial_outage",
  "major_outage",
] as const;

type ComponentStatus = (typeof SEVERITY)[number];
type Impact = "none" | "minor" | "major" | "critical";
type IncidentStatus = "investigating" | "identified" | "monitoring" | "resolved";

interface NewIncident {
  readonly name: string;
  readonly impact: Impact;
  readonly body?: string;
  /** Names of the components it affects; none unless given. */
  readonly components?: readonly string[];
}

export interface StatusPage extends Site {
  /** Begins an incident and gives its id. Components keep their status until `setComponent`. */
  raise(incident: NewIncident): string;
  /** Adds an update to an incident; `resolved` ends it. Throws for an id that was never given. */
  update(incident: string, update: { readonly status: IncidentStatus; readonly body?: string }): void;
  /** Throws for a component the page does not have. */
  setComponent(name: string, status: ComponentStatus): void;
}

interface StatusPageSettings {
  readonly clock: Now;
  readonly name?: string;
  /** The components by their group. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

interface Component {
  readonly id: string;
  readonly name: string;
  readonly group: boolean;
  readonly group_id: string | null;
  status: ComponentStatus;
}

interface Incident extends NewIncident {
  readonly id: string;
  readonly created_at: string;
  readonly updates: { readonly status: IncidentStatus; readonly body: string; readonly created_at: string }[];
}

/** A Statuspage in memory: `GET /api/v2/summary.json`, and the incidents it is told of. */
export function createStatusPage(settings: StatusPageSettings): StatusPage {
  const {
    clock,
    name = "Python Infrastructure",
    groups = { PyPI: ["Web", "Downloads", "Uploads"] },
  } = settings;
  const components = componentsOf(groups);
  const incidents: Incident[] = [];
  const stamp = () => new Date(clock.now()).toISOString();

  const summary = () => {
    const open = incidents.filter(({ updates }) => updates.at(-1)?.status !== "resolved");
    return Response.json({
      page: { id: "page", name, url: "https://status.example", time_zone: "Etc/UTC", updated_at: stamp() },
      components: components.map((component, position) => {
        return { ...component, status: statusOf(component, components), position, showcase: false };
      }),
      incidents: open.map((incident) => incidentJson(incident, components)),
      scheduled_maintenances: [],
      status: overall(open, components),
    });
  };
  const unhappy = (status: number) => Response.json({ error: String(status) }, { status });
  const site = createSite({ clock, unhappy, routes: [route("GET", "/api/v2/summary.json", summary)] });

  return {
    ...site,
    raise({ body = "We are looking into it.", ...incident }) {
      const id = `incident-${incidents.length + 1}`;
      const created_at = stamp();
      incidents.push({
        ...incident,
        id,
        created_at,
        updates: [{ status: "investigating", body, created_at }],
      });
      return id;
    },
    update(id, { status, body = "" }) {
      const incident = incidents.find((one) => one.id === id);
      if (!incident) throw new Error(`the status page has no incident ${id}; raise it first`);
      incident.updates.push({ status, body, created_at: stamp() });
    },
    setComponent(component, status) {
      const found = components.find((one) => one.name === component && !one.group);
      if (!found) throw new Error(`the status page has no component "${component}"; name it in its groups`);
      found.status = status;
    },
  };
}

/** A group is a component too, before its members. */
function componentsOf(groups: Readonly<Record<string, readonly string[]>>): readonly Component[] {
  return Object.entries(groups).flatMap(([group, members]) => [
    component(group, null),
    ...members.map((member) => component(member, group)),
  ]);
}

function component(name: string, group: string | null): Component {
  const id = group === null ? slug(name) : `${slug(group)}-${slug(name)}`;
  return {
    id,
    name,
    group: group === null,
    group_id: group === null ? null : slug(group),
    status: "operational",
  };
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

/** A component as it is, a group as its worst member. */
function statusOf(shown: Component, components: readonly Component[]): ComponentStatus {
  if (!shown.group) return shown.status;
  const members = components.filter(({ group_id }) => group_id === shown.id).map(({ status }) => status);
  return SEVERITY.findLast((status) => members.includes(status)) ?? "operational";
}

function incidentJson(incident: Incident, all: readonly Component[]): object {
  const { id, name, impact, created_at, updates, components: affected = [] } = incident;
  const latest = updates.at(-1);
  return {
    id,
    name,
    impact,
    status: latest?.status,
    created_at,
    updated_at: latest?.created_at,
    components: all.filter((one) => affected.includes(one.name)),
    shortlink: `https://status.example/${id}`,
    incident_updates: updates.map((update) => ({ ...update, incident_id: id })).toReversed(),
  };
}

const IMPACTS = ["none", "minor", "major", "critical"] as const;
const DESCRIPTIONS: Readonly<Record<Impact, string>> = {
  none: "All Systems Operational",
  minor: "Minor Service Outage",
  major: "Partial System Outage",
  critical: "Major Service Outage",
};
/** What one component's status says of the whole page while no incident says more: never "critical". */
const WEIGHT: Readonly<Record<ComponentStatus, Impact>> = {
  operational: "none",
  under_maintenance: "none",
  degraded_performance: "minor",
  partial_outage: "minor",
  major_outage: "major",
};

/** The indicator of the page is a blend: it may say less than its worst component. */
function overall(incidents: readonly Incident[], components: readonly Component[]) {
  const impacts = [
    ...incidents.map(({ impact }) => impact),
    ...components.map(({ status }) => WEIGHT[status]),
  ];
  const indicator = IMPACTS.findLast((impact) => impacts.includes(impact)) ?? "none";
  return { indicator, description: DESCRIPTIONS[indicator] };
}
