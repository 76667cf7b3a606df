import { expect, test } from "vitest";
import { crate } from "../../src/sandbox/files/packed.ts";
import { releasesTo } from "./packed.ts";
import { MINUTE, type Told, tell } from "./stage.ts";

/** The environment has a name of its own; the crates' names are those of the built files. */
const OPTIONS = {
  configuration: `version: { scheme: semver, file: invokeai/version/invokeai_version.py }
gates: { release: { index: crates } }
`,
};

function releasesCrates(told: Told): void {
  releasesTo(told, {
    environment: "release",
    build: (made) => ["octo_tool", "octo-cli"].map((name) => crate({ name, ...made })),
    publish: (files) => {
      for (const file of files) told.crates.publish(file);
    },
  });
}

test("crates are released once the sparse index serves them as built", async () => {
  await tell(async (told) => {
    releasesCrates(told);
    told.crates.lag(20 * 60);
    await told.toPublished("release");
    const issue = await told.board();
    await told.pass(10 * MINUTE);
    expect(issue.body).toContain(
      "`crates` does not serve `octo_tool` and `octo-cli` (`octo_tool-5.0.0.crate` and `octo-cli-5.0.0.crate`) yet",
    );

    await told.until("a draft", () => told.repo.releases()[0]);
    await told.pass(MINUTE);
    expect(issue.body).toContain("`crates` serves all 2 files byte for byte as built");
    expect(issue.body).toMatch(/`octo_tool-5\.0\.0\.crate` \| `octo_tool` \|.*✅ same bytes/);
    expect(told.lines).toEqual([]);
  }, OPTIONS);
});

test("a crate that was yanked meanwhile is named, and un-yanked the release goes on", async () => {
  await tell(async (told) => {
    releasesCrates(told);
    told.crates.lag(60);
    await told.toPublished("release");
    const issue = await told.board();
    told.crates.yank("octo-cli", "5.0.0");
    await told.until("the stop", () => issue.body?.includes("**Stopped at verify `release`.**"));
    expect(issue.body).toContain("`octo-cli 5.0.0` is yanked on `crates`");

    told.crates.unyank("octo-cli", "5.0.0");
    await told.until("a draft", () => told.repo.releases()[0]);
  }, OPTIONS);
});

test("a crate's version that is there already stops the release before anybody approves", async () => {
  await tell(async (told) => {
    releasesCrates(told);
    told.crates.publish(crate({ name: "octo_tool", version: "5.0.0", seed: "of another day" }));
    told.tagRelease("5.0.0");
    const issue = await told.board();
    await told.atGates("release");
    expect(issue.body).toContain("`crates` already knows `octo_tool 5.0.0`");
  }, OPTIONS);
});
