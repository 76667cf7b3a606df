import { createProject, type Project } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { commitAside } from "../stories/aside.ts";
import { type App, createApp } from "../worlds/app.ts";
import { createChance } from "../worlds/chance.ts";
import { openEngine } from "../worlds/engine.ts";
import { ATTACKS } from "./attacks/attacks.ts";
import { COTERIE, COURIER, FORK } from "./coterie.ts";
import { pushTag, setTeam } from "./deeds.ts";
import { keepHistory } from "./history.ts";
import { bringHome, isPassed, prepare } from "./honest.ts";
import { type Judgement, judged } from "./law/law.ts";
import { boardOf, type Place, pause, SECOND, TAG, until, VERSION, waitingGates } from "./place.ts";
import type { Plot } from "./plot.ts";
import { CUSTOM_ROLE, textOf } from "./policy.ts";
import { addWorkflows } from "./workflows.ts";

const START = Date.parse("2026-11-20T18:00:00Z");

export type Lived = Judgement & {
  readonly plot: Plot;
  readonly attacks: readonly string[];
  /** Requests that the sandbox's GitHub does not know, and what else can't be right. */
  readonly story: readonly string[];
  /** How many requests the app made. */
  readonly requests: number;
};

/** Lives through a world, and judges what the app did in it. */
export async function livedThrough(plot: Plot): Promise<Lived> {
  const clock = createVirtualClock(START);
  const story: string[] = [];
  const note = (line: string) =>
    void story.push(`${new Date(clock.now()).toISOString().slice(11, 21)} ${line}`);
  const made: { project?: Project } = {};
  const app = createAppIn({ plot, clock, note, project: () => made.project });
  const project = createProject({
    clock,
    app: app.scene,
    configuration: textOf(plot.policy),
    checks: { tests: 10 },
  });
  made.project = project;
  const place: Place = {
    project,
    clock,
    history: keepHistory(project, TAG),
    appSlug: app.scene.slug,
    chance: createChance(`authority ${plot.seed} moves`),
    note,
    attacks: new Set(),
  };
  await clock.busy(async () => {
    await settle(place, plot);
    await app.start();
    await act(place, plot);
    await pause(place, 6 * SECOND);
  });
  await app.stop();
  const { repo, sandbox } = project;
  const { history, appSlug } = place;
  const evidence = { history, repository: repo.state, exchanges: sandbox.exchanges, app: appSlug };
  const { breaches, opened } = judged({ ...evidence, tag: TAG, version: VERSION });
  const unknown = sandbox.unknownRequests.map(
    ({ method, path }) => `asks for what is not there: ${method} ${path}`,
  );
  return {
    plot,
    story,
    requests: sandbox.exchanges.length,
    attacks: [...place.attacks],
    opened,
    breaches: [...breaches, ...unknown],
  };
}

type Made = {
  readonly plot: Plot;
  readonly clock: VirtualClock;
  readonly note: (line: string) => void;
  readonly project: () => Project | undefined;
};

function createAppIn({ plot, clock, note, project }: Made): App {
  const random = createChance(`authority ${plot.seed} jitter`).next;
  return createApp({
    clock,
    random,
    note,
    replicas: plot.replicas,
    origin: () => project()?.sandbox.origin ?? "",
    channelUrl: () => project()?.channelUrl ?? "",
    openStore: () => openEngine(plot.engine, { clock, random }),
    // No webhook is lost: nobody need sweep.
    does: () => false,
    onKept: () => undefined,
    fetch: async (input, init) => {
      // Without its signal: in a world nothing takes real time.
      const request = new Request(input, { ...init, signal: null });
      const { method, url } = request;
      const answer = (await project()?.sandbox.fetch(request)) ?? Response.error();
      if (method !== "GET" && !/graphql|access_tokens/.test(url)) {
        note(`  ~ ${method} ${new URL(url).pathname}: ${answer.status}`);
      }
      return answer;
    },
  });
}

/** People, workflows, and what is wrong with the project; the app is not there yet. */
async function settle(place: Place, plot: Plot): Promise<void> {
  const { project, history } = place;
  const { github } = project.sandbox;
  const { thirdMaintainer, formerMaintainer, releaser, bot, impostor, outsider } = COTERIE;
  for (const login of [thirdMaintainer, formerMaintainer, releaser, impostor]) {
    github.createUser(login);
  }
  github.createUser(bot, { type: "Bot" });
  github.registerApp({
    id: 99,
    slug: COURIER,
    name: "Courier",
    publicKey: "",
    webhookSecret: "",
    permissions: {},
    events: [],
  });
  github.createRepository({ owner: outsider, name: FORK.split("/")[1] ?? "" });
  project.repo.setRole(thirdMaintainer, "maintain");
  project.repo.setRole(bot, "maintain");
  project.repo.setRole(releaser, { name: CUSTOM_ROLE, base: "write" });
  history.note("roles");
  history.note("names");
  setTeam(place, { [releaser]: "active", [impostor]: "pending" });
  history.notePolicy(plot.policy);
  addWorkflows(project.repo, plot.policy, plot.flaw);
  if (plot.flaw === "a check fails") {
    project.repo.outcome("lint", "failure");
  }
  if (plot.flaw === "version taken") {
    await project.pypi.upload("invokeai", [
      { filename: `invokeai-${VERSION}.tar.gz`, bytes: Buffer.from("another build") },
    ]);
    history.noteUpload("pypi");
  }
  project.setVersion(plot.flaw === "wrong version" ? "4.9.9" : VERSION);
}

async function act(place: Place, plot: Plot): Promise<void> {
  const { project } = place;
  const sha = plot.flaw === "tagged aside" ? { sha: commitAside(project) } : {};
  pushTag(place, { by: plot.starter, annotated: plot.annotated, ...sha });
  await until(place, () => boardOf(place) !== undefined, { seconds: 15 });
  for (const name of plot.early) {
    await attack(place, name);
  }
  await until(place, () => waitingGates(place).includes("pypi"), { seconds: 60 });
  await pause(place, 3 * SECOND);
  if (plot.prepared) {
    await prepare(place, 1);
  }
  for (const name of plot.moves) {
    if (isPassed(place) && !plot.goesOn) {
      break;
    }
    await attack(place, name);
    await pause(place, place.chance.oneOf([0, 500, 3 * SECOND, 8 * SECOND]));
  }
  if (plot.comesHome && plot.flaw === "none") {
    await bringHome(place);
  }
}

async function attack(place: Place, name: string): Promise<void> {
  place.note(`— ${name}`);
  place.attacks.add(name);
  await ATTACKS[name]?.does(place);
}

/** How often a world's story is worth telling: what is needed to see what went wrong, and to live it again. */
export function told({ plot, breaches, story }: Lived): string {
  const { seed } = plot;
  return [
    `Authority world ${seed} went wrong; AUTHORITY_SEED=${seed} npx vitest run test/authority lives it again.`,
    ...breaches.map((breach) => `  ✗ ${breach}`),
    `Its plot: ${JSON.stringify(plot)}`,
    ...story.map((line) => `  ${line}`),
  ].join("\n");
}
