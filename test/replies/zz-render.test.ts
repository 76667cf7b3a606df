import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { boardBody } from "../../src/replies/board.ts";
import { checkRunText } from "../../src/replies/check-run.ts";
import { statusText } from "../../src/replies/status.ts";
import { planned } from "./planned.ts";
import { states } from "./states.ts";

it("renders", () => {
  for (const [name, seen] of Object.entries(states)) {
    const plan = planned(seen);
    const { body, news } = boardBody(plan, seen);
    writeFileSync(`/tmp/board-${name.replaceAll(" ", "-")}.md`, body);
    console.log(
      name,
      "|",
      checkRunText(plan, seen).title,
      "|",
      body.length,
      "\n",
      news,
      "\n",
      statusText(plan, seen),
      "\n",
    );
  }
  expect(1).toBe(1);
});
