import type { Exchange } from "../../src/sandbox/exchanges.ts";
import { MINUTE, type Town } from "./town.ts";

/** How the board asks people what the app can't find out. */
const QUESTION = /it is unclear whether it was made/;

/**
 * The moments at which people were asked whether a post was made, from what GitHub was given to write on boards. While
 * the app posts, the board says so, too: only what still stands a minute later asks anything.
 */
export function questionsIn({ project }: Pick<Town, "project">): readonly number[] {
  const written = project.sandbox.exchanges.filter(isBoardText);
  return written
    .filter((one, index) => asks(one) && !asks(written[index - 1]))
    .filter(({ at }) => !written.some((later) => later.at > at && later.at < at + MINUTE && !asks(later)))
    .map(({ at }) => at);
}

function isBoardText({ method, path, status }: Exchange): boolean {
  return method === "PATCH" && /\/issues\/\d+$/.test(path) && status !== null && status < 400;
}

function asks(exchange: Exchange | undefined): boolean {
  const body = exchange?.requestBody;
  return typeof body === "object" && body !== null && "body" in body && QUESTION.test(String(body.body));
}
