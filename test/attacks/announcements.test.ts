import { expect } from "vitest";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { stop } from "../stories/stop.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { ALL_OF_IT, says } from "./ends.ts";
import { through } from "./reach.ts";

/** As far as the draft; what is left is `/publish` and the announcement. */
async function toDraft(told: Told) {
  told.tagRelease();
  const board = await told.board();
  await told.atGates("testpypi", "pypi");
  await told.toDraft();
  return board;
}

const posts = ({ discord }: Told) => discord.requests.filter(({ method }) => method === "POST");

attack("double-announce", async () => {
  await tell(
    async (told) => {
      let isDead = false;
      const dead = () => Promise.reject(new TypeError("fetch failed"));
      await told.stage.start(
        through(told, async (request, ask) => {
          if (isDead) {
            return dead();
          }
          const answer = await ask();
          isDead = request.method === "POST" && new URL(request.url).pathname.startsWith("/discord");
          return isDead ? dead() : answer;
        }),
      );
      const board = await toDraft(told);
      told.say(told.people.maintainer, "/publish");
      await told.until("the power cut after the post", () => isDead);
      await stop(told);
      await told.stage.start(told.world);
      await says(told, board, "it is unclear whether it was made");
      await told.pass(120 * MINUTE);
      expect(posts(told)).toHaveLength(1);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
      expect(board.state).toBe("open");
    },
    { checks: SHORT, started: false },
  );
});

attack("silent-announce", async () => {
  await tell(
    async (told) => {
      const { people, repo, ask, discord, pass, until } = told;
      discord.outage({ status: 400, seconds: 60 * 60 });
      const board = await toDraft(told);
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await says(told, board, "refused the message with 400");
      await pass(30 * MINUTE);
      expect(repo.releases()[0]?.draft).toBe(false);
      expect([board.state, discord.messages.length]).toEqual(["open", 0]);

      await until("the board closed", () => board.state === "closed");
      expect(discord.messages).toHaveLength(1);
      expect(
        posts(told).map(({ path }) => new URL(path, "http://discord.test").searchParams.get("wait")),
      ).toEqual(posts(told).map(() => "true"));
    },
    { checks: SHORT },
  );
});

attack("webhook-url-leak", async () => {
  await tell(
    async (told) => {
      const { people, repo, ask, say, discord, sandbox, channelUrl, pass } = told;
      const token = new URL(channelUrl).pathname.split("/").at(-1) ?? "";
      // Signs may be written as entities; letters and digits show as they are.
      const secrets = token.split(/[^a-z\d]+/i).filter((part) => part.length > 5);
      const board = await toDraft(told);
      for (const status of ["refused", 401, 404, 400, 429, 503] as const) {
        discord.outage({ status, times: 1 });
      }
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await pass(120 * MINUTE);
      say(people.writer, "/announce");
      await pass(60 * MINUTE);
      expect(posts(told).map(({ status }) => status)).toEqual(["refused", 401, 404, 400, 429, 503, 200]);
      const said = [
        ...told.lines,
        board.body,
        ...repo.comments(board.number).map(({ body }) => body),
        JSON.stringify(sandbox.exchanges),
        JSON.stringify(repo.state.checkRuns.map(({ output }) => output)),
      ].join("\n");
      expect(secrets.join("").length).toBeGreaterThan(20);
      expect(said).toContain("ANNOUNCE_DISCORD");
      expect(secrets.filter((part) => said.includes(part))).toEqual([]);
    },
    { checks: SHORT, log: { level: "trace", format: "text" } },
  );
});
