import { describe, expect, it } from "vitest";
import type { Clock } from "../../../src/clock.ts";
import { GitHubFault } from "../../../src/github/fault.ts";
import type { Guard, Person, Reading, Writing } from "../../../src/github/github.ts";
import { MINUTE } from "../../../src/release/instant.ts";
import { createPersonReaders } from "../../../src/server/pages/person-readers.ts";
import { createMemory, createPublicReaders } from "../../../src/server/pages/readers.ts";
import type { KnownRepository } from "../../../src/store/store.ts";

const KNOWN: KnownRepository = {
  repository: 100,
  address: { installation: 7, owner: "acme", name: "rocket" },
  private: false,
};
const PUBLIC = { id: 100, name: "rocket", owner: { login: "acme" }, private: false, visibility: "public" };
const READABLE = { is: "readable", repository: 100, named: { owner: "acme", name: "rocket" } };

/** GitHub, as far as it is asked about one repository, and readers before it. */
function inFrontOf(answer: unknown, known: KnownRepository = KNOWN) {
  let now = 0;
  const asked: string[] = [];
  const clock: Clock = { now: () => now, busy: (task) => task(), sleepUntil: async () => {} };
  const read = async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const reading = ({ owner, name }: { readonly owner: string; readonly name: string }) => {
    asked.push(`${owner}/${name}`);
    return { read } as unknown as Reading;
  };
  let person: { readonly person: Person; readonly guard: Guard } | undefined;
  const github = {
    reading,
    asPerson(address: KnownRepository["address"], as: Person, { guard }: { readonly guard: Guard }) {
      person = { person: as, guard };
      return reading(address) as Writing;
    },
  };
  const settings = { github, cards: { named: async () => [known] }, clock, log: { error: () => {} } };
  const session = { person: 5, login: "anna", token: "t", until: 60 * MINUTE };
  return {
    asked,
    pass(ms: number) {
      now += ms;
    },
    everybody: createPublicReaders(settings),
    anna: createPersonReaders(session, { ...settings, remembered: createMemory(clock) }),
    asPerson: () => person,
  };
}

const fault = (kind: "unreachable" | "limited" | "broken" | "refused" | "forbidden") =>
  new GitHubFault({ kind, detail: kind });

describe("everybody sees a repository", () => {
  it("that GitHub says is public", async () => {
    const { everybody } = inFrontOf(PUBLIC);
    expect(await everybody.known(KNOWN)).toEqual(READABLE);
    expect(await everybody.named({ owner: "acme", name: "rocket" })).toEqual(READABLE);
  });

  it.each<[string, unknown, string]>([
    ["is private now", { ...PUBLIC, private: true, visibility: "private" }, "hidden"],
    ["is for an enterprise's people", { ...PUBLIC, private: false, visibility: "internal" }, "hidden"],
    ["is said to be neither", { ...PUBLIC, private: undefined }, "hidden"],
    ["is another one of that name", { ...PUBLIC, id: 101 }, "hidden"],
    ["the app may not see", fault("forbidden"), "hidden"],
    ["is not there any more", fault("refused"), "hidden"],
    ["GitHub says nothing of", fault("unreachable"), "unknown"],
    ["a limit keeps from being asked about", fault("limited"), "unknown"],
    ["GitHub says something strange of", fault("broken"), "unknown"],
    ["a bug keeps from being asked about", new TypeError("no"), "unknown"],
  ])("but none that %s", async (_name, answer, is) => {
    const { everybody } = inFrontOf(answer);
    expect(await everybody.known(KNOWN)).toEqual({ is });
    expect(await everybody.named({ owner: "acme", name: "rocket" })).toEqual({ is });
  });

  it("but none that was private when it was last looked at, which is not even asked about", async () => {
    const { everybody, asked } = inFrontOf(PUBLIC, { ...KNOWN, private: true });
    expect(await everybody.named({ owner: "acme", name: "rocket" })).toEqual({ is: "hidden" });
    expect(asked).toEqual([]);
  });

  it("for five minutes without asking again; silence is asked again after ten seconds", async () => {
    const { everybody, asked, pass } = inFrontOf(PUBLIC);
    await Promise.all([everybody.known(KNOWN), everybody.known(KNOWN)]);
    pass(5 * MINUTE - 1);
    await everybody.known(KNOWN);
    expect(asked).toHaveLength(1);
    pass(1);
    await everybody.known(KNOWN);
    expect(asked).toHaveLength(2);
    const silent = inFrontOf(fault("unreachable"));
    await silent.everybody.known(KNOWN);
    silent.pass(9_999);
    await silent.everybody.known(KNOWN);
    expect(silent.asked).toHaveLength(1);
    silent.pass(1);
    await silent.everybody.known(KNOWN);
    expect(silent.asked).toHaveLength(2);
  });
});

describe("a person sees a repository", () => {
  it("that their token may read, private or not, and GitHub is asked of names nobody knows, too", async () => {
    const { anna, asked } = inFrontOf({ ...PUBLIC, private: true });
    expect(await anna.known(KNOWN)).toEqual(READABLE);
    const other = inFrontOf(fault("refused"));
    expect(await other.anna.named({ owner: "no", name: "body" })).toEqual({ is: "hidden" });
    expect([asked, other.asked]).toEqual([["acme/rocket"], ["no/body"]]);
  });

  it("but not under the number of another", async () => {
    const { anna } = inFrontOf({ ...PUBLIC, id: 101 });
    expect(await anna.known(KNOWN)).toEqual({ is: "hidden" });
  });

  it("with a token that writes nothing, and until GitHub refuses it", async () => {
    const { anna, asPerson } = inFrontOf(PUBLIC);
    await anna.known(KNOWN);
    expect(await asPerson()?.person.token()).toBe("t");
    await expect(asPerson()?.guard(1)).rejects.toThrow("pages write nothing");
    expect(anna.hasEnded()).toBe(false);
    asPerson()?.person.refused("t");
    expect(anna.hasEnded()).toBe(true);
  });
});
