import { type CratesRegistry, createCrates } from "../crates/crates.ts";
import { createDiscord } from "../discord/discord.ts";
import type { RepositoryHandle } from "../github/handle.ts";
import { createIndex, type PackageIndex } from "../index/package-index.ts";
import { createNpm, type NpmRegistry } from "../npm/npm.ts";
import { createSandbox, type Sandbox } from "../sandbox.ts";
import { createSlack, type Slack } from "../slack/slack.ts";
import { createStatusPage, type StatusPage } from "../status.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import { type History, loadHistory } from "./history.ts";
import { CHECKS, DISTRIBUTION, jobs } from "./jobs.ts";
import { releaseWorkflow } from "./workflow-text.ts";

/** The app as it is registered in the sandbox. */
export type SceneApp = {
  readonly id: number;
  readonly slug: string;
  readonly publicKey: string;
  readonly webhookSecret: string;
  /** For OAuth, with where people are sent back to. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly callbackUrls?: readonly string[];
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  readonly events: readonly string[];
  /** Hands a webhook to the app, wherever it listens now. */
  readonly deliver: (request: Request) => Promise<Response>;
};

/** A project like InvokeAI: 17 jobs, two publish environments, an installer beside the distributions. */
export type Project = {
  readonly sandbox: Sandbox;
  readonly repo: RepositoryHandle;
  readonly installation: number;
  readonly pypi: PackageIndex;
  readonly testpypi: PackageIndex;
  readonly npm: NpmRegistry;
  readonly crates: CratesRegistry;
  readonly statusPage: StatusPage;
  readonly discord: ReturnType<typeof createDiscord>;
  /** The announcement channel's address, a secret like a real one. */
  readonly channelUrl: string;
  readonly slack: Slack;
  /** The same of the channel on Slack. */
  readonly slackUrl: string;
  /** What its distributions are called, as they say it themselves. */
  readonly distribution: string;
  readonly people: typeof PEOPLE;
  /** Sets the version file on the default branch; gives the commit. */
  setVersion(version: string, message?: string): string;
};

export const OWNER = "invoke-ai";
export const NAME = "InvokeAI";
export const WORKFLOW = ".github/workflows/release.yml";
export const VERSION_FILE = "invokeai/version/invokeai_version.py";
export const CONFIGURATION_FILE = ".github/release-conductor.yml";

/** Who is who: two maintainers, one with write, one who triages, one from outside. */
export const PEOPLE = {
  maintainer: "lstein",
  otherMaintainer: "blessedcoolant",
  writer: "psychedelicious",
  triager: "dunkeroni",
  outsider: "passerby",
} as const;

export const CONFIGURATION = `tags: "v*"
workflow: release.yml
version: { scheme: pep440, file: ${VERSION_FILE} }
board: { labels: [release] }
gates:
  testpypi: { index: testpypi, package: invokeai, artifacts: [dist], optional: true }
  pypi: { index: pypi, package: invokeai, artifacts: [dist] }
assets: [{ artifact: installer, files: "InvokeAI-installer-*.zip" }]
notes: { contributors: external }
announce: [{ discord: ANNOUNCE_DISCORD }]
`;

/** What the status page of the indexes is about. */
const STATUS_GROUPS = {
  PyPI: ["Web", "Downloads", "Uploads"],
  TestPyPI: ["test.pypi.org"],
  "Python.org": ["Documentation", "Mailing lists"],
} as const;

export type ProjectOptions = {
  readonly clock: VirtualClock;
  readonly app: SceneApp;
  readonly origin?: string;
  /** The text of the configuration; null: the repository has none. */
  readonly configuration?: string | null;
  /** What happened before the app was installed; absent: one commit. */
  readonly past?: History;
  /** The text of the release workflow's file; one in which nothing is wrong unless given. What runs does not follow it. */
  readonly workflow?: string;
  /** Jobs before the gates instead of the 14 checks. */
  readonly checks?: Readonly<Record<string, number>>;
  /** What part of its usual time each job takes, for those who live on the real clock; 1 unless given. */
  readonly jobPace?: number;
  /** Whose repository it is; InvokeAI's own organization unless given. */
  readonly owner?: string;
  /** The repository's name; InvokeAI unless given. */
  readonly name?: string;
  /** What its distributions are called; InvokeAI unless given. The configuration has to say so, too. */
  readonly distribution?: string;
  /**
   * A project in whose sandbox it lives, with the same people and indexes; its App is installed here, too: as the same
   * installation where both have the same owner.
   */
  readonly beside?: Project;
};

