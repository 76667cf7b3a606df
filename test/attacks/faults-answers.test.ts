import { expect } from "vitest";
import type { StageWorld } from "../../src/cli/stage/stage.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { ALL_OF_IT, boardOf, finish, toTheEnd } from "./ends.ts";
import { pathOf, through, withJson } from "./reach.ts";

/** Lists of what the app creates, and which it looks through before it creates. */
const LISTS = /\/(?:issues|releases|check-runs|comments|assets)$/;

/** So long a read does not know of a write, in milliseconds. */
const LAG = 20_000;

/** A world whose lists do not know for a while of anything that was made; counts how often that showed. */
function lagging(told: Told): { readonly world: StageWorld; readonly served: () => number } {
  const answers = new Map<string, Response>();
  let staleUntil = 0;
  let served = 0;
  const list = async (url: string, ask: () => Promise<Response>) => {
    const before = answers.get(url);
    if (before !== undefined && told.clock.now() < staleUntil) {
      served += 1;
      return before.clone();
    }
    const answer = await ask();
    if (answer.status === 200) {
      answers.set(url, answer.clone());
    }
    return answer;
  };
  const world = through(told, (request, ask) => {
    const isListed = LISTS.test(pathOf(request));
    if (isListed && request.method === "POST") {
      staleUntil = told.clock.now() + LAG;
    }
    return isListed && request.method === "GET" ? list(request.url, ask) : ask();
  });
  return { world, served: () => served };
}

attack("stale-read", async () => {
  await tell(
    async (told) => {
      const { world, served } = lagging(told);
      await told.stage.start(world);
      told.tagRelease();
      const board = await told.board();
      await told.atGates("testpypi", "pypi");
      expect((await told.ask(told.people.outsider, "/approve pypi")).mark).toBe("confused");
      await toTheEnd(told, board);
      await told.pass(30 * MINUTE);
      expect(served()).toBeGreaterThan(3);
      expect(told.repo.issues()).toHaveLength(1);
      expect(told.replies()).toHaveLength(1);
      expect(told.repo.releases().map(({ assets }) => assets.length)).toEqual([1]);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, started: false },
  );
});

/** Sixty changes by others since the last release: more than one page of GraphQL. */
function history({ sandbox, repo, people, clock }: Told): readonly string[] {
  repo.pushTag("v4.2.9", { by: people.writer, silent: true });
  // It is out: a young tag without a run would be taken up.
  repo.createRelease({ tag: "v4.2.9", by: people.writer, name: "v4.2.9" });
  return Array.from({ length: 120 }, (_, number) => {
    const author = `helper-${number}`;
    sandbox.github.createUser(author);
    const sha = repo.commit({
      files: { n: `${number}` },
      message: `${number}`,
      author: { login: author },
      silent: true,
    });
    repo.pullRequest({ title: `change ${number}`, author, commits: [sha], mergedAt: clock.now() });
    return author;
  });
}

const isOfV5 = ({ tag }: { readonly tag: string }) => tag === "v5.0.0";

attack("graphql-partial", async () => {
  await tell(
    async (told) => {
      const helpers = history(told);
      let isBroken = true;
      let broken = 0;
      await told.stage.start(
        through(told, async (request, ask) => {
          const asked = pathOf(request) === "/graphql" ? await request.clone().text() : "";
          if (!isBroken || !asked.includes("compare(headRef") || asked.includes('"after":null')) {
            return ask();
          }
          broken += 1;
          if (broken % 2 === 0) {
            return new Response("Bad Gateway", { status: 502 });
          }
          const errors = [{ message: "Something went wrong while executing your query." }];
          return withJson<{ data: object }>(await ask(), ({ data }) => ({ data, errors }));
        }),
      );
      told.tagRelease();
      const board = await told.board();
      await told.atGates("testpypi", "pypi");
      told.say(told.people.maintainer, "/approve pypi");
      await told.pass(30 * MINUTE);
      expect(broken).toBeGreaterThan(1);
      expect(told.repo.releases().filter(isOfV5)).toEqual([]);
      isBroken = false;
      await finish(told, board);
      const body = told.repo.releases().find(isOfV5)?.body ?? "";
      const thanks = body.split("## Thanks")[1]?.split("\n") ?? [];
      expect(helpers.filter((login) => !thanks.some((line) => line.startsWith(`- @${login} (#`)))).toEqual(
        [],
      );
      const done = await told.irreversible();
      expect(done.filter((line) => line !== "GitHub release v4.2.9 public")).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, started: false },
  );
});

