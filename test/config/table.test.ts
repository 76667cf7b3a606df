import { describe, expect, test } from "vitest";
import { KEYS } from "../../src/config/keys.ts";
import { configurationTable } from "../../src/config/table.ts";
import { expectGenerated, pageText } from "../generated.ts";
import { EXAMPLE, EXAMPLE_READ } from "./example.ts";
import { configured } from "./reading.ts";

const PAGE = "docs/configuration.md";
const page = pageText(PAGE);

describe("docs/configuration.md", () => {
  test("has the table as the schema gives it; if not: npx vitest run test/config/table.test.ts --update", async () => {
    await expectGenerated(PAGE, { "configuration table": configurationTable() });
  });

  const examples = [...page.matchAll(/```yaml\n(?<yaml>.*?)```/gs)].map(
    (block) => block.groups?.["yaml"] ?? "",
  );

  test("shows the full example of the design", () => {
    expect(examples).toContain(EXAMPLE);
    expect(configured(EXAMPLE)).toEqual(EXAMPLE_READ);
  });

  test.each(examples)("shows only what can be read: %s", (yaml) => {
    expect(configured(yaml)).toBeDefined();
  });
});

describe("the reference table", () => {
  const rows = configurationTable()
    .split("\n")
    .slice(2)
    .map((row) => row.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));

  test("gives each key a default and a meaning, in three columns", () => {
    expect(rows.filter((row) => row.length !== 3 || row.some((cell) => cell === ""))).toEqual([]);
    expect(new Set(rows.map(([key]) => key)).size).toBe(rows.length);
  });

  test.each([
    ["`tags`", "`v*`"],
    ["`approvers.role`", "`maintain`"],
    ["`gates.<name>.approvals`", "`1`"],
    ["`gates.<name>.self-approval`", "`true`"],
    ["`gates.<name>.after`", "none"],
    ["`release.cancel-superseded`", "`false`"],
    ["`announce[].discord`", "none"],
    ["`announce[].prereleases`", "`false`"],
    ["`assets`", "none"],
  ])("the default of %s is %s", (key, expected) => {
    expect(rows.find((row) => row[0] === key)?.[1]).toBe(expected);
  });

  test("has a row for each key that is no section", () => {
    const sections = new Set(KEYS.map((key) => key.section));
    const leaves = KEYS.map(({ section, key }) => (section === "" ? key : `${section}.${key}`)).filter(
      (name) => ![...sections].includes(name),
    );
    expect(leaves.filter((name) => !rows.some((row) => row[0] === `\`${name}\``))).toEqual([]);
  });
});
