import { request } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { servePlayground } from "../../../src/cli/playground/server.ts";
import { formsIn, partOf, visit } from "./visitor.ts";

type Visitor = Awaited<ReturnType<typeof visit>>;

describe("the playground", () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await visit();
  });
  afterEach(async () => {
    expect(visitor.errors).toEqual([]);
    await visitor.close();
  });

  it("plays a release from a wrong tag to the announcement, by the forms of its page alone", async () => {
    const { press } = visitor;
    const wrong = await press("Push v5.0.0, though the code says 4.2.9");
    expect(partOf(wrong, "board")).toMatch(/Stopped at version.*Caution.*says 4\.2\.9/);
    expect(partOf(wrong, "check-run")).toContain("failure");
    const moved = await press("Move the tag to a new commit");
    expect(partOf(moved, "board")).toContain("Waiting for the release workflow");
    const one = await press("Finish check-version");
    expect(partOf(one, "run")).toContain("green check-version");
    const failed = await press("Fail python-tests / py3.11: windows-cpu");
    expect(partOf(failed, "run")).toContain("failed python-tests / py3.11: windows-cpu");
    await press("Finish all of them");
    const again = await press("/retry", { by: "psychedelicious" });
    expect(partOf(again, "run")).toContain("attempt 2");
    const gated = await press("Finish python-tests / py3.11: windows-cpu");
    expect(partOf(gated, "run")).toMatch(/Waiting for review testpypi since .* pypi since/);
    const refused = await press("/approve testpypi", { by: "passerby" });
    expect(partOf(refused, "board")).toMatch(/😕 release-conductor\[bot\].*needs the role maintain/);
    const opened = await press("/approve testpypi", { by: "lstein" });
    expect(partOf(opened, "run")).toContain("testpypi approved by release-conductor[bot]");
    const tried = await press("Finish publish-testpypi");
    expect(partOf(tried, "indexes")).toMatch(
      /TestPyPI .*invokeai-5\.0\.0-py3-none-any\.whl sha256 \w{12}… as built/,
    );
    await press("/tested linux ok", { by: "dunkeroni" });
    await press("/approve pypi", { by: "blessedcoolant" });
    const drafted = await press("Finish publish-pypi");
    expect(partOf(drafted, "github-release")).toMatch(
      /InvokeAI v5\.0\.0 draft What's Changed .*InvokeAI-installer-v5\.0\.0\.zip/,
    );
    const released = await press("/publish", { by: "lstein" });
    expect(partOf(released, "github-release")).toContain("InvokeAI v5.0.0 public");
    expect(partOf(released, "discord")).toContain("InvokeAI v5.0.0 (stable)");
    expect(partOf(released, "board")).toMatch(/Release v5\.0\.0 #\d+ closed/);
    expect(partOf(released, "warnings")).toContain("None");
    expect(partOf(released, "tag")).toContain("Push v5.0.1, with its version set");
  });

  it("tells what happened, and suggests what to do next", async () => {
    const hint = (page: string) =>
      /<strong>What to try next\.<\/strong> (?<says>.*)<\/p>/.exec(page)?.groups?.["says"];
    expect(hint(await visitor.page())).toContain("Push the tag");
    const pushed = await visitor.press("Push v5.0.0, with its version set");
    expect(hint(pushed)).toContain("Finish the jobs");
    expect(partOf(pushed, "happened")).toMatch(
      /psychedelicious sets the version to 5\.0\.0 .*GitHub starts run 1 .*the app opens the board/,
    );
    const failed = await visitor.press("Fail build / build-installer");
    expect(partOf(failed, "happened")).not.toContain("starts run 1 of the release workflow: 7 jobs the");
    const done = await visitor.press("Finish all of them");
    expect(hint(done)).toContain("/retry");
  });

  it("forgets everything when somebody starts over", async () => {
    await visitor.press("Push v5.0.0, with its version set");
    const fresh = await visitor.press("Start over");
    expect(partOf(fresh, "board")).toContain("No board yet");
    expect(partOf(fresh, "tag")).toContain("Push v5.0.0, with its version set");
  });

  it("deletes the tag, and pushes another", async () => {
    await visitor.press("Push v5.0.0, with its version set");
    const gone = await visitor.press("Delete the tag");
    expect(partOf(gone, "board")).toContain("tag");
    const again = await visitor.press("Push v5.0.0, with its version set");
    expect(partOf(again, "run")).toContain("v5.0.0");
  });

  it("shows what people write as text, and lets them edit and delete it", async () => {
    await visitor.press("Push v5.0.0, with its version set");
    const text = "Hi <script>alert(1)</script> [x](javascript:alert(1)) **bold**\n\n<details><summary>a";
    const said = await visitor.press("Comment", { by: "dunkeroni", text });
    const scripts = [...said.matchAll(/<script>/g)];
    expect(scripts).toHaveLength(1);
    expect(said).not.toContain('href="javascript');
    expect(said).toContain(
      'alert(1) <span class="away" title="javascript:alert(1)">x</span> <strong>bold</strong>',
    );
    const edited = await visitor.press("Save", { text: "/status" });
    expect(partOf(edited, "board")).toMatch(/dunkeroni triage .* · edited \/status/);
    const deleted = await visitor.press("Delete");
    expect(partOf(deleted, "board")).not.toContain("dunkeroni triage");
  });

  it("lets an admin pass every gate by hand, as GitHub does", async () => {
    await visitor.press("Push v5.0.0, with its version set");
    await visitor.press("Finish all of them");
    const passed = await visitor.press("Start all waiting jobs, as an admin");
    expect(partOf(passed, "run")).toContain("approved by lstein");
    expect(partOf(passed, "jobs")).toContain("publish-pypi");
  });

  it("publishes the draft by hand, and the app takes it from there", async () => {
    await releaseUntilDraft(visitor);
    const published = await visitor.press("Publish the draft");
    expect(partOf(published, "discord")).toContain("InvokeAI v5.0.0 (stable)");
  });

  describe("in trouble", () => {
    const trouble = (which: string) => visitor.press("Make trouble", { trouble: which });

    it("GitHub is down for an hour: nothing happens until it is back, and then everything", async () => {
      await trouble("github-down");
      const pushed = await visitor.press("Push v5.0.0, with its version set");
      expect(partOf(pushed, "board")).toContain("No board yet");
      expect(partOf(pushed, "happened")).toContain("GitHub does not answer the app");
      expect(partOf(pushed, "trouble")).toContain("GitHub answers nobody for an hour");
      await visitor.press("an hour: let time pass");
      const back = await visitor.press("10 minutes: let time pass");
      expect(partOf(back, "board")).toContain("Release v5.0.0");
      expect(partOf(back, "trouble")).toContain("Everything works");
    });

    it.each(["write-fails", "answer-lost"])("%s: the board is opened once all the same", async (which) => {
      await trouble(which);
      await visitor.press("Push v5.0.0, with its version set");
      const later = await visitor.press("10 minutes: let time pass");
      expect(partOf(later, "happened") + partOf(later, "board")).toContain("Release v5.0.0");
      expect(later.match(/GitHub<\/strong> answers 502/g)?.length).toBe(1);
      expect(partOf(later, "board")).toContain("#6867");
    });

    it("webhooks get lost: the app finds out by itself", async () => {
      await trouble("webhooks-lost");
      const pushed = await visitor.press("Push v5.0.0, with its version set");
      expect(partOf(pushed, "board")).toContain("No board yet");
      const later = await visitor.press("an hour: let time pass");
      expect(partOf(later, "board")).toContain("Release v5.0.0");
      const healed = await visitor.press("Let everything work again");
      expect(partOf(healed, "trouble")).toContain("Everything works");
    });

    it("PyPI serves other bytes: the release is stopped, nothing is drafted", async () => {
      await trouble("pypi-other-bytes");
      await releaseUntilDraft(visitor);
      const page = await visitor.page();
      expect(partOf(page, "indexes")).toContain("not what was built");
      expect(partOf(page, "board")).toContain("Stopped at");
      expect(partOf(page, "github-release")).toContain("None yet");
    });

    it("PyPI is late: the draft comes once it shows the upload", async () => {
      await trouble("pypi-late");
      await releaseUntilDraft(visitor);
      expect(partOf(await visitor.page(), "github-release")).toContain("None yet");
      const later = await visitor.press("an hour: let time pass");
      expect(partOf(later, "github-release")).toContain("draft");
    });

    it("Discord is down: the app does not know whether it has posted, and asks", async () => {
      await releaseUntilDraft(visitor);
      await trouble("discord-down");
      const published = await visitor.press("/publish", { by: "lstein" });
      expect(partOf(published, "discord")).toContain("Nothing is announced yet");
      expect(partOf(published, "board")).toContain("unclear whether it was made");
      await visitor.press("an hour: let time pass");
      const later = await visitor.press("/announce ANNOUNCE_DISCORD", { by: "lstein" });
      expect(partOf(later, "discord")).toContain("InvokeAI v5.0.0 (stable)");
    });
  });
});