attack("poison-event", async () => {
  await tell(
    async (told) => {
      let isPoisoned = true;
      let tries = 0;
      await told.stage.start(
        through(told, async (request, ask) => {
          if (!isPoisoned || !decodeURIComponent(pathOf(request)).endsWith("/git/ref/tags/v5.0.0")) {
            return ask();
          }
          tries += 1;
          return withJson(await ask(), () => ({ ref: "refs/tags/v5.0.0" }));
        }),
      );
      told.tagRelease("5.0.0");
      told.tagRelease("5.0.1");
      const board = await boardOf(told, "v5.0.1");
      await told.until("the other at its gates", () =>
        told.repo.runs().every((run) => told.waiting(run).length === 2),
      );
      await told.pass(MINUTE);
      told.repo.comment(board.number, told.people.maintainer, "/approve pypi");
      await told.until("the other's gate open", () =>
        told.repo.runs().some((run) => !told.waiting(run).includes("pypi")),
      );
      await told.pass(2 * 60 * MINUTE);
      expect(tries).toBeLessThan(30);
      expect(told.lines.some((line) => line.includes("a conduct failed"))).toBe(true);
      expect(told.repo.issues()).toHaveLength(1);

      isPoisoned = false;
      await boardOf(told, "v5.0.0");
      expect(await told.irreversible()).toEqual(["pypi of run 2 approved", "pypi serves 5.0.1"]);
    },
    { checks: SHORT, started: false },
  );
});

/** The claims of a JWT, in seconds; undefined where a request carries none. */
function claimsOf(request: Request): { readonly exp: number; readonly iat: number } | undefined {
  const [, claims] = /^bearer [\w-]+\.([\w-]+)\./i.exec(request.headers.get("authorization") ?? "") ?? [];
  return claims === undefined ? undefined : JSON.parse(Buffer.from(claims, "base64url").toString());
}

/** GitHub's own words for a JWT that has expired by its clock. */
const EXPIRED =
  "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";

/** A GitHub whose clock is ahead of the app's: what has expired there is refused, the rest is checked by that clock. */
function tenMinutesAhead() {
  const now = Date.now;
  const theirs = () => now() + 10 * MINUTE;
  let refused = 0;
  const between = async (request: Request, ask: () => Promise<Response>): Promise<Response> => {
    const claims = claimsOf(request);
    if (claims === undefined) {
      return ask();
    }
    if (claims.exp * 1000 <= theirs()) {
      refused += 1;
      const headers = { date: new Date(theirs()).toUTCString() };
      return Response.json({ message: EXPIRED }, { status: 401, headers });
    }
    Date.now = theirs;
    return ask().finally(() => {
      Date.now = now;
    });
  };
  return { between, refused: () => refused };
}

/** A refusal that does not tell what time it is there. */
function undated(answer: Response): Response {
  answer.headers.delete("date");
  return answer;
}

attack("clock-skew", async () => {
  await tell(
    async (told) => {
      const { between, refused } = tenMinutesAhead();
      await expect(
        told.stage.start(through(told, async (request, ask) => undated(await between(request, ask)))),
      ).rejects.toThrow(/this machine's clock is right/);

      await told.stage.start(through(told, between));
      told.tagRelease();
      const board = await told.board();
      await told.atGates("testpypi", "pypi");
      await toTheEnd(told, board);
      expect(refused()).toBeGreaterThan(1);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, started: false },
  );
});
