import { createProject, type Project } from "../../sandbox/scenes/project.ts";
import { createVirtualClock } from "../../sandbox/virtual-clock.ts";
import type { Range, RangeReading } from "../demo/range-file.ts";
import { readRangeFile } from "../demo/read-range-file.ts";
import { createIdentity } from "../stage/identity.ts";
import type { World } from "./run.ts";

/** Loads a range file into a GitHub in memory; gives how that is read, or what is wrong with the file. */
export async function loadHistory(
  file: string,
): Promise<({ readonly is: "loaded" } & Loaded) | Extract<RangeReading, { readonly is: "faulty" }>> {
  const reading = await readRangeFile(file);
  return reading.is === "faulty" ? reading : { is: "loaded", ...worldOf(reading.range) };
}

export type Loaded = { readonly world: Required<World>; readonly project: Project };

/**
 * A GitHub in memory with a range and its tags, and another configuration where one is given (null: none); nobody is
 * told of it.
 */
export function worldOf({ history, head }: Range, configuration?: string | null): Loaded {
  const clock = createVirtualClock(head.at);
  const { app } = createIdentity();
  const deliver = async () => new Response(null, { status: 202 });
  const configured = configuration === undefined ? {} : { configuration };
  const project = createProject({ clock, app: { ...app, deliver }, past: history, ...configured });
  const { repo, sandbox, people } = project;
  const annotated = head.message === undefined ? {} : { annotated: { message: head.message } };
  repo.pushTag(head.tag, { sha: head.sha, by: people.writer, silent: true, ...annotated });
  const token = sandbox.github.userToken(app.slug, people.maintainer);
  const access = { baseUrl: `${sandbox.origin}/github`, token };
  const ask: typeof fetch = (input, init) => sandbox.fetch(new Request(input, init));
  return { world: { access, clock, fetch: ask }, project };
}
