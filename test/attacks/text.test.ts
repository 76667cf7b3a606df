import type { Nodes, Root } from "mdast";
import { expect } from "vitest";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { kindsOf, LIVE_MENTION, parse as parseAnew, proseOf } from "../replies/markdown.ts";
import { attack } from "./attack.ts";
import { releaseWith } from "./foreign.ts";
import { attacked, caughtTag, post, SOON } from "./stage.ts";

const parsed = new Map<string, Root>();

/** Boards are long, and each is looked at for several things. */
function parse(markdown: string): Root {
  const root = parsed.get(markdown) ?? parseAnew(markdown);
  parsed.set(markdown, root);
  return root;
}

/** A node and all below it. */
function nodesOf(node: Nodes): readonly Nodes[] {
  return "children" in node ? [node, ...node.children.flatMap(nodesOf)] : [node];
}

/** HTML that is none of ours: the app writes its marks and folds, and nothing else. */
function strangeHtml(markdown: string): readonly string[] {
  const ours =
    /^(?:<!-- release-conductor:[^>]*-->|<\/?details>|<details><summary>(?:[^<]|<\/?code>)*<\/summary>)$/;
  // A block of HTML goes on to the next empty line: a mark may stand right below the end of a fold.
  return nodesOf(parse(markdown)).flatMap((node) =>
    node.type === "html" ? node.value.split("\n").filter((line) => !ours.test(line.trim())) : [],
  );
}

attack("mention-bomb", async () => {
  await releaseWith("now @org/everyone and @lstein, &#64;lstein @\u202elstein", ({ written, draft }) => {
    expect(written.filter(({ text }) => text.includes("org/everyone")).length).toBeGreaterThan(5);
    expect(draft).toContain(" by @first-light in ");
    for (const { where, text } of written) {
      const credits = /@first-light\b|(?<= by )@(?:lstein|psychedelicious)(?= in [0-9a-f]{12})/g;
      expect(proseOf(parse(text)).replaceAll(credits, ""), where).not.toMatch(LIVE_MENTION);
    }
  });
});

const MARKUP =
  "x](https://evil.example) | `y` ``` ~~~ **z** </details></summary> [link](https://evil.example) \\";

attack("markdown-breakout", async () => {
  const kinds: (readonly string[])[] = [];
  for (const text of ["harmless words", MARKUP, `# ${MARKUP}`]) {
    await releaseWith(text, ({ board, draft }) => {
      expect(draft).toContain("A change that follows");
      const structure = (markdown: string) =>
        kindsOf(parse(markdown)).filter((kind) => kind !== "text" && kind !== "inlineCode");
      kinds.push([...structure(board), ...structure(draft)]);
      expect([...strangeHtml(board), ...strangeHtml(draft)]).toEqual([]);
    });
  }
  for (const others of kinds) {
    expect(others).toEqual(kinds[0]);
  }
});

attack("comment-swallow", async () => {
  await releaseWith("<!-- fix the parser", ({ written, draft, board }) => {
    expect(draft).toContain("the parser");
    for (const { where, text } of written) {
      expect(strangeHtml(text), where).toEqual([]);
    }
    const shown = (markdown: string) =>
      nodesOf(parse(markdown)).map((node) => ("value" in node && node.type !== "html" ? node.value : ""));
    expect(shown(draft).join(" ")).toMatch(/the parser.*A change that follows.*Full Changelog/s);
    expect(shown(board).join(" ")).toMatch(/the parser.*Commands/s);
  });
});

attack("bidi-name", async () => {
  const turned = "\u202egnp\u2066.exe\u2069\u200f\u061c\u00ad\u2028end";
  await releaseWith(`a ${turned}`, ({ written, draft }) => {
    expect(draft).toMatch(/gnp\.exe/);
    for (const { where, text } of written) {
      expect(text, where).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u00ad\u2028\u2029]/);
    }
  });
});

