import { expect, it } from "vitest";
import { readConfiguration } from "../../src/config/configuration.ts";
import { faultAnnotations } from "../../src/replies/setup/annotations.ts";

const annotationsOf = (text: string) => {
  const file = readConfiguration(text, "");
  return faultAnnotations(file.is === "broken" ? file.faults : []);
};

it("tells each fault of the configuration at its lines", () => {
  expect(annotationsOf('tags: "v*\n  5"\ngates:\n  pypi:\n    approvals: 9\n')).toEqual([
    {
      path: ".github/release-conductor.yml",
      line: 1,
      endLine: 2,
      title: "tags",
      message: expect.stringMatching(/^is not a pattern of tags: .*\. .*\.$/),
    },
    {
      path: ".github/release-conductor.yml",
      line: 5,
      endLine: 5,
      title: "gates.pypi.approvals",
      message: "is more than 6. Write at most 6.",
    },
  ]);
});

it("tells what is wrong with the whole file at its first line", () => {
  expect(annotationsOf("#".repeat(70_000))).toMatchObject([
    { line: 1, endLine: 1, title: "the file", message: expect.stringContaining("is larger than 64 kB.") },
  ]);
});

it("tells no more than GitHub takes with one request", () => {
  const lines = Array.from({ length: 60 }, (_, index) => `zzz${index}: 1`);
  const annotations = annotationsOf(lines.join("\n"));
  expect(annotations.map(({ line }) => line)).toEqual(lines.slice(0, 50).map((_, index) => index + 1));
});

it("keeps to GitHub's sizes, whatever stands in the file", () => {
  const long = [
    { path: "x".repeat(5_000), says: "y".repeat(90_000), remedy: "Stop it." },
    { path: "\u202Ea\nb", says: "is odd", remedy: "" },
  ];
  const [first, second] = faultAnnotations(long);
  expect([first?.title.length, first?.message.length]).toEqual([200, 2_000]);
  expect(second?.title).toBe("a b");
});
