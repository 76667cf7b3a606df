import { expect, test } from "vitest";
import { createTestWorld, send, tokenFor } from "./world.ts";

const RUNS = "/repos/invoke-ai/InvokeAI/check-runs";
const ANNOTATION = {
  path: "a.txt",
  start_line: 2,
  end_line: 2,
  annotation_level: "failure",
  message: "is wrong",
};
const INVALID = { errors: [{ resource: "CheckRun", field: "annotations", code: "invalid" }] };

const begin = async () => {
  const { repo, sandbox, installation } = createTestWorld();
  repo.commit({ message: "one", author: { login: "lstein" }, files: { "a.txt": "1\n2\n" } });
  const token = await tokenFor(sandbox, installation.id);
  const output = (annotations?: readonly unknown[]) => ({
    output: { title: "t", summary: "s", ...(annotations && { annotations }) },
  });
  return {
    repo,
    create: (annotations: readonly unknown[]) =>
      send(sandbox, `POST ${RUNS}`, {
        token,
        body: { name: "check", head_sha: repo.head(), ...output(annotations) },
      }),
    update: (id: number, annotations?: readonly unknown[]) =>
      send(sandbox, `PATCH ${RUNS}/${id}`, { token, body: output(annotations) }),
  };
};

test("annotations are kept, counted, and added to by an update", async () => {
  const { repo, create, update } = await begin();
  const made = await create([{ ...ANNOTATION, title: "A title", start_column: 1, end_column: 2 }]);
  expect([made.status, made.body.output.annotations_count]).toEqual([201, 1]);
  expect((await update(made.body.id)).body.output.annotations_count).toBe(1);
  const more = await update(made.body.id, new Array(50).fill({ ...ANNOTATION, end_line: 3 }));
  expect([more.status, more.body.output.annotations_count]).toEqual([200, 51]);
  const [first, second] = repo.checkRuns(repo.head())[0]?.output?.annotations ?? [];
  expect(first).toEqual({
    path: "a.txt",
    startLine: 2,
    endLine: 2,
    startColumn: 1,
    endColumn: 2,
    level: "failure",
    message: "is wrong",
    title: "A title",
  });
  expect(second).toMatchObject({ startLine: 2, endLine: 3 });
});

test.each<[string, readonly unknown[], object]>([
  [
    "more than 50 in one request",
    new Array(51).fill(ANNOTATION),
    { message: "Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied." },
  ],
  [
    "without what GitHub demands",
    [{ path: "a.txt", start_line: 1, end_line: 1 }, ANNOTATION, { ...ANNOTATION, path: undefined }],
    {
      message:
        'Invalid request.\n\n"annotation_level", "message" weren\'t supplied.\n"path" wasn\'t supplied.',
    },
  ],
  ["with a begin without an end in the line", [{ ...ANNOTATION, start_column: 1 }], INVALID],
  ["with columns in two lines", [{ ...ANNOTATION, end_line: 3, start_column: 1, end_column: 2 }], INVALID],
  ["that ends before it begins", [{ ...ANNOTATION, end_line: 1 }], INVALID],
  ["with a long title", [{ ...ANNOTATION, title: "x".repeat(256) }], INVALID],
  ["with a long message", [{ ...ANNOTATION, message: "é".repeat(32_769) }], INVALID],
  ["of a level that is none", [{ ...ANNOTATION, annotation_level: "error" }], {}],
  ["at half a line", [{ ...ANNOTATION, start_line: 1.5 }], {}],
])("annotations are refused %s", async (_, annotations, body) => {
  const { repo, create } = await begin();
  const refused = await create(annotations);
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject(body);
  expect(repo.checkRuns(repo.head())).toEqual([]);
});

test("a deleted branch sends its deletion twice, as GitHub does: as a push, and as itself", async () => {
  const { repo, sandbox } = createTestWorld();
  const sha = repo.commit({ message: "one", author: { login: "lstein" }, branch: "side" });
  repo.deleteBranch("side", "ebr");
  expect(() => repo.head("side")).toThrow("no branch side");
  const sent = sandbox.deliveries.all().map(({ event, payload }) => ({ event, ...payload }));
  expect(sent.slice(-2)).toMatchObject([
    {
      event: "push",
      ref: "refs/heads/side",
      before: sha,
      deleted: true,
      commits: [],
      head_commit: null,
      sender: { login: "ebr" },
    },
    { event: "delete", ref: "side", ref_type: "branch" },
  ]);
});
