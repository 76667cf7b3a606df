import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../../src/clock.ts";
import { createMemory, type Readable, type Readers } from "../../../src/server/pages/readers.ts";
import type { Site } from "../../../src/server/pages/site.ts";
import type { Store } from "../../../src/store/store.ts";
import { openStage } from "../stage.ts";
import { cardOf, keep, storeWith } from "./cards.ts";

const NOW = Date.UTC(2026, 10, 23);
const CLOCK: Clock = { now: () => NOW, busy: (task) => task(), sleepUntil: async () => {} };
const RELEASE = "/releases/acme/rocket/v5.0.0";

/** Everybody may read acme's repositories, and GitHub says nothing of those of "silent". */
const READERS: Readers = {
  async named({ owner, name }) {
    return readable(100, owner, name);
  },
  async known({ repository, address: { owner, name } }) {
    return readable(repository, owner, name);
  },
};

function readable(repository: number, owner: string, name: string): Readable {
  if (owner === "silent") return { is: "unknown" };
  return owner === "acme" ? { is: "readable", repository, named: { owner, name } } : { is: "hidden" };
}

let store: Store;
let stage: Awaited<ReturnType<typeof openStage>>;

async function open(rest: Partial<Site> = {}) {
  return openStage({
    checks: { store: store.check, key: async () => {} },
    site: (log, health) => ({
      cards: store.cards,
      ledger: store.ledger,
      clock: CLOCK,
      remembered: createMemory(CLOCK),
      log,
      health,
      version: "1.2.3",
      base: "",
      everybody: READERS,
      ...rest,
    }),
  });
}

