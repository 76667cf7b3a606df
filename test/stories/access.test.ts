import { expect, test } from "vitest";
import { MINUTE, type Told, tell } from "./stage.ts";
import { SHORT } from "./talk.ts";

const APP = "release-conductor";
const PROJECT = "invoke-ai/InvokeAI";

/** How the app loses the repository, and how people let it in again. */
type Away = { readonly leave: (told: Told) => void; readonly back: (told: Told) => void };

const installed = ({ sandbox }: Told) => sandbox.github.world.installations[0]?.id ?? 0;

const AWAY: Readonly<Record<string, Away>> = {
  "suspended and unsuspended": {
    leave: (told) => told.sandbox.github.suspend(installed(told)),
    back: (told) => told.sandbox.github.unsuspend(installed(told)),
  },
  "uninstalled and installed again": {
    leave: (told) => told.sandbox.github.uninstall(installed(told)),
    back: ({ sandbox }) => void sandbox.github.install(APP, "invoke-ai", ["InvokeAI"]),
  },
  "taken out of the installation and put back": {
    leave: (told) => told.sandbox.github.removeRepository(installed(told), PROJECT),
    back: (told) => told.sandbox.github.addRepository(installed(told), PROJECT),
  },
  "left behind by a transfer, and installed at the new owner's": {
    leave({ sandbox, repo }) {
      sandbox.github.createOrganization("new-home");
      repo.transfer("new-home");
    },
    back: ({ sandbox }) => void sandbox.github.install(APP, "new-home", "all"),
  },
};

/** What every refused token and every lost sight of the repository is answered with. */
const SHUT = [/access_tokens/, / 40[134]$/, / 422$/, "/installation", / 301$/];

const ALL_OF_IT = [
  "pypi of run 1 approved",
  "pypi serves 5.0.0",
  "GitHub release v5.0.0 public",
  "announced",
];

const told = (lines: readonly string[]) => lines.filter((line) => line.includes("No access"));

const isEvent = (event: string) => event.startsWith("installation");
const LOST = { copies: 0, delaySeconds: [] };

test.each(
  Object.keys(AWAY).flatMap((how) => [
    [how, "heard"],
    [how, "lost"],
  ]),
)(
  "an app %s while a gate waits opens nothing meanwhile, says so once, and goes on (the event is %s)",
  async (how = "", event) => {
    await tell(
      async (story) => {
        const { sandbox, people, repo, tagRelease, board, atGates, say, ask, waiting, until, pass, lines } =
          story;
        tagRelease();
        const issue = await board();
        const run = await atGates("testpypi", "pypi");
        const before = sandbox.exchanges.length;
        if (event === "lost") {
          sandbox.deliveries.policy(({ event }) => (isEvent(event) ? LOST : undefined));
        }
        AWAY[how]?.leave(story);
        await pass(MINUTE);
        const approval = say(people.maintainer, "/approve pypi");
        await pass(180 * MINUTE);

        expect(waiting(run)).toEqual(["testpypi", "pypi"]);
        expect(told(lines)).toEqual([
          expect.stringContaining("an owner unsuspends the app, installs it again"),
        ]);
        expect(sandbox.exchanges.length - before).toBeLessThan(200);

        AWAY[how]?.back(story);
        if (event === "heard") {
          await pass(2 * MINUTE);
          expect(waiting(run)).not.toContain("pypi");
        }
        await until("the gate open", () => !waiting(run).includes("pypi"));
        expect(story.marks(approval)).toContain("eyes");
        await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
        expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
        await until("the board closed", () => issue.state === "closed");
        expect(await story.irreversible()).toEqual(ALL_OF_IT);
        expect(repo.issues()).toHaveLength(1);
        expect(told(lines)).toHaveLength(1);
      },
      { checks: SHORT, refusals: SHUT },
    );
  },
);

test.each(Object.keys(AWAY))(
  "an app %s before /publish publishes nothing meanwhile, and then once",
  async (how) => {
    await tell(
      async (story) => {
        const { people, tagRelease, board, atGates, toDraft, say, until, pass } = story;
        tagRelease();
        const issue = await board();
        await atGates("testpypi", "pypi");
        const draft = await toDraft();
        await pass(MINUTE);
        AWAY[how]?.leave(story);
        say(people.maintainer, "/publish");
        await pass(10 * 60 * MINUTE);
        expect(draft.draft).toBe(true);

        AWAY[how]?.back(story);
        await until("the board closed", () => issue.state === "closed");
        expect(await story.irreversible()).toEqual(ALL_OF_IT);
      },
      { checks: SHORT, refusals: SHUT },
    );
  },
);

test("a transfer to an owner who has the app for all repositories changes nothing for the release", async () => {
  await tell(
    async ({ sandbox, repo, people, tagRelease, board, atGates, toDraft, ask, until, lines, ...story }) => {
      sandbox.github.createOrganization("new-home");
      sandbox.github.install(APP, "new-home", "all");
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      repo.transfer("new-home");
      await toDraft();
      expect((await ask(people.maintainer, "/publish")).mark).toBe("rocket");
      await until("the board closed", () => issue.state === "closed");
      expect(await story.irreversible()).toEqual(ALL_OF_IT);
      expect(told(lines)).toEqual([]);
    },
    { checks: SHORT, refusals: SHUT },
  );
});
