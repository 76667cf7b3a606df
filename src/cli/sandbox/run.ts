import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { systemClock } from "../../clock.ts";
import { createProject, NAME, OWNER, PEOPLE, type Project } from "../../sandbox/scenes/project.ts";
import { listen } from "../../sandbox/server.ts";
import { addressesIn, createIdentity, type Identity } from "../stage/identity.ts";

export type SandboxOptions = { readonly port: number; readonly app: string };

const HELP = `Say what happens, a line each:
  tag v5.0.0                     the version is set, and the tag pushed
  say lstein /approve pypi       somebody comments on the newest issue
People: ${Object.values(PEOPLE).join(", ")}. Ctrl-C ends it.`;

/** Serves the sandbox until Ctrl-C; gives the exit code where it could not start. */
export async function runSandbox({ port, app }: SandboxOptions): Promise<0 | 1> {
  const identity = createIdentity();
  const deliver = (request: Request) => fetch(new Request(`${app}/api/github/webhooks`, request));
  let project: Project | undefined;
  let origin = "";
  try {
    const server = await listen(
      {
        get origin() {
          return origin;
        },
        moveTo(address) {
          origin = address;
        },
        fetch: async (request) => project?.sandbox.fetch(request) ?? new Response(null, { status: 503 }),
      },
      { port },
    );
    project = createProject({ clock: systemClock, app: { ...identity.app, deliver }, origin });
    const folder = await writeSettings(identity, project);
    console.log(instructions(project, folder));
    await untilEnded(project);
    await rm(folder, { recursive: true });
    await server.close();
    // Jobs that run on the real clock would keep the process alive for their minutes.
    process.exit(0);
  } catch (error) {
    console.error(
      `release-conductor sandbox cannot start: ${error instanceof Error ? error.message : error}`,
    );
    return 1;
  }
}

/** The settings as files that only this user can read: nobody's terminal or shell history keeps a key. */
async function writeSettings({ app, privateKey, markerKey }: Identity, project: Project): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "release-conductor-sandbox-"));
  const keyPath = path.join(folder, "private-key.pem");
  const settings = {
    APP_ID: String(app.id),
    PRIVATE_KEY_PATH: keyPath,
    WEBHOOK_SECRET: app.webhookSecret,
    MARKER_KEY: markerKey,
    DATABASE_PATH: path.join(folder, "conductor.db"),
    ANNOUNCE_DISCORD: project.channelUrl,
    // For `notes`, which reads as a person does.
    GITHUB_TOKEN: project.sandbox.github.userToken(app.slug, PEOPLE.maintainer),
    ...addressesIn(project.sandbox.origin),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(keyPath, privateKey, { mode: 0o600 });
  await writeFile(path.join(folder, "app.env"), lines.join(""), { mode: 0o600 });
  return folder;
}

function instructions({ sandbox }: Project, folder: string): string {
  return `The sandbox serves ${OWNER}/${NAME} at ${sandbox.origin}/github, the app installed.
Its keys were made just now and are gone with it. Start the app in another terminal:

  set -a; . ${path.join(folder, "app.env")}; set +a; release-conductor start

With the same settings \`release-conductor notes ${OWNER}/${NAME} <tag>\` prints what its notes would say.

${HELP}`;
}

/** Follows what is typed until Ctrl-C. Where nobody can type, it serves all the same. */
async function untilEnded(project: Project): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    try {
      console.log(follow(project, line.trim()));
    } catch (error) {
      console.log(error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  lines.close();
}

function follow({ repo, people, setVersion }: Project, line: string): string {
  const tag = /^tag (?<name>\S+)$/.exec(line)?.groups?.["name"];
  if (tag !== undefined) {
    const sha = setVersion(tag.replace(/^v/, ""));
    repo.pushTag(tag, { sha, by: people.writer });
    return `${people.writer} pushes ${tag} at ${sha.slice(0, 7)}`;
  }
  const { login, text } = /^say (?<login>\S+) (?<text>.+)$/.exec(line)?.groups ?? {};
  const issue = repo.issues().at(-1);
  if (login === undefined || text === undefined) {
    return HELP;
  }
  if (issue === undefined) {
    return "There is no issue yet: the app opens one for a pushed tag.";
  }
  repo.comment(issue.number, login, text);
  return `${login} on issue #${issue.number}: ${text}`;
}
