import { expect, test } from "vitest";
import { createTestWorld, jwt, send, sleep, tokenFor } from "./world.ts";

const DAY = 24 * 60 * 60;

const begin = () => {
  const world = createTestWorld();
  const log = (query = "") => send(world.sandbox, `GET /app/hook/deliveries${query}`, { token: jwt() });
  return { ...world, log };
};

test("every attempt of the last three days is in the log, newest first", async () => {
  const { sandbox, clock, repo, log } = begin();
  await clock.busy(async () => {
    await sleep(clock, 3 * DAY);
    repo.openIssue({ title: "one", by: "ebr" });
    await sleep(clock, 1);
    repo.openIssue({ title: "two", by: "ebr" });
    await sleep(clock, 1);
    await sandbox.deliveries.redeliver(sandbox.deliveries.all().at(-1)?.guid ?? "");
  });
  const { status, body } = await log();
  const [, one, two] = sandbox.deliveries.all();
  expect(status).toBe(200);
  expect(body).toMatchObject([
    { guid: two?.guid, redelivery: true, status: "OK", status_code: 200, event: "issues", action: "opened" },
    { guid: two?.guid, redelivery: false, repository_id: repo.id },
    { guid: one?.guid, redelivery: false },
  ]);
  expect(new Set(body.map(({ id }: { id: number }) => id)).size).toBe(3);
});

test("the log is read by the cursor of its Link header, and by the App's JWT alone", async () => {
  const { sandbox, clock, repo, log, installation } = begin();
  await clock.busy(async () => {
    for (let number = 0; number < 5; number += 1) repo.openIssue({ title: "x", by: "ebr" });
    await sleep(clock, 1);
  });
  const guids: string[] = [];
  let query: string | undefined = "?per_page=2";
  while (query !== undefined) {
    const { body, headers } = await log(query);
    guids.push(...body.map(({ guid }: { guid: string }) => guid));
    query = /deliveries(\?[^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
  }
  expect(guids).toHaveLength(6);
  expect(guids.toReversed()).toEqual(sandbox.deliveries.all().map(({ guid }) => guid));
  const token = await tokenFor(sandbox, installation.id);
  expect((await send(sandbox, "GET /app/hook/deliveries", { token })).status).toBe(401);
  expect((await log("?cursor=elsewhere")).status).toBe(422);
});

test("a delivery is sent again as it was, once it is asked for, and within three days", async () => {
  const { sandbox, clock, repo, received } = begin();
  const again = (id: unknown) => send(sandbox, `POST /app/hook/deliveries/${id}/attempts`, { token: jwt() });
  await clock.busy(async () => {
    repo.openIssue({ title: "one", by: "ebr" });
    await sleep(clock, 1);
    const delivery = sandbox.deliveries.all().at(-1);
    const id = delivery?.attempts[0]?.id;
    received.length = 0;
    expect(await again(id)).toMatchObject({ status: 202, body: {} });
    await sleep(clock, 5);
    expect(received.map(({ body }) => body)).toEqual([JSON.stringify(delivery?.payload)]);
    expect((await again(1)).status).toBe(404);
    await sleep(clock, 3 * DAY);
    expect((await again(id)).status).toBe(404);
  });
});

test("what was dropped on its way is in no log, and may be dropped again", async () => {
  const { sandbox, clock, repo, log, received } = begin();
  await clock.busy(async () => {
    await sleep(clock, 1);
    sandbox.deliveries.only([]);
    repo.openIssue({ title: "one", by: "ebr" });
    await sleep(clock, 1);
    const { body } = await log();
    expect(body.map(({ event }: { event: string }) => event)).toEqual(["installation"]);
    received.length = 0;
    await send(sandbox, `POST /app/hook/deliveries/${body[0].id}/attempts`, { token: jwt() });
    await sleep(clock, 5);
    expect(received).toEqual([]);
  });
});
