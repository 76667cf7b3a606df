import { expect } from "vitest";
import { attack } from "./attack.ts";
import { type Attacked, attacked, SOON } from "./stage.ts";
import { atTheGates } from "./waiting.ts";
import { moment, noApproval, refused, silent } from "./words.ts";

/** None of these is a command, whoever says it; the plain line afterwards is. */
async function noneOf(told: Attacked, texts: readonly string[]): Promise<void> {
  const run = await atTheGates(told);
  const since = await moment(told);
  for (const text of texts) {
    told.say(told.people.maintainer, text);
    await told.pass(2_000);
  }
  await told.pass(SOON);
  await silent(told, since);
  const { mark } = await told.ask(told.people.maintainer, "As said:\n\n/approve pypi\n");
  expect(mark).toBe("rocket");
  expect(told.waiting(run)).toEqual(["testpypi"]);
}

const HIDDEN = [
  "```\n/approve pypi\n```",
  "~~~~ text\n/approve pypi\n~~~~",
  "```\n/approve pypi",
  "Then say\n\n    /approve pypi",
  "Then say\n\n\t/approve pypi",
  "> /approve pypi",
  "> somebody wrote\n/approve pypi",
  "<!-- /approve pypi -->",
  "<!--\n/approve pypi\n-->",
  "<!--\n\n/approve pypi\n\n-->",
  "<details>\n/approve pypi\n</details>",
  "<details>\n\n/approve pypi\n\n</details>",
  "<pre>\n\n/approve pypi\n</pre>",
  "<p hidden>\n/approve pypi\n</p>",
  "[\n/approve pypi](https://example.com)",
  "`\n/approve pypi\n`",
  "- /approve pypi",
  "1. x\n/approve pypi",
  "| a |\n|---|\n/approve pypi |",
  "[x]: https://example.com\n'/approve pypi\n/approve pypi'",
  "On Friday a maintainer wrote:\n> > /approve pypi",
  "# x\n /approve pypi",
  "**bold\n/approve pypi**",
];

attack("hidden-command", async () => {
  await attacked((told) => noneOf(told, HIDDEN));
});

attack("mid-sentence", async () => {
  await attacked((told) =>
    noneOf(told, [
      "do not /approve pypi",
      "should I write /approve pypi?",
      "See https://example.com/approve pypi",
      "docs\\/approve pypi",
      "@lstein /approve pypi",
      "./approve pypi",
      "//approve pypi",
      "Please:/approve pypi",
    ]),
  );
});

attack("lookalike-command", async () => {
  await attacked((told) =>
    noneOf(told, [
      "/\u0430pprove pypi",
      "\uff0fapprove pypi",
      "\u2044approve pypi",
      "/\u212aeep pypi",
      "/appro\u200bve pypi",
      "/approve\u200b pypi",
      "/approve pypi\u200b",
      "/approve \u202epypi",
      "\u202e/approve pypi",
      "\ufeff/approve pypi",
      "/approve\u00a0pypi",
      "/approve\u2003pypi",
      "/approve\u3164 pypi",
      "/approve pypi\u{e0041}",
      "/approv\u0065\u0301 pypi",
      "/APPROVE pypi",
      "/Approve pypi",
    ]),
  );
});

attack("lookalike-environment", async () => {
  await attacked(async (told) => {
    const { people, say, pass } = told;
    await atTheGates(told);
    for (const name of [
      "pyp\u0131",
      "pypi.",
      "PyPI",
      "\uff50ypi",
      "pypi/",
      "p\u0443pi",
      "py\u2010pi",
      "pypi\u0000",
    ]) {
      const since = await moment(told);
      say(people.maintainer, `/approve ${name}`);
      await pass(SOON);
      await refused(told, since, {
        rule: "There is no gate",
        next: "Say `/approve testpypi` or `/approve pypi`",
      });
    }
  });
});

attack("prototype-name", async () => {
  await attacked(async (told) => {
    const { people, say, ask, pass, waiting } = told;
    const run = await atTheGates(told);
    const since = await moment(told);
    const lines = ["/constructor", "/__proto__", "/toString x", "/hasownproperty pypi", "/valueof"];
    lines.forEach((line) => void say(people.outsider, line));
    await pass(SOON);
    await silent(told, since);
    for (const [line, answer] of [
      ["/constructor pypi", "There is no command `/constructor`"],
      ["/approve constructor", "There is no gate `constructor`"],
      ["/approve __proto__", "There is no gate `__proto__`"],
      ["/reject hasOwnProperty", "There is no gate `hasOwnProperty`"],
      ["/announce constructor", "There is no channel `constructor`"],
      ["/delegate @constructor pypi", "There is no person `constructor` on GitHub"],
      ["/delegate @__proto__ pypi", "These words don't fit the command."],
    ] as const) {
      const { mark, reply } = await ask(people.maintainer, line);
      expect([line, mark]).toEqual([line, "confused"]);
      expect(reply).toContain(answer);
    }
    expect((await ask(people.maintainer, "/tested __proto__ ok")).mark).toBe("rocket");
    await noApproval(told);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    expect(waiting(run)).toEqual(["testpypi"]);
  });
});