async function releaseUntilDraft({ press }: Visitor): Promise<void> {
  await press("Push v5.0.0, with its version set");
  await press("Finish all of them");
  await press("/tested linux ok", { by: "dunkeroni" });
  await press("/approve pypi", { by: "lstein" });
  await press("Finish publish-pypi");
}

describe("what the playground refuses", () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await visit();
  });
  afterAll(() => visitor.close());

  it.each([
    ["a form of another site", { deed: "push-tag" }, { origin: "https://evil.example" }, 403, "own page"],
    ["a form that does not say where it is from", { deed: "push-tag" }, { origin: "null" }, 403, "own page"],
    ["another kind of body", { deed: "push-tag" }, { "content-type": "text/plain" }, 415, "forms"],
    ["a deed that there is not", { deed: "conjure" }, {}, 400, "There is no such deed"],
    ["a deed of every object", { deed: "toString" }, {}, 400, "There is no such deed"],
    [
      "to move a tag that there is not",
      { deed: "move-tag" },
      {},
      409,
      "There is no tag to move: push one first.",
    ],
    ["to delete it", { deed: "delete-tag" }, {}, 409, "There is no tag to delete"],
    ["to finish a job when none runs", { deed: "finish-job" }, {}, 409, "No job runs yet"],
    ["to finish them all", { deed: "finish-jobs" }, {}, 409, "No job runs yet"],
    [
      "a comment without a board",
      { deed: "comment", by: "lstein", text: "x" },
      {},
      409,
      "no board to comment on yet",
    ],
    [
      "a comment by the app",
      { deed: "comment", by: "release-conductor[bot]", text: "x" },
      {},
      409,
      "Nobody here",
    ],
    [
      "to edit what is not there",
      { deed: "edit-comment", comment: "1", text: "x" },
      {},
      409,
      "not there any more",
    ],
    ["to delete what is not there", { deed: "delete-comment", comment: "1" }, {}, 409, "not there any more"],
    [
      "to pass gates at which nothing waits",
      { deed: "start-waiting-jobs" },
      {},
      409,
      "No job waits at a gate now",
    ],
    ["to publish what is not drafted", { deed: "publish-draft" }, {}, 409, "There is no draft to publish"],
    ["a time that is no step", { deed: "pass-time", span: "a year" }, {}, 409, "choose 10 minutes"],
    ["a trouble that there is not", { deed: "make-trouble", trouble: "fire" }, {}, 409, "no such trouble"],
    ["to heal what is well", { deed: "end-trouble" }, {}, 409, "Nothing is in trouble now."],
  ])("%s", async (_name, fields, headers, status, says) => {
    const answer = await visitor.post(fields, headers);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(says)]);
    expect(partOf(await visitor.page(), "board")).toContain("No board yet");
  });

  it("more than a comment holds", async () => {
    const answer = await visitor.post({ deed: "comment", by: "lstein", text: "x".repeat(200_000) });
    expect(answer.status).toBe(413);
  });

  it("a push while another release is on its way, an empty comment, and what GitHub itself refuses", async () => {
    await visitor.press("Push v5.0.0, with its version set");
    const answers = [
      await visitor.post({ deed: "push-tag" }),
      await visitor.post({ deed: "finish-job", job: "publish-pypi" }),
      await visitor.post({ deed: "comment", by: "lstein", text: " " }),
      await visitor.post({ deed: "comment", by: "lstein", text: "x".repeat(65_537) }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(texts[0]).toContain("v5.0.0 is on its way");
    expect(texts[1]).toContain("No job of that name runs now");
    expect(texts[2]).toContain("The comment is empty");
    expect(texts[3]).toContain("GitHub refuses (body-too-long)");
    await visitor.press("Start over");
  });

  it("whoever calls it by another name, so that no page elsewhere can read it", async () => {
    const port = Number(new URL(visitor.url).port);
    const statusFor = (host: string, method = "GET") =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = {
          host,
          origin: `http://${host}`,
          "content-type": "application/x-www-form-urlencoded",
        };
        const asked = request({ host: "127.0.0.1", port, method, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.on("error", reject);
        asked.end();
      });
    expect(await statusFor(`evil.example:${port}`)).toBe(421);
    expect(await statusFor(`evil.example:${port}`, "POST")).toBe(421);
    expect(await statusFor(`127.0.0.1:${port + 1}`)).toBe(421);
    expect(await statusFor(`localhost:${port}`)).toBe(200);
  });

  it("other methods and other paths", async () => {
    expect((await fetch(visitor.url, { method: "DELETE" })).status).toBe(405);
    expect((await fetch(`${visitor.url}/github`)).status).toBe(404);
  });

  it("a place that is taken, with what to do about it", async () => {
    const port = Number(new URL(visitor.url).port);
    await expect(servePlayground({ port, failed: () => {} })).rejects.toThrow(
      /in use .* set --port to a free port/,
    );
  });

  it("nothing to whoever has the page already", async () => {
    const first = await fetch(visitor.url);
    const etag = first.headers.get("etag") ?? "";
    expect((await fetch(visitor.url, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect(first.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+'; img-src data:/,
    );
    expect(formsIn(await first.text()).length).toBeGreaterThan(3);
  });
});
