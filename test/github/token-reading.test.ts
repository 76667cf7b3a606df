import { expect, it } from "vitest";
import { faultOf } from "../../src/github/fault.ts";
import { readingWithToken } from "../../src/github/token-reading.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";
import { json, START } from "./stage.ts";

/** A GitHub that answers the same to everything, and who reads there with a token. */
function reader(answer: () => Response, token = "ghp_ann") {
  const clock = createVirtualClock(START);
  const sent: { readonly method: string; readonly path: string; readonly token: string | null }[] = [];
  const ask: typeof fetch = async (input, init) => {
    const { method, url, headers } = new Request(input, init);
    sent.push({ method, path: new URL(url).pathname, token: headers.get("authorization") });
    return answer();
  };
  const github = readingWithToken(
    {
      baseUrl: "https://api.github.test",
      clock,
      log: { debug: () => undefined },
      shared: createSharedInMemory(),
      userAgent: "test",
      fetch: ask,
    },
    token,
  );
  return { clock, sent, github };
}

it("reads any repository with the one token that was given", async () => {
  const { clock, sent, github } = reader(() => json({ data: { viewer: null } }));
  await clock.busy(async () => {
    await github({ owner: "acme", name: "widget" }).read("GET /repos/{owner}/{repo}", {});
    await github({ owner: "octo", name: "tool" }).query("query { viewer { login } }", {});
  });
  expect(sent).toEqual([
    { method: "GET", path: "/repos/acme/widget", token: "token ghp_ann" },
    { method: "POST", path: "/graphql", token: "token ghp_ann" },
  ]);
});

it("asks as anybody without a token", async () => {
  const { clock, sent, github } = reader(() => json({}), "");
  await clock.busy(() => github({ owner: "acme", name: "widget" }).read("GET /repos/{owner}/{repo}", {}));
  expect(sent).toEqual([{ method: "GET", path: "/repos/acme/widget", token: null }]);
});

it("has nothing to write with, and sends no mutation", async () => {
  const { clock, sent, github } = reader(() => json({}));
  const reading = github({ owner: "acme", name: "widget" });
  expect(Object.keys(reading).sort()).toEqual([
    "location",
    "query",
    "read",
    "readAll",
    "readOrAbsent",
    "seenAt",
  ]);
  const mutation = 'mutation { deleteRef(input: { refId: "1" }) { clientMutationId } }';
  const refused = await clock.busy(() => reading.query(mutation, {}).catch(faultOf));
  expect(refused).toMatchObject({ kind: "refused" });
  expect(sent).toEqual([]);
});
