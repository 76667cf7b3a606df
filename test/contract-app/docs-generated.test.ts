import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Command } from "../../src/commands/command.ts";
import { commandTable } from "../../src/commands/table.ts";
import { DEFAULTS, PLAIN, SECRETS } from "../../src/env/names.ts";
import { permissionsOf, permissionsToRead, TASKS, type Task } from "../../src/github/tasks.ts";
import { AUTHORITY } from "../../src/pipeline/authority.ts";
import { table } from "../../src/replies/board/markup.ts";
import { boardBody } from "../../src/replies/board.ts";
import { refusalExamples } from "../../src/replies/examples/refusals.ts";
import { refusalText } from "../../src/replies/refusal.ts";
import { asCode } from "../../src/replies/safe.ts";
import { sentence } from "../../src/replies/words.ts";
import { catalogueTable } from "../attacks/catalogue.ts";
import { expectGenerated, pageText } from "../generated.ts";
import { planned } from "../replies/planned.ts";
import { states } from "../replies/states.ts";

type Permissions = Readonly<Record<string, "read" | "write">>;
type Manifest = {
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly default_permissions: Permissions;
  readonly default_events: readonly string[];
};

const manifest = parse(pageText("app.yml")) as Manifest;
const granted = manifest.default_permissions;

describe("the pages, if not current: npx vitest run test/contract-app/docs-generated.test.ts --update", () => {
  it("README.md", async () => {
    await expectGenerated("README.md", {
      board: topOfABoard(),
      commands: commands("brief"),
      register: `[register]: ${registration()}`,
    });
  });

  it("docs/commands.md", async () => {
    await expectGenerated("docs/commands.md", { commands: commands("whole"), refusals: refusals() });
  });

  it("docs/security.md", async () => {
    await expectGenerated("docs/security.md", {
      authority: authority(),
      tokens: tokens(),
      attacks: catalogueTable(),
    });
  });
});

/** The rules by which gates open, as the lists that the code decides by. */
function authority(): string {
  return AUTHORITY.map(({ about, rules }) =>
    [`- of ${about}:`, ...rules.map(({ name }) => `  - ${name}`)].join("\n"),
  ).join("\n");
}

describe("README.md", () => {
  it("gives a reason for each permission of app.yml, at its level", () => {
    const rows = rowsUnder("README.md", "| permission | level |");
    expect(Object.fromEntries(rows.map(([name = "", level]) => [name.replaceAll("`", ""), level]))).toEqual(
      granted,
    );
  });
});

describe("docs/operations.md", () => {
  const rows = rowsUnder("docs/operations.md", "| variable | default |");

  it("has each setting of src/env.ts", () => {
    const settings = [...Object.keys(DEFAULTS), ...PLAIN, ...SECRETS, "ANNOUNCE_…"];
    expect(rows.map(([name = ""]) => name.replaceAll("`", "")).sort()).toEqual(settings.sort());
  });

  it("has the default of each setting that has one", () => {
    const shown = Object.fromEntries(rows.map(([name = "", value]) => [name.replaceAll("`", ""), value]));
    const defaults = Object.entries(DEFAULTS).map(([name, value]) => [name, `\`${value}\``]);
    expect(shown).toMatchObject(Object.fromEntries(defaults));
  });
});

describe("docs/commands.md", () => {
  it("explains each command, in the order of the table", () => {
    const explained = [...pageText("docs/commands.md").matchAll(/^## `(?<usage>\/[^`]+)`$/gm)];
    expect(explained.map(({ groups }) => groups?.["usage"])).toEqual(
      Object.values(commandTable).map(({ usage }) => usage),
    );
  });
});

function commands(how: "brief" | "whole"): string {
  const heads = ["command", "who, unless configured", "what it does", "for example"];
  const rows = Object.values(commandTable).map(({ usage, who, effect, example }) => [
    asCode(usage),
    whoText(who),
    effect,
    asCode(example),
  ]);
  const width = how === "brief" ? 3 : 4;
  return table(
    heads.slice(0, width),
    rows.map((row) => row.slice(0, width)),
  );
}

function whoText(who: Command["who"]): string {
  switch (who) {
    case "anyone":
      return "anyone";
    case "approvers":
      return "approvers: role `maintain`";
    default:
      return `role ${asCode(who)}`;
  }
}

function refusals(): string {
  return Object.values(refusalExamples)
    .map(([refusal, said]) => `- To ${asCode(said.line)}: ${inItsItem(refusalText(refusal, said))}`)
    .join("\n");
}

/** An answer of several lines stays within its item of the list. */
function inItsItem(text: string): string {
  return text.replace(/\n(?=.)/g, "\n  ");
}

/** Headline, moves and phases of a board, quoted, and without the links: they lead to nothing that exists. */
function topOfABoard(): string {
  const seen = states["approvals"];
  if (seen === undefined) {
    throw new Error("there is no board any more that waits for approvals");
  }
  const [headline = "", moves = "", , phases = ""] = boardBody(planned(seen), seen).body.split("\n\n");
  return [headline, moves, phases]
    .map((part) => part.replace(/\[(?<label>[^\]]+)\]\([^)]+\)/g, "$<label>"))
    .join("\n\n")
    .replace(/^(?=.)/gm, "> ")
    .replace(/^$/gm, ">");
}

/** https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-using-url-parameters */
function registration(): string {
  const parameters = new URLSearchParams({
    name: manifest.name,
    description: manifest.description,
    url: manifest.url,
    public: "false",
    webhook_active: "true",
    ...granted,
  });
  for (const event of manifest.default_events) {
    parameters.append("events[]", event);
  }
  return `https://github.com/settings/apps/new?${parameters}`;
}

const FOR: Readonly<Record<Task, string>> = {
  board: "the board, replies, reactions",
  check: "the check run",
  gate: "answers at gates",
  run: "running jobs again, cancelling",
  release: "the GitHub release",
};

function tokens(): string {
  const rows = (Object.keys(TASKS) as Task[]).map((task) => [
    sentence(FOR[task]),
    listed(permissionsOf(task, granted)),
  ]);
  const reading = [
    ["Reading", listed(permissionsToRead("GET /repos/{owner}/{repo}", granted))],
    [
      "Reading GitHub releases, drafts included, and the list of collaborators",
      listed(permissionsToRead("GET /repos/{owner}/{repo}/releases", granted)),
    ],
  ];
  return table(["a token for", "has"], [...reading, ...rows]);
}

function listed(permissions: Readonly<Record<string, string>>): string {
  return Object.entries(permissions)
    .map(([name, level]) => asCode(`${name}: ${level}`))
    .join(", ");
}

/** The cells of the table that begins with these heads. */
function rowsUnder(path: string, heads: string): readonly (readonly string[])[] {
  const [, after = ""] = pageText(path).split(`\n${heads}`);
  const lines = after.split("\n\n", 1).join("").split("\n").slice(2);
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
