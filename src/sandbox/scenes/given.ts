import { createDiscord } from "../discord/discord.ts";
import type { RepositoryHandle } from "../github/handle.ts";
import type { BaseRole, Role } from "../github/repository.ts";
import type { JobPlan, WorkflowOptions } from "../github/workflows.ts";
import { createSlack } from "../slack/slack.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import { filesOf, type GivenArtifact, type GivenUpload, publish } from "./given-files.ts";
import { createNeighbourhood, type Neighbourhood, type SceneApp } from "./project.ts";

/** A project of which everything is given from outside: its files, people, environments and jobs. */
export type GivenProject = Neighbourhood & {
  readonly repo: RepositoryHandle;
  /** Where each announcement channel is, by the name of its variable. */
  readonly channels: Readonly<Record<string, string>>;
  /** Files that indexes have taken, in order. */
  readonly published: readonly { readonly index: string; readonly filename: string }[];
  /** How many messages the channels have. */
  announcements(): number;
};

export type GivenOptions = {
  readonly clock: VirtualClock;
  readonly app: SceneApp;
  /** `owner/name`. */
  readonly repository: string;
  /** Text files of the default branch, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, BaseRole | Role>>;
  /** Logins by the slug of the team. */
  readonly teams: Readonly<Record<string, readonly string[]>>;
  /** Environments at which the app is ticked. */
  readonly guarded: readonly string[];
  readonly labels: readonly string[];
  readonly discussions: readonly string[];
  readonly channels: Readonly<Record<string, "discord" | "slack">>;
  readonly workflows: readonly GivenWorkflow[];
  /** What is built, at whatever commit. */
  readonly version: string;
};

export type GivenWorkflow = Pick<WorkflowOptions, "path" | "name" | "on"> & {
  readonly jobs: readonly GivenJob[];
};

export type GivenJob = Pick<JobPlan, "name" | "environment"> & {
  readonly needs: readonly string[];
  readonly seconds: number;
  readonly uploads: readonly GivenArtifact[];
  readonly publishes: readonly GivenUpload[];
  /** It makes the GitHub release. */
  readonly releases: boolean;
};

/** Makes the project, with the app installed. */
export function createGivenProject(options: GivenOptions): GivenProject {
  const places = createNeighbourhood(options, Object.keys(options.people));
  const { github } = places.sandbox;
  const [owner = "", name = ""] = options.repository.split("/");
  github.createOrganization(owner);
  const repo = github.createRepository({ owner, name });
  for (const [login, role] of Object.entries(options.people)) {
    repo.setRole(login, role);
  }
  for (const [slug, members] of Object.entries(options.teams)) {
    github.team(owner, slug, Object.fromEntries(members.map((login) => [login, "active"])));
  }
  for (const label of options.labels) repo.addLabel(label);
  for (const category of options.discussions) repo.addDiscussionCategory(category);
  repo.commit({ files: { ...options.files }, message: "Begin", author: { login: firstOf(options) } });
  github.install(options.app.slug, owner, [name]);
  for (const environment of options.guarded) repo.environment(environment, { rule: options.app.slug });
  const published: { index: string; filename: string }[] = [];
  for (const workflow of options.workflows) {
    const jobs = workflow.jobs.map((job) =>
      planOf(job, { ...places, repo }, { options, path: workflow.path, published }),
    );
    repo.addWorkflow({ ...workflow, jobs });
  }
  return { ...places, repo, published, ...channelsOf(options, places) };
}

function firstOf({ people }: GivenOptions): string {
  const [login] = Object.keys(people);
  if (login === undefined) throw new Error("A project needs somebody who commits: give it people");
  return login;
}

function channelsOf(
  { clock, channels }: GivenOptions,
  { sandbox }: Neighbourhood,
): Pick<GivenProject, "channels" | "announcements"> {
  const [discord, slack] = [createDiscord({ clock }), createSlack({ clock })];
  sandbox.mount("/discord", discord.handler);
  sandbox.mount("/slack", slack.handler);
  const addresses = Object.entries(channels).map(([variable, kind]) => {
    const { path } = (kind === "slack" ? slack : discord).createWebhook();
    return [variable, `${sandbox.origin}/${kind}${path}`] as const;
  });
  return {
    channels: Object.fromEntries(addresses),
    announcements: () => discord.messages.length + slack.messages.length,
  };
}

type Place = Neighbourhood & { readonly repo: RepositoryHandle };
type Of = {
  readonly options: GivenOptions;
  readonly path: string;
  readonly published: { index: string; filename: string }[];
};

function planOf(job: GivenJob, place: Place, of: Of): JobPlan {
  const { name, needs, environment, seconds, uploads, publishes, releases } = job;
  const { version } = of.options;
  return {
    name,
    needs,
    seconds,
    ...(environment === undefined ? {} : { environment }),
    artifacts: uploads.map((artifact) => ({
      name: artifact.name,
      files: ({ sha }) => filesOf(artifact.builds, { version, seed: sha }),
    })),
    async onSuccess(context) {
      if (releases) {
        place.repo.createRelease({ tag: context.tag, name: context.tag, by: firstOf(of.options) });
      }
      const workflow = of.path.split("/").at(-1) ?? "";
      const by = {
        repository: place.repo.fullName,
        workflow,
        ...(environment === undefined ? {} : { environment }),
      };
      for (const upload of publishes)
        await publish(upload, {
          places: place,
          context,
          version,
          by,
          published: (index, filename) => of.published.push({ index, filename }),
        });
    },
  };
}
