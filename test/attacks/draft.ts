import { expect } from "vitest";
import type { Exchange } from "../../src/sandbox/exchanges.ts";
import { type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { boardOf } from "./ends.ts";

/** What the app asked GitHub to write about GitHub releases. */
export function releaseWrites({ writes }: Told): readonly Exchange[] {
  return writes().filter(({ path }) => /\/releases(?:\/|$)/.test(path));
}

/** The fields of the request that made a tag's GitHub release public. */
export function publicationOf(told: Told, tag: string): Readonly<Record<string, unknown>> {
  const bodies = releaseWrites(told).map(({ requestBody }) => requestBody as Record<string, unknown>);
  return bodies.find((body) => body?.["draft"] === false && body["tag_name"] === tag) ?? {};
}

/** Releases the version from the head of the default branch, to its end. */
export async function release(told: Told, version: string): Promise<void> {
  told.tagRelease(version);
  const board = await boardOf(told, `v${version}`);
  await told.atGates("testpypi", "pypi");
  told.say(told.people.maintainer, "/approve pypi");
  await told.until("its draft", () =>
    told.repo.releases().find(({ tag, assets }) => tag === `v${version}` && assets.length > 0),
  );
  expect((await told.ask(told.people.maintainer, "/publish")).mark).toBe("rocket");
  await told.until("the board closed", () => board.state === "closed");
}

/** A story as far as the draft with its asset. */
export async function drafted(
  story: (told: Told) => Promise<void>,
  options: Parameters<typeof tell>[1] = {},
) {
  await tell(
    async (told) => {
      told.tagRelease();
      await told.board();
      await told.atGates("testpypi", "pypi");
      await story(told);
    },
    { checks: SHORT, ...options },
  );
}
