import published from "@octokit/webhooks-examples" with { type: "json" };
import { expect } from "vitest";
import { attack } from "./attack.ts";
import { attacked, caughtTag, type Letter, post, SOON } from "./stage.ts";
import { moment, silent } from "./words.ts";

type Example = { readonly name: string; readonly examples: readonly object[] };

// The package is one JSON file; its types describe a module that it is not.
const EXAMPLES = (published as unknown as readonly Example[]).flatMap(({ name, examples }) =>
  examples.map((payload) => ({ event: name, payload })),
);

const ODD = [null, undefined, 2 ** 53, -1, 0, "", "x", true, [], {}, [[]], "__proto__"];

/** The payload with each of its fields, down to the second level, in turn of another shape. */
function misshapen(payload: object): readonly object[] {
  return places(payload, 2).flatMap((place, at) => {
    const copy = structuredClone(payload) as Record<string, unknown>;
    const within = place.slice(0, -1).reduce((part, key) => part[key] as Record<string, unknown>, copy);
    within[place.at(-1) ?? ""] = ODD[at % ODD.length];
    return [copy];
  });
}

/** Addresses, of which payloads are full, are left as they are. */
function places(part: object, depth: number): readonly (readonly string[])[] {
  const entries = Object.entries(part).filter(([key]) => !key.endsWith("url"));
  return entries.flatMap(([key, value]) => {
    const below =
      depth > 1 && typeof value === "object" && value !== null && !Array.isArray(value)
        ? places(value, depth - 1)
        : [];
    return [[key], ...below.map((place) => [key, ...place])];
  });
}

const guid = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;

attack("odd-shape", async () => {
  await attacked(
    async (told) => {
      const { sandbox, people, tagRelease, board, atGates, ask, pass } = told;
      tagRelease();
      await board();
      await atGates("testpypi", "pypi");
      await ask(people.outsider, "/approve pypi");
      const { installation } = sandbox.deliveries.all()[0] ?? {};
      const kinds = [...new Set(sandbox.deliveries.all().map(({ event }) => event))];
      const ours = kinds.flatMap(
        (kind) => sandbox.deliveries.all().findLast(({ event }) => event === kind) ?? [],
      );
      const letters = [
        ...EXAMPLES.map(({ event, payload }) => ({
          event,
          payload: { ...payload, installation: { id: installation } },
        })),
        ...ours.flatMap(({ event, payload }) => misshapen(payload).map((odd) => ({ event, payload: odd }))),
        ...["null", "1", '"x"', "[]", "{", "not JSON"].map((text) => ({
          event: "push",
          payload: text,
        })),
      ];
      await pass(10 * SOON);
      const since = await moment(told);
      expect(EXAMPLES).toHaveLength(329);
      expect(letters.length).toBeGreaterThan(700);
      for (const [at, { event, payload }] of letters.entries()) {
        const letter = { event, payload: {}, guid: guid(at) };
        const { status } = await post(told, letter, { payload });
        const expected = typeof payload === "string" ? 400 : 200;
        expect(status, `${event} ${JSON.stringify(payload).slice(0, 500)}`).toBe(expected);
      }
      await pass(10 * SOON);
      await silent(told, since);
    },
    // The examples are of repositories that the installation does not have.
    { refusals: ["/access_tokens 422"] },
  );
});

attack("no-installation", async () => {
  await attacked(async (told) => {
    const letter: Letter = caughtTag(told);
    const since = await moment(told);
    for (const [at, installation] of [undefined, null, {}, { id: 0 }, { id: "7" }].entries()) {
      const payload = { ...letter.payload, installation };
      expect((await post(told, letter, { payload, guid: guid(at) })).status).toBe(200);
    }
    await told.pass(SOON);
    await silent(told, since);
    expect(told.sandbox.exchanges, "no request leaves").toHaveLength(since.exchanges);

    expect((await post(told, letter)).status).toBe(200);
    await told.pass(SOON);
    expect(told.repo.issues()).toHaveLength(1);
  });
});
