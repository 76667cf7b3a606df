import { describe, expect, it } from "vitest";
import { contextsOfTag, filled, holds } from "../../src/workflows/expression.ts";

const tag = { ...contextsOfTag("v1.2.0", "acme/rocket"), needs: { build: { result: "success" } } };

describe("whether a job runs for a tag", () => {
  it.each<[unknown, boolean | undefined]>([
    [undefined, true],
    [false, false],
    ["startsWith(github.ref, 'refs/tags/v')", true],
    ["$" + "{{ startsWith(github.ref, 'refs/tags/x') }}", false],
    ["github.event_name == 'release' && github.event.action == 'published'", false],
    ["github.event_name == 'push' && needs.build.outputs.wanted == 'true'", undefined],
    ["github.event_name == 'push' || vars.ALWAYS", true],
    ["github.repository == 'acme/rocket'", true],
    ["github.repository_owner != 'acme'", false],
    ["always() && !contains(needs.*.result, 'failure')", true],
    ["failure()", false],
    ["!cancelled()", true],
    ["inputs.dry-run", false],
    ["!inputs.dry-run", true],
    ["secrets.TOKEN != ''", undefined],
    ["hashFiles('dist/**') != ''", undefined],
    ["$" + "{{ github.ref }} == 'x'", undefined],
  ])("%s: %s", (condition, answer) => {
    expect(holds(condition, tag)).toBe(answer);
  });

  it("is not known of the repository where that is not", () => {
    expect(holds("github.repository == 'acme/rocket'", contextsOfTag("v1.2.0"))).toBeUndefined();
  });
});

describe("text with expressions", () => {
  it.each<[string, string | undefined]>([
    ["wheels-$" + "{{ matrix.os }}", "wheels-linux"],
    ["$" + "{{ github.ref_name }}-$" + "{{ matrix.absent }}", "v1.2.0-"],
    ["dist-$" + "{{ github.run_id }}", undefined],
    ["plain", "plain"],
  ])("%s", (text, answer) => {
    expect(filled(text, { ...tag, matrix: { os: "linux" } })).toBe(answer);
  });
});
