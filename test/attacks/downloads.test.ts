import { expect } from "vitest";
import { rawZip } from "../artifacts/raw-zip.ts";
import { MINUTE, type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { answered, boardOf, NOTHING, says, toTheEnd } from "./ends.ts";
import { pathOf, through } from "./reach.ts";

/** Where the app must never look. */
const INSIDE = [
  "http://169.254.169.254/latest/meta-data/",
  "http://localhost:8080/",
  "https://127.0.0.1/",
  "https://[::1]/a",
  "file:///etc/passwd",
  "https://blob.core.windows.net.evil.example/a",
  "hop",
];

/** Neither the sandbox nor one of its public places. */
function isElsewhere({ sandbox }: Told, { url }: Request): boolean {
  return new URL(url).origin !== sandbox.origin || new URL(url).pathname === "/inside";
}

/** Leads the downloads of each release, two artifacts each, to the next address; "hop" lets the storage do it. */
function ledAway(
  { sandbox }: Told,
  { url }: Request,
  addresses: Map<string, string>,
): Promise<Response> | undefined {
  const { pathname } = new URL(url);
  const redirect = (location: string) =>
    Promise.resolve(new Response(null, { status: 302, headers: { location } }));
  if (pathname.startsWith("/blobs")) {
    return redirect(`${sandbox.origin}/inside`);
  }
  if (!pathname.endsWith("/zip")) {
    return undefined;
  }
  const address = addresses.get(pathname) ?? INSIDE[Math.floor(addresses.size / 2)] ?? "hop";
  addresses.set(pathname, address);
  return address === "hop" ? undefined : redirect(address);
}

attack("token-on-redirect", async () => {
  await tell(
    async (told) => {
      const asked: Request[] = [];
      await told.stage.start(
        through(told, (request, ask) => {
          asked.push(request);
          return ask();
        }),
      );
      told.tagRelease();
      const issue = await told.board();
      await told.atGates("testpypi", "pypi");
      await toTheEnd(told, issue);
      const elsewhere = asked.filter(
        (request) => !/^\/(?:github|uploads)\//.test(new URL(request.url).pathname),
      );
      const blobs = elsewhere.filter(({ url }) => new URL(url).pathname.startsWith("/blobs"));
      expect(blobs.length).toBeGreaterThanOrEqual(3);
      expect(
        elsewhere.filter(({ headers }) => headers.has("authorization") || headers.has("cookie")),
      ).toEqual([]);
      expect(asked.some(({ headers }) => headers.has("authorization"))).toBe(true);
    },
    { checks: SHORT, started: false },
  );
});

attack("redirect-inside", async () => {
  await tell(
    async (told) => {
      const left: string[] = [];
      const addresses = new Map<string, string>();
      await told.stage.start(
        through(told, (request, ask) => {
          if (isElsewhere(told, request)) {
            left.push(request.url);
          }
          return ledAway(told, request, addresses) ?? ask();
        }),
      );
      for (const number of INSIDE.keys()) {
        told.tagRelease(`5.0.${number}`);
        const board = await boardOf(told, `v5.0.${number}`);
        await says(told, board, "**Stopped at build.**");
        await answered(told, { board, by: told.people.maintainer, text: "/approve pypi" }, "confused");
      }
      expect([...new Set(addresses.values())]).toEqual(INSIDE);
      expect(left).toEqual([]);
      expect(await told.irreversible()).toEqual(NOTHING);
    },
    { checks: SHORT, started: false },
  );
});

attack("expired-url", async () => {
  await tell(
    async (told) => {
      let stale = 2;
      const asked: string[] = [];
      await told.stage.start(
        through(told, (request, ask) => {
          const where = pathOf(request);
          asked.push(where);
          if (where.startsWith("/blobs") && stale > 0) {
            stale -= 1;
            return Promise.resolve(new Response("AuthenticationFailed", { status: 403 }));
          }
          return ask();
        }),
      );
      const { people, tagRelease, board, atGates, ask, waiting } = told;
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await says(told, issue, "Gate `pypi` has 0 of 1 approval");
      const addresses = asked.filter((where) => where.endsWith("/zip"));
      expect(addresses.length).toBeGreaterThan(new Set(addresses).size);

      tagRelease("5.0.1");
      const second = await boardOf(told, "v5.0.1");
      const run = await told.until("its artifacts", () =>
        told.repo.runs().find((one) => one.number === 2 && one.artifacts.length === 2),
      );
      for (const artifact of run.artifacts) {
        artifact.expired = true;
      }
      await says(told, second, "**Stopped at build.**");
      expect(second.body).toContain("GitHub has deleted the artifact");
      await told.pass(MINUTE);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
    },
    { checks: SHORT, started: false, refusals: [/ 410$/] },
  );
});

attack("digest-mismatch", async () => {
  await tell(
    async (told) => {
      await told.stage.start(
        through(told, async (request, ask) => {
          const answer = await ask();
          return pathOf(request).startsWith("/blobs")
            ? new Response(rawZip([{ name: "a.whl", data: "12345" }]), { headers: answer.headers })
            : answer;
        }),
      );
      told.tagRelease();
      const issue = await told.board();
      await told.atGates("testpypi", "pypi");
      await says(told, issue, "**Stopped at build.**");
      expect(issue.body).toContain("not those GitHub recorded");
      expect((await told.ask(told.people.maintainer, "/approve pypi")).mark).toBe("confused");
      expect(await told.irreversible()).toEqual(NOTHING);
    },
    { checks: SHORT, started: false },
  );
});
