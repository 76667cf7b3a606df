import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { readConfiguration } from "../../src/config/configuration.ts";
import { jsonSchema, schemaText } from "../../src/config/json-schema.ts";
import { KEYS } from "../../src/config/keys.ts";
import { readYaml } from "../../src/config/yaml.ts";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { pageText, placeOf } from "../generated.ts";

const FILE = "docs/release-conductor.schema.json";
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema());
const isTaken = (text: string) => validate(readYaml(text).value ?? {});

const example =
  /```yaml\n(?<file>tags: "v\*" .*?)```/s.exec(pageText("docs/configuration.md"))?.groups?.["file"] ?? "";

describe("the schema for editors", () => {
  it(`stands in ${FILE}, if not current: npx vitest run test/config/json-schema.test.ts --update`, async () => {
    await expect(schemaText()).toMatchFileSnapshot(placeOf(FILE));
  });

  it("tells what each key is for", () => {
    const text = JSON.stringify(jsonSchema());
    const untold = KEYS.filter(
      ({ meaning }) => meaning !== undefined && !text.includes(JSON.stringify(meaning.means)),
    );
    expect(untold).toEqual([]);
  });

  it.each([
    ["an empty one", ""],
    ["the project's", CONFIGURATION],
    ["the example of the documentation", example],
    ["a gate of which nothing is said", "gates:\n  pypi:\n"],
    ["one name and several", "tags: v*\ngates: { pypi: { after: [testpypi] }, testpypi: }"],
  ])("takes what the app takes: %s", (_, text) => {
    expect([isTaken(text), validate.errors]).toEqual([true, null]);
    expect(readConfiguration(text, "").is).toBe("valid");
  });

  it.each([
    ["an unknown key", "workfow: release.yml"],
    ["an unknown key of a gate", "gates: { pypi: { approval: 2 } }"],
    ["a number for a name", "tags: 5"],
    ["an empty list", "tags: []"],
    ["an unknown word", "version: { scheme: calver }"],
    ["too many approvals", "gates: { pypi: { approvals: 7 } }"],
    ["an asset without its files", "assets: [{ artifact: dist }]"],
  ])("refuses what the app refuses: %s", (_, text) => {
    expect([isTaken(text), readConfiguration(text, "").is]).toEqual([false, "broken"]);
  });
});
