import { test } from "vitest";
import { tell } from "./stage.ts";
test("q", async () => {
  const t0 = performance.now();
  await tell(async ({ repo, people, setVersion, until, board, atGates, sandbox }) => {
    console.log("started", performance.now() - t0);
    setVersion("5.0.0");
    repo.pushTag("v5.0.0", { by: people.writer });
    const issue = await board();
    await atGates("testpypi", "pypi");
    console.log("at gates", performance.now() - t0, sandbox.exchanges.length);
    repo.comment(issue.number, people.maintainer, "/approve testpypi");
    repo.comment(issue.number, people.maintainer, "/approve pypi");
    await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
    repo.comment(issue.number, people.otherMaintainer, "/publish");
    await until("the board closed", () => issue.state === "closed");
    console.log("end", performance.now() - t0, sandbox.exchanges.length);
  }, { checks: { tests: 60 } }).catch((e) => console.log(String(e).slice(0, 3000)));
  console.log("validated", performance.now() - t0);
});
