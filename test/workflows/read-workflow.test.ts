import { expect, it } from "vitest";
import { readWorkflow } from "../../src/workflows/read-workflow.ts";

const job = (lines: string) => `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${lines}`;

it.each([
  ["no YAML", "on: [push\njobs: 3", 2],
  ["nothing", "", undefined],
  ["no job", "on: push\n", 1],
  ["a key that is none", job("      - run: hi\n        bogus: 1\n"), 7],
  ["an expression that is none", job("      - run: echo $" + "{{ foo.bar }}\n"), 6],
  [
    "a need that is none",
    `${job("      - run: hi\n")}  b:\n    runs-on: x\n    needs: c\n    steps: [{ run: hi }]\n`,
    9,
  ],
])("GitHub refuses a file with %s", (_, text, line) => {
  const read = readWorkflow("w.yml", text);
  expect(read).toMatchObject({ is: "faulty", faults: [{ says: expect.stringMatching(/^.+[^.:]$/) }] });
  expect(read.is === "faulty" && read.faults[0].line).toBe(line);
});

it("reads what GitHub reads, anchors included", () => {
  const text = "on: push\njobs:\n  a: &a\n    runs-on: x\n    steps: [{ run: hi }]\n  b: *a\n";
  const { b } = (readWorkflow("w.yml", text) as unknown as { value: { jobs: Record<string, unknown> } }).value
    .jobs;
  expect(b).toEqual({ "runs-on": "x", steps: [{ run: "hi" }] });
});

it("ends with an answer on a file that grows without bound", () => {
  const bomb = Array.from(
    { length: 30 },
    (_, i) => `  k${i}: &k${i} [${i === 0 ? "x" : `*k${i - 1}, *k${i - 1}`}]`,
  );
  expect(readWorkflow("w.yml", `on: push\nenv:\n${bomb.join("\n")}\n`).is).toBe("faulty");
});
