import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Libsql from "libsql";
import { afterAll, expect, test } from "vitest";
import { ledgerCommand } from "../../src/cli/ledger.ts";
import type { PackageIndex } from "../../src/sandbox/index/package-index.ts";
import { tell } from "./stage.ts";
import { stop } from "./stop.ts";
import { SHORT } from "./talk.ts";

const folder = mkdtempSync(path.join(tmpdir(), "evidence-"));
const store = path.join(folder, "store.sqlite");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WHEEL = "invokeai-5.0.0-py3-none-any.whl";
const RELEASE = "invoke-ai/InvokeAI@v5.0.0";

/** What `release-conductor ledger …` prints, and its exit code. */
async function ledger(...args: readonly string[]): Promise<{ exit: unknown; out: string; err: string }> {
  let [out, err] = ["", ""];
  const before = process.exitCode;
  const command = ledgerCommand({
    variables: { DATABASE_PATH: store },
    output: { write: (text) => (out += text) },
    errors: { write: (text) => (err += text) },
  });
  await command.parseAsync(args, { from: "user" });
  const exit = process.exitCode;
  process.exitCode = before;
  return { exit, out, err };
}

/** The wheel as anybody gets it from the index. */
async function downloaded({ handler }: PackageIndex): Promise<Uint8Array> {
  const page = await handler(new Request("http://index.test/pypi/invokeai/5.0.0/json"));
  const { urls } = (await page.json()) as { urls: readonly { filename: string; url: string }[] };
  const address = urls.find(({ filename }) => filename === WHEEL)?.url ?? "";
  const { pathname } = new URL(address.replace("/pypi/packages/", "/packages/"));
  const file = await handler(new Request(`http://index.test${pathname}`));
  return new Uint8Array(await file.arrayBuffer());
}

test("what was built, tried, approved, served and attached is one chain, and the ledger proves it", async () => {
  await tell(
    async ({ stage, world, repo, people, tagRelease, board, atGates, say, until, pass, pypi }) => {
      await stage.start({ ...world, databasePath: store });
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      say(people.maintainer, "/tested linux ok");
      await until("who tried it", () => issue.body?.includes("| Tried by |"));
      say(people.maintainer, "/approve pypi");
      await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
      say(people.maintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      expect(issue.body).toMatch(/\| `InvokeAI-installer-v5.0.0.zip` \|.*\| ✅ same bytes \|\n/);
      await stop({ stage, pass });

      const { exit, out } = await ledger("verify", RELEASE);
      expect(out).toContain(`✓ ${RELEASE}: `);
      expect(out.slice(out.indexOf(WHEEL))).toMatch(
        /^\S+ {2}sha256 [0-9a-f]{64} {2}in artifact dist, tried by \S+\n {4}✓ approved for pypi: the same bytes\n {4}✓ served by pypi: the same bytes\n/,
      );
      expect(out).toContain("    ✓ attached to the GitHub release: the same bytes\n");
      expect(exit).toBe(0);

      const own = path.join(folder, WHEEL);
      writeFileSync(own, await downloaded(pypi));
      expect((await ledger("verify", RELEASE, "--file", own)).out).toContain(`✓ ${own}: the same bytes`);
      writeFileSync(own, "something else");
      const other = await ledger("verify", RELEASE, "--file", own);
      expect(other.out).toContain(`✗ ${own}: other bytes`);
      expect(other.exit).toBe(1);
      const stranger = await ledger("verify", RELEASE, "--file", store);
      expect(stranger.out).toContain(`✗ ${store}: this release built no file of that name`);
      expect(stranger.exit).toBe(1);
    },
    { checks: SHORT, started: false },
  );
});

test("the ledger is listed, shown and handed out, and whoever changes it is found out", async () => {
  expect((await ledger("show")).out).toMatch(/^invoke-ai\/InvokeAI@v5\.0\.0 {2}\d+ entries, the newest of /);
  expect(JSON.parse((await ledger("show", "--json")).out)).toMatchObject([{ release: RELEASE }]);
  const shown = await ledger("show", RELEASE);
  expect(shown.out).toContain('decided {"action":"open-gate"');
  expect(JSON.parse((await ledger("show", RELEASE, "--json")).out).entries[0].number).toBe(1);
  const [proven] = JSON.parse((await ledger("verify", "--json")).out);
  expect(proven).toMatchObject({ release: RELEASE, whole: true });
  expect(await ledger("verify", "--file", "./not-there.whl")).toEqual({
    exit: 2,
    out: "",
    err: "./not-there.whl cannot be read (ENOENT). Name a file that is there.\n",
  });
  const lines = (await ledger("export", RELEASE)).out.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).number)).toEqual(lines.map((_, index) => index + 1));
  expect(await ledger("verify", "invoke-ai/InvokeAI@v9")).toEqual({
    exit: 2,
    out: "",
    err: expect.stringContaining("The ledger has nothing of invoke-ai/InvokeAI@v9"),
  });

  const database = new Libsql(store);
  for (const { name } of database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'")
    .all() as { name: string }[]) {
    database.exec(`DROP TRIGGER "${name}"`);
  }
  database.exec("UPDATE ledger SET at = at + 1 WHERE number = 3");
  database.close();
  const { exit, out } = await ledger("verify");
  expect(out).toContain("the chain breaks at number 3: its content does not match its hash");
  expect(exit).toBe(1);
});

test("a store that is not there is not made", async () => {
  rmSync(store);
  expect(await ledger("verify")).toEqual({
    exit: 2,
    out: "",
    err: expect.stringContaining(`There is no database at ${store}.`),
  });
});
