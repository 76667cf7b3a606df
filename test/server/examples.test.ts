import published from "@octokit/webhooks-examples" with { type: "json" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DOOR } from "../../src/app.ts";
import { CALLER, deliver, openStage } from "./stage.ts";

type Example = { readonly name: string; readonly examples: readonly object[] };

// The package is one JSON file; its types describe a module that it is not.
const payloads = (published as unknown as readonly Example[]).flatMap(({ name, examples }) =>
  examples.map((payload, place) => ({ name, place, payload })),
);

describe("GitHub's published example payloads, validly signed (odd-shape)", () => {
  let stage: Awaited<ReturnType<typeof openStage>>;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it("are all 329", () => {
    expect(payloads).toHaveLength(329);
  });

  it.each(payloads)(
    "$name $place is answered 2xx as it is and to an installation",
    async ({ name, payload }) => {
      expect((await deliver(stage.webhooks, name, payload)).status).toBe(200);
      const installed = { ...payload, installation: CALLER.installation };
      const before = stage.called.length;
      expect((await deliver(stage.webhooks, name, installed)).status).toBe(200);
      if (!(name in DOOR)) {
        expect(stage.called.slice(before)).toEqual([]);
      }
      expect(stage.outgoing).toEqual([]);
    },
  );

  it("wake with nothing but a key, an address and a time; none is taken for odd", () => {
    const events = new Set(
      stage.called.map((called) => (called.call === "nudgeRepository" ? "" : called.wake.because)),
    );
    expect([...events].sort()).toEqual([
      "delete",
      "deployment_review",
      "deployment_status",
      "push",
      "release",
      "workflow_job",
      "workflow_run",
    ]);
    expect(stage.lines.filter((line) => line.includes("not as GitHub documents"))).toEqual([]);
    expect(stage.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