async function page(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${stage.url}${path}`, { redirect: "manual", ...init });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

beforeEach(async () => {
  store = await storeWith(
    [
      { tag: "v5.0.0", ...cardOf("approvals") },
      { tag: "v4.9.0", ...cardOf("released") },
      { tag: "v5.0.1", ...cardOf("mismatch") },
      { tag: "v1", repository: 200, owner: "silent", ...cardOf("gates") },
      { tag: "v1", repository: 300, owner: "hidden", name: "secret", private: true, ...cardOf("gates") },
    ],
    NOW,
  );
  stage = await open();
});

afterEach(async () => {
  await stage.close();
  await store.close();
});

describe("the pages", () => {
  it("list releases under way, what stands still first, then what waits for people", async () => {
    const { status, text } = await page("/");
    expect(status).toBe(200);
    const order = ["Stopped at version", "Waiting for maintainers", ">v4.9.0</a>"].map((words) =>
      text.indexOf(words),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(text).toContain('<a href="/releases/acme/rocket/v5.0.0">v5.0.0</a>');
  });

  it("show nothing of what may not be read, and say why something may be missing", async () => {
    const { text } = await page("/");
    expect(text).not.toMatch(/silent|hidden|secret/);
    expect(text).toContain("GitHub has not said of each whether you may read it");
  });

  it("tell of one release whom it waits for, the problems and the remedies, gates, evidence and ledger", async () => {
    const { text } = await page(RELEASE);
    for (const words of [
      "Waiting for maintainers",
      "<code>/approve pypi</code>",
      "<h2>Gates</h2>",
      "<h2>Evidence</h2>",
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toContain("Did create board");
    const stopped = await page("/releases/acme/rocket/v5.0.1");
    expect(stopped.text).toContain("<h2>Problems</h2>");
    expect(stopped.text).toContain("git push --delete origin");
  });

  it("tell of a repository how its releases went", async () => {
    const { text } = await page("/releases/acme/rocket");
    expect(text).toMatch(/Lead time<\/dt><dd>\d/);
    expect(text).toContain(">v4.9.0</a>");
    expect((await page("/releases/acme/rocket?before=1")).text).toContain("No release is over yet");
  });

  it("tell whether the parts work", async () => {
    expect((await page("/health")).text).toContain("All is well");
    await stage.close();
    stage = await openStage({
      checks: { store: () => Promise.reject(new Error("gone")) },
      site: (log, health) => ({ ...siteOf(), log, health }),
    });
    const { text } = await page("/health");
    expect(text).toContain("Something is wrong");
    expect(text).toContain("It does not take writes");
    expect(text).not.toContain("gone");
  });

  function siteOf(): Omit<Site, "log" | "health"> {
    return {
      cards: store.cards,
      ledger: store.ledger,
      clock: CLOCK,
      remembered: createMemory(CLOCK),
      version: "1",
      base: "",
      everybody: READERS,
    };
  }

  it.each([
    "/releases/hidden/secret/v1",
    "/releases/nobody/nothing/v1",
    "/releases/acme/rocket/v9",
    "/releases/hidden/secret",
  ])("are one and the same for what is not there and what is hidden: %s", async (path) => {
    const [one, other] = [await page(path), await page("/releases/nobody/nothing/at-all")];
    expect([one.status, other.status]).toEqual([404, 404]);
    expect(one.text).toBe(other.text);
  });

  it("say that GitHub did not answer, and what to do", async () => {
    const { status, text } = await page("/releases/silent/rocket/v1");
    expect(status).toBe(503);
    expect(text).toContain("GitHub does not answer");
    expect(text).toContain("Load the page again");
    expect(text).not.toContain("Gates");
  });

  it.each([
    "/releases",
    "/releases/acme",
    "/releases/acme/rocket/",
    "/releases/a%2Fb/c/v1",
    "/releases/%00/c",
    "/releases/a/%E0%A4%A/c",
    "/about",
  ])("are nowhere else: %s", async (path) => {
    expect(await page(path)).toMatchObject({ status: 404, text: "Nothing is here.\n" });
  });

  it.each(["POST", "PUT", "DELETE", "PATCH"])("change nothing: %s", async (method) => {
    const { status, headers, text } = await page("/", { method });
    expect([status, headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(text).toContain("only to be read");
  });

  it("are answered without a body to HEAD, and to who has them already", async () => {
    const { headers } = await page("/");
    expect(headers.get("etag")).toMatch(/^"[\w-]{22}"$/);
    expect((await page("/", { method: "HEAD" })).text).toBe("");
    const again = await page("/", { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("let browsers run nothing but the one script of theirs, load nothing from elsewhere, and be framed nowhere", async () => {
    for (const path of ["/", RELEASE, "/releases/acme/rocket", "/health", "/releases/a/b/c"]) {
      const { headers } = await page(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:;/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  it("say that the database is gone, and nothing of the error", async () => {
    await store.close();
    const { status, text } = await page("/");
    expect(status).toBe(503);
    expect(text).toContain("can&#39;t be read just now");
    expect(text).not.toMatch(/SQLite|driver/i);
    store = await storeWith([], NOW);
  });

  it("are off where no setting lets anybody see them", async () => {
    await stage.close();
    const { everybody: _, ...site } = siteOf();
    stage = await openStage({ site: (log, health) => ({ ...site, log, health }) });
    for (const path of ["/", RELEASE, "/health"]) {
      const { status, text } = await page(path);
      expect([status, text]).toEqual([404, expect.stringContaining("There are no pages here")]);
      expect(text).not.toContain("v5.0.0<");
    }
  });

  it("find a tag with slashes, however a proxy has passed them on", async () => {
    await keep(store, { tag: "pkg/core/v1.0", ...cardOf("gates") });
    for (const path of ["pkg/core/v1.0", "pkg%2Fcore%2Fv1.0"]) {
      expect((await page(`/releases/acme/rocket/${path}`)).text).toContain("<h1>pkg/core/v1.0</h1>");
    }
  });
});

describe("whatever names hold, it stays text", () => {
  const HOSTILE = [
    `"><script>alert(1)</script>`,
    `' onmouseover='alert(1)`,
    "</title></style></script><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) <b>&lt;b&gt;</b> ![i](https://evil.test/i.png) <https://evil.test>",
    "`code` **bold** \u202egnp.exe\u0000",
    "<!-- --><svg/onload=alert(1)>",
  ];

  /** The same value with a hostile text in place of each of its texts. */
  function poisoned<T>(value: T, text: string): T {
    if (typeof value === "string") return text as T;
    if (Array.isArray(value)) return value.map((one) => poisoned(one, text)) as T;
    if (typeof value !== "object" || value === null) return value;
    const kept = new Set(["kind", "on", "state", "is", "waits"]);
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        kept.has(key) && typeof one === "string" && /^[a-z-]+$/.test(one) ? one : poisoned(one, text),
      ]),
    ) as T;
  }

  /** All there is to a page's markup: its tags, with their attributes. */
  function tagsOf(text: string): readonly string[] {
    return [
      ...text
        .replace(/<style>[^<]*<\/style>|<script>[^<]*(?:<(?!\/script)[^<]*)*<\/script>/g, "")
        .matchAll(/<[^>]*>/g),
    ].map(([tag]) => tag);
  }

  const TAG =
    /^<(?:!doctype html|\/?(?:a|article|body|br|button|code|dd|details|div|dl|dt|em|footer|form|h[1-3]|head|header|html|li|link|main|meta|nav|ol|p|pre|rect|section|span|strong|summary|svg|table|tbody|td|th|thead|time|title|tr|ul|blockquote)(?: [a-zA-Z-]+(?:="[^"<>]*")?)*\/?)>$/;

  it.each(HOSTILE)("%s", async (text) => {
    for (const name of ["approvals", "mismatch", "released"]) {
      const { head, body } = cardOf(name);
      // Git takes no NUL in the name of a tag.
      const tag = `${name}${text}`.replaceAll("\u0000", "");
      await keep(store, { tag, head: poisoned(head, text), body: poisoned(body, text) });
      for (const path of ["/", `/releases/acme/rocket/${encodeURIComponent(tag)}`, "/releases/acme/rocket"]) {
        const shown = await page(path);
        expect(shown.status).toBe(200);
        const tags = tagsOf(shown.text);
        expect(tags.length).toBeGreaterThan(20);
        expect(tags.filter((one) => !TAG.test(one))).toEqual([]);
        expect(tags.filter((one) => / on[a-z]+=|javascript:| src=/i.test(one))).toEqual([]);
        expect(tags.filter((one) => /href="(?!\/|#|data:image\/svg|https?:\/\/)/.test(one))).toEqual([]);
      }
    }
  });
});
