import type { StageWorld } from "../../src/cli/stage/stage.ts";
import type { Told } from "../stories/stage.ts";

/** Answers a request instead of the world; `ask` gives what the world says. */
type Between = (request: Request, ask: () => Promise<Response>) => Promise<Response>;

/** The world as the app reaches it when somebody stands between the two. */
export function through({ world, sandbox }: Told, between: Between): StageWorld {
  return {
    ...world,
    fetch: (input, init) => {
      const request = new Request(input, { ...init, signal: null });
      const asked = request.clone();
      return between(request, () => sandbox.fetch(asked));
    },
  };
}

/** The answer with other JSON in it. */
export async function withJson<T>(answer: Response, change: (json: T) => unknown): Promise<Response> {
  if (!answer.ok) {
    return answer;
  }
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  return new Response(JSON.stringify(change((await answer.json()) as T)), { status: answer.status, headers });
}

/** Path without the prefix of GitHub's API. */
export function pathOf(request: Request): string {
  return new URL(request.url).pathname.replace(/^\/(?:github|uploads)(?=\/)/, "");
}
