import type { Run } from "../../src/sandbox/github/runs.ts";
import type { Told } from "../stories/stage.ts";
import { SOON } from "./stage.ts";

/** Longer than a board waits to show progress. */
const SETTLED = 22 * SOON;

/** A release both of whose gates wait, with nothing on its way any more. */
export async function atTheGates(told: Told): Promise<Run> {
  told.tagRelease();
  await told.board();
  const run = await told.atGates("testpypi", "pypi");
  await told.pass(SETTLED);
  return run;
}

/** A comment as GitHub lists it, as far as an attack may change it. */
export type ListedComment = {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
  readonly author_association: string;
};

/** GitHub lists comments otherwise than the sandbox does: with what this gives in their place. */
export function withComments(
  change: (comment: ListedComment) => ListedComment,
): (fetch: typeof globalThis.fetch) => typeof globalThis.fetch {
  return (fetch) => async (input, init) => {
    const response = await fetch(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (!/\/issues\/\d+\/comments(?:\?|$)/.test(url) || response.status !== 200) {
      return response;
    }
    const listed = (await response.json()) as readonly ListedComment[];
    return Response.json(listed.map(change), { headers: response.headers });
  };
}