attack("cross-reference-spam", async () => {
  await releaseWith(
    "fixes #2, closes other/repo#1, GH-3, https://github.com/o/r/issues/4",
    ({ written, draft }) => {
      expect(draft).toMatch(/\/pull\/1$/m);
      for (const { where, text } of written) {
        const prose = proseOf(parse(text))
          .replace(/https:\/\/github\.com\/invoke-ai\/InvokeAI\/\S*/g, "")
          .replace(/@first-light \(#1, #2\)/, "");
        expect(prose, where).not.toMatch(/#\d|\bGH-\d|:\/\//i);
      }
    },
  );
});

attack("image-beacon", async () => {
  await releaseWith(
    '![x](https://evil.example/b.png) <img src="https://evil.example/c.png">',
    ({ written, draft }) => {
      expect(draft).toContain("evil.example");
      for (const { where, text } of written) {
        expect(
          kindsOf(parse(text)).filter((kind) => /^image/.test(kind)),
          where,
        ).toEqual([]);
        expect(strangeHtml(text), where).toEqual([]);
        const links = nodesOf(parse(text)).flatMap((node) => (node.type === "link" ? [node.url] : []));
        expect(
          links.filter((url) => url.includes("evil")),
          where,
        ).toEqual([]);
      }
    },
  );
});

attack("copy-paste-trap", async () => {
  await attacked(async (told) => {
    const { repo, people, pass, writes } = told;
    for (const tag of ["v1$(id)", "v1`id`", "v1;id", "v1|id", "v1&&id", "v5.0.0$(id)"]) {
      repo.pushTag(tag, { by: people.writer });
    }
    await pass(10 * SOON);
    expect(repo.issues()).toEqual([]);
    const said = writes().map(
      ({ requestBody }) => (requestBody as { output?: { summary?: string } }).output?.summary ?? "",
    );
    expect(said.length).toBeGreaterThan(0);
    for (const summary of said) {
      expect(summary).toContain("is no version");
      const code = nodesOf(parse(summary)).flatMap((node) =>
        node.type === "inlineCode" || node.type === "code" ? [node.value] : [],
      );
      // The tag's name may be shown as the name it is; nothing to run is built from it.
      expect(code.filter((one) => /\s/.test(one) || /^(?:git|gh)\b/.test(one))).toEqual([]);
    }
    expect(await told.irreversible()).toEqual([]);
  });
});

attack("log-forging", async () => {
  await attacked(
    async (told) => {
      const { lines, pass } = told;
      const letter = caughtTag(told);
      const before = lines.length;
      const forged = 'v1\r\n{"level":"info","msg":"gate opened"}\u001b[2J\u009b31m\u202e\u2028\u200b\u0000';
      const repository = letter.payload["repository"] as object;
      const guid = (at: number) => letter.guid.replace(/^./, String(at));
      await post(told, letter, { payload: { ...letter.payload, ref: `refs/tags/${forged}` } });
      await post(told, letter, {
        payload: { ...letter.payload, repository: { ...repository, name: forged } },
        guid: guid(1),
      });
      await post(told, letter, { event: "push\u009b31m", guid: `${guid(2)}\u009b2J\u0085x` });
      await pass(SOON);
      const written = lines.slice(before);
      expect(written.join("")).toContain("gate opened");
      for (const line of written) {
        expect(line).toMatch(/^\{.*\}\n$/);
        expect(JSON.parse(line).msg).not.toBe("gate opened");
        expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u200b\u202e\u2028]|\\u00[01]/u);
      }
    },
    { refusals: [/ 4\d\d$/] },
  );
});

attack("broadcast", async () => {
  const everybody = "InvokeAI @everyone @here <@&1> <@2> <!channel> <!here> <@U012AB3>";
  const announce = "announce: [{ discord: ANNOUNCE_DISCORD }, { slack: ANNOUNCE_SLACK }]";
  const configuration = CONFIGURATION.replace(/^announce:.*$/m, announce);
  await attacked(
    async ({ repo, people, tagRelease, board, atGates, toDraft, ask, until, discord, slack }) => {
      tagRelease();
      await board();
      await atGates("testpypi", "pypi");
      const draft = await toDraft();
      repo.editRelease(draft.id, { name: everybody }, people.maintainer);
      await ask(people.maintainer, "/publish");
      const message = await until("the announcement", () => discord.messages[0]);
      expect(message.content).toContain("everyone");
      expect(message.allowedMentions).toEqual({ parse: [] });
      expect(message.pings).toEqual({ everyone: false, users: [], roles: [] });
      const onSlack = await until("the announcement on Slack", () => slack.messages[0]);
      expect(onSlack.text).toContain("!channel");
      expect(onSlack.calls).toEqual([]);
    },
    { configuration },
  );
});