/** Makes the project, with the app installed and its rule on both environments. */
export function createProject(options: ProjectOptions): Project {
  const { clock, app, owner = OWNER, name = NAME, distribution = DISTRIBUTION } = options;
  const { sandbox, ...places } = options.beside ?? createNeighbourhood(options, Object.values(PEOPLE));
  const { pypi, testpypi, npm, crates, statusPage } = places;
  const discord = createDiscord({ clock });
  const channels = options.beside === undefined ? "/discord" : `/discord-of-${owner}-${name}`;
  sandbox.mount(channels, discord.handler);
  const slack = createSlack({ clock });
  const workspace = options.beside === undefined ? "/slack" : `/slack-of-${owner}-${name}`;
  sandbox.mount(workspace, slack.handler);
  const repo = populate(sandbox, options);
  const installation = install(sandbox, options, repo);
  for (const environment of ["testpypi", "pypi"]) {
    repo.environment(environment, { rule: app.slug });
  }
  repo.addWorkflow({
    path: WORKFLOW,
    name: "release",
    on: { tags: ["v*"], dispatch: true },
    jobs: jobs(options.checks ?? CHECKS, { repo, distribution, pypi, testpypi }).map((job) => ({
      ...job,
      seconds: (job.seconds ?? 0) * (options.jobPace ?? 1),
    })),
  });
  return {
    sandbox,
    repo,
    installation,
    pypi,
    testpypi,
    npm,
    crates,
    statusPage,
    discord,
    channelUrl: `${sandbox.origin}${channels}${discord.createWebhook().path}`,
    slack,
    slackUrl: `${sandbox.origin}${workspace}${slack.createWebhook().path}`,
    distribution,
    people: PEOPLE,
    setVersion: (version, message) => setVersion(repo, version, message),
  };
}

/** What projects of one sandbox have in common. */
export type Neighbourhood = Pick<Project, "sandbox" | "pypi" | "testpypi" | "npm" | "crates" | "statusPage">;

/** The sandbox with its indexes, the app registered there, and accounts of these names. */
export function createNeighbourhood(
  { clock, app, origin }: Pick<ProjectOptions, "clock" | "app" | "origin">,
  logins: readonly string[],
): Neighbourhood {
  const sandbox = createSandbox({ clock, ...(origin === undefined ? {} : { origin }) });
  const pypi = createIndex({ clock, name: "pypi", host: `${sandbox.origin}/pypi` });
  const testpypi = createIndex({ clock, name: "testpypi", host: `${sandbox.origin}/testpypi` });
  sandbox.mount("/pypi", pypi.handler);
  sandbox.mount("/testpypi", testpypi.handler);
  const npm = createNpm({ clock, host: `${sandbox.origin}/npm` });
  const crates = createCrates({ clock });
  sandbox.mount("/npm", npm.handler);
  sandbox.mount("/crates", crates.handler);
  const statusPage = createStatusPage({ clock, groups: STATUS_GROUPS });
  sandbox.mount("/status", statusPage.handler);
  for (const login of logins) {
    sandbox.github.createUser(login);
  }
  sandbox.github.registerApp({ ...app, name: "Release Conductor", events: [...app.events] });
  return { sandbox, pypi, testpypi, npm, crates, statusPage };
}

function populate({ github }: Sandbox, options: ProjectOptions): RepositoryHandle {
  const { configuration, past, owner = OWNER, name = NAME } = options;
  if (sister(options) === undefined) {
    github.createOrganization(owner);
  }
  const repo = github.createRepository({ owner, name });
  repo.setRole(PEOPLE.maintainer, "admin");
  repo.setRole(PEOPLE.otherMaintainer, "maintain");
  repo.setRole(PEOPLE.writer, "write");
  repo.setRole(PEOPLE.triager, "triage");
  repo.addLabel("release");
  if (past !== undefined) {
    const versionFile = { path: VERSION_FILE, text: versionText };
    loadHistory({ github, repo, history: past, versionFile, by: PEOPLE.maintainer });
  }
  const version = past === undefined ? { [VERSION_FILE]: versionText("4.2.9") } : {};
  const workflow = { [WORKFLOW]: options.workflow ?? releaseWorkflow };
  const files = configuration === null ? {} : { [CONFIGURATION_FILE]: configuration ?? CONFIGURATION };
  repo.commit({
    files: { "README.md": "# InvokeAI\n", ...workflow, ...version, ...files },
    message: "Conduct releases",
    author: { login: PEOPLE.maintainer },
  });
  return repo;
}

/** The project beside it, where that has the same owner. */
function sister({ beside, owner = OWNER }: ProjectOptions): Project | undefined {
  return beside?.repo.state.owner.login === owner ? beside : undefined;
}

/** Gives the installation that covers the repository: a new one, or its sister's. */
function install({ github }: Sandbox, options: ProjectOptions, repo: RepositoryHandle): number {
  const { app, owner = OWNER, name = NAME } = options;
  const known = sister(options)?.installation;
  if (known === undefined) {
    return github.install(app.slug, owner, [name]).id;
  }
  github.addRepository(known, repo.fullName);
  return known;
}

function versionText(version: string): string {
  return `__version__ = "${version}"\n`;
}

function setVersion(repo: RepositoryHandle, version: string, message = `{release} v${version}`): string {
  return repo.commit({
    files: { [VERSION_FILE]: versionText(version) },
    message,
    author: { login: PEOPLE.writer },
  });
}
