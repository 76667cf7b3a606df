import { expect, test } from "vitest";
import { CHORES } from "../../src/chore.ts";
import { METRICS } from "../../src/watch/catalogue.ts";
import { createMetrics } from "../../src/watch/metrics.ts";
import { MINUTE, tell } from "../stories/stage.ts";
import { readMetrics } from "./exposition.ts";

const settings = { METRICS_PORT: "0" };

test("a release is told in metrics, from its tag to its announcement", async () => {
  await tell(
    async ({ repo, people, setVersion, until, board, atGates, stage, world, pass }) => {
      await stage.start({ ...world, settings });
      const metrics = () => readMetrics(stage.metricsUrl() ?? "");
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.writer, annotated: { message: "v5.0.0" } });
      const issue = await board();
      await atGates("testpypi", "pypi");
      await pass(10 * MINUTE);
      const waiting = await metrics();
      expect(waiting.get('gates{state="waiting"}')).toBe(2);
      expect(waiting.get("gate_oldest_wait_seconds")).toBeGreaterThanOrEqual(600);
      expect(waiting.get('queue_releases{state="resting"}')).toBe(1);
      expect(waiting.get("queue_oldest_due_seconds")).toBe(0);
      expect(waiting.get('ready{part="store"}')).toBe(1);

      repo.comment(issue.number, people.maintainer, "/approve testpypi");
      repo.comment(issue.number, people.maintainer, "/approve pypi");
      await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
      await pass(MINUTE);
      expect((await metrics()).get('gates{state="published"}')).toBe(2);
      repo.comment(issue.number, people.otherMaintainer, "/publish");
      await until("the board closed", () => issue.state === "closed");
      await pass(MINUTE);

      const after = await metrics();
      const told = (prefix: string) => [...after.keys()].filter((series) => series.startsWith(prefix));
      expect(after.get('gates{state="published"}')).toBe(0);
      expect(after.get('queue_releases{state="resting"}')).toBe(0);
      expect(after.get('deliveries_total{event="issue_comment",status="200"}')).toBeGreaterThanOrEqual(3);
      expect(after.get('wakes_total{reason="push"}')).toBe(1);
      expect(after.get('actions_total{action="open-gate",result="done"}')).toBe(2);
      expect(after.get('actions_total{action="publish-release",result="done"}')).toBe(1);
      expect(after.get('peer_requests_total{peer="discord",result="2xx"}')).toBeGreaterThanOrEqual(1);
      expect(after.get('peer_requests_total{peer="pypi",result="2xx"}')).toBeGreaterThanOrEqual(1);
      expect(after.get('github_requests_total{method="POST",route="graphql",result="2xx"}')).toBeGreaterThan(
        0,
      );
      expect(told('github_requests_total{method="GET",route="actions",result="304"}')).toHaveLength(1);
      expect(after.get('github_limit_remaining_ratio{resource="core"}')).toBeLessThan(1);
      expect(told('github_limiter_wait_seconds_count{limit="spacing"}')).toHaveLength(1);
      expect(told('conduct_duration_seconds_count{standing="finished",outcome="finished"}')).toHaveLength(1);
      expect(told('chore_duration_seconds_count{chore="sweep",result="done"}')).toHaveLength(1);
      expect(told('store_operation_duration_seconds_count{part="ledger"}')).toHaveLength(1);
      expect(told("leases_lost_total")).toEqual(["leases_lost_total"]);
      expect(
        [...after.keys()].filter((series) => /route="other"|resource="other"|v5\.0\.0/.test(series)),
      ).toEqual([]);
    },
    { started: false },
  );
});

test("what is served has every metric of the catalogue, and what the process tells of itself", async () => {
  await tell(
    async ({ stage, world }) => {
      await stage.start({ ...world, settings });
      const text = await (await fetch(stage.metricsUrl() ?? "")).text();
      const types = [...text.matchAll(/^# TYPE (?<name>\S+) (?<type>\S+)$/gm)].map(({ groups }) => groups);
      expect(types).toEqual(
        expect.arrayContaining(Object.values(METRICS).map(({ name, type }) => ({ name, type }))),
      );
      expect(text).toMatch(/^release_conductor_build_info\{version="[^"]+"\} 1$/m);
      expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    },
    { started: false },
  );
});

test("a chore that has not ended yet counts as late from the start of the process on", async () => {
  const began = Math.floor(Date.now() / 1000);
  const text = await createMetrics({ version: "1.0.0", events: new Set() }).text();
  for (const chore of CHORES) {
    const [, at] =
      text.match(new RegExp(`chore_last_success_timestamp_seconds\\{chore="${chore}"\\} (\\S+)`)) ?? [];
    expect(Number(at)).toBeGreaterThanOrEqual(began);
  }
});

test("they are apart from the port that is open to the internet, and off unless asked for", async () => {
  await tell(
    async ({ stage, world }) => {
      await stage.start(world);
      expect(stage.metricsUrl()).toBeUndefined();
      await stage.stop();
      await stage.start({ ...world, settings });
      const [open, own] = [stage.url() ?? "", new URL(stage.metricsUrl() ?? "")];
      expect(own.hostname).toBe("127.0.0.1");
      expect((await fetch(`${open}/metrics`)).status).toBe(404);
      expect((await fetch(new URL("/healthz", own))).status).toBe(404);
    },
    { started: false },
  );
});
