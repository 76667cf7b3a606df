import { expect, test } from "vitest";
import {
  CONFIGURATION,
  CONFIGURATION_FILE,
  NAME,
  OWNER,
  WORKFLOW,
} from "../../src/sandbox/scenes/project.ts";
import { tagRecords } from "../release/invokeai-data.ts";
import { MINUTE, tell } from "./stage.ts";

const DAY = 24 * 60 * MINUTE;
const invented = Array.from(
  { length: 404 },
  (_, number) => `v${number >> 5}.${(number >> 2) % 8}.${number % 4}`,
);
const recorded = tagRecords().map(({ tag }) => tag);
const tags = recorded.length === 404 ? recorded : invented;

test("installed on a repository with 404 tags and their old runs, the app writes nothing", async () => {
  await tell(
    async ({ sandbox, stage, world, repo, people, pass, writes }) => {
      const { github } = sandbox;
      repo.addWorkflow({
        path: WORKFLOW,
        name: "release",
        on: { tags: ["v*"] },
        jobs: [{ name: "tests", seconds: 60 }],
      });
      for (const [number, tag] of tags.entries()) {
        repo.pushTag(tag, { by: people.writer, silent: number % 20 > 0 });
      }
      await pass(90 * DAY);
      repo.pushTag("v99.0.0", { by: people.writer });
      await pass(2 * DAY);
      expect(repo.runs().length).toBeGreaterThan(10);
      expect(repo.runs().every(({ status }) => status === "completed")).toBe(true);

      for (const { id } of [...github.world.installations]) {
        github.uninstall(id);
      }
      repo.commit({
        files: { [CONFIGURATION_FILE]: CONFIGURATION },
        message: "Conduct releases",
        author: { login: people.maintainer },
      });
      await stage.start(world);
      github.install(stage.app.slug, OWNER, [NAME]);
      await pass(60 * MINUTE);

      expect(sandbox.deliveries.all().at(-1)).toMatchObject({ event: "installation", status: "delivered" });
      expect(sandbox.exchanges.length).toBeGreaterThan(0);
      expect(writes()).toEqual([]);
      expect(repo.issues()).toEqual([]);
    },
    { started: false, configuration: null },
  );
});
