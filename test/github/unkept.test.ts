import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unkept } from "../../src/github/unkept.ts";

/** Sends on from `/moved` with a status, takes what is sent to `/here`, and hangs up at `/gone`. */
const server = createServer((request, response) => {
  if (request.url === "/gone") {
    request.socket.destroy();
    return;
  }
  const [, status] = /^\/moved\/(\d+)$/.exec(request.url ?? "") ?? [];
  let taken = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => (taken += chunk));
  request.on("end", () => {
    response.writeHead(Number(status ?? 201), status === undefined ? {} : { location: "/here" });
    response.end(taken);
  });
});
let base = "";

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function upload(path: string): Promise<Response> {
  const body = new Blob(["the file"]).stream();
  const how = { method: "POST", body, duplex: "half", redirect: "manual" } as const;
  return unkept(fetch)(`${base}${path}`, how);
}

describe("a stream", () => {
  it("is sent whole", async () => {
    const answer = await upload("/here");
    expect([answer.status, await answer.text()]).toEqual([201, "the file"]);
  });

  it.each([301, 302, 307, 308])(
    "that is sent on elsewhere (%i) is answered, not followed",
    async (status) => {
      const { status: answered, body } = await upload(`/moved/${status}`);
      expect([answered >= 300 && answered < 400, body]).toEqual([true, null]);
    },
  );

  it("that nobody takes is no answer", async () => {
    await expect(upload("/gone")).rejects.toThrow(TypeError);
  });
});

it("what is no stream is sent as it was asked for", async () => {
  const answer = await unkept(fetch)(`${base}/moved/307`, { method: "POST", body: "x", redirect: "manual" });
  expect(answer.status).toBe(307);
  expect((await unkept(fetch)(`${base}/moved/303`)).status).toBe(201);
});