const SMUGGLED = [
  "/approve pypi --force",
  "/approve --force pypi",
  "/approve @alice",
  '/approve ""',
  '/approve "pypi"',
  "/approve %20",
  "/approve pypi%0a",
  "/approve pypi\\n",
  "/approve pypi testpypi",
  "/approve pypi,testpypi",
  "/approve pypi;testpypi",
  "/approve *",
  "/approve all",
  "/approve pypi; rm -rf /",
  "/approve $(pypi)",
  "/approve",
  `/approve ${"x".repeat(3_000)}`,
];

attack("argument-smuggling", async () => {
  await attacked(async (told) => {
    const { people, say, pass } = told;
    await atTheGates(told);
    for (const line of SMUGGLED) {
      const since = await moment(told);
      say(people.maintainer, line);
      await pass(SOON);
      await refused(told, since, {
        rule: /There is no gate|These words don't fit the command\.|The tag is at/,
        next: "/approve",
      });
    }
    const since = await moment(told);
    say(people.maintainer, `/approve pypi ${"x".repeat(10_000)}`);
    await pass(SOON);
    await silent(told, since);
  });
});

attack("contradiction", async () => {
  for (const [text, by, end] of [
    ["/approve pypi\n/hold wait", "/hold", []],
    ["/hold wait\n/approve pypi", "/hold", []],
    ["/approve pypi\n/reject pypi broken", "/reject", ["pypi of run 1 rejected"]],
  ] as const) {
    await attacked(async (told) => {
      const { people, board, say, pass, irreversible } = told;
      await atTheGates(told);
      const since = await moment(told);
      say(people.maintainer, text);
      await pass(2 * SOON);
      await refused(told, since, {
        rule: `The comment also says \`${by}\`, and what closes wins`,
        next: "say it alone in a new comment",
      });
      expect(await irreversible()).toEqual(end);
      expect((await board()).body).toContain(
        by === "/hold" ? "On hold by `lstein`" : "was rejected by `lstein`",
      );
    });
  }
});

/** Nothing longer is taken by GitHub. */
const LONGEST = 65_536;

attack("giant-comment", async () => {
  await attacked(async (told) => {
    const { people, board, say, ask, pass } = told;
    await atTheGates(told);
    const since = await moment(told);
    for (const part of [
      ">",
      "[",
      "*a ",
      "`",
      "<a ",
      "- ",
      "![](",
      "~~",
      "/approve pypi ",
      "1) ",
      "|",
      "\\\n&#",
    ]) {
      const text = `/approve pypi${part}`.repeat(LONGEST).slice(0, LONGEST - 14);
      say(people.outsider, `/\n${part.repeat(LONGEST).slice(0, LONGEST - 20)}\n/approve pypi`);
      say(people.maintainer, text);
    }
    say(people.maintainer, `${"x\n\n".repeat(1_400)}/approve pypi`);
    await pass(2 * SOON);
    await silent(told, since);

    const many = Array.from({ length: 12 }, (_, at) => `/tested machine-${at} ok`);
    expect((await ask(people.maintainer, many.join("\n"))).mark).toBe("rocket");
    const tested = /`machine-\d+`/g;
    expect(new Set((await board()).body?.match(tested)).size).toBe(10);
    expect((await ask(people.maintainer, `/approve pypi\n\n${"and so on ".repeat(6_000)}`)).mark).toBe(
      "rocket",
    );
  });
});

attack("command-flood", async () => {
  await attacked(async (told) => {
    const { sandbox, people, say, ask, pass, replies, waiting } = told;
    const run = await atTheGates(told);
    for (let burst = 0; burst < 10; burst += 1) {
      sandbox.github.createUser(`stranger-${burst}`);
      for (let said = 0; said < 30; said += 1) {
        const words = ["/approve pypi", "/launch\n/publish", "/giphy ship it"][said % 3] ?? "";
        say(said % 3 === 2 ? `stranger-${burst}` : people.outsider, words);
      }
      await pass(5_000);
    }
    await pass(SOON);
    expect(replies()).toHaveLength(1);
    await noApproval(told);
    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    expect(waiting(run)).toEqual(["testpypi"]);
  });
});
