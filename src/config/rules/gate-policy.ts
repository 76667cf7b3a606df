import { DAY } from "../../release/instant.ts";
import { duration } from "../duration.ts";
import type { Finding } from "../finding.ts";
import type { Written } from "../schema.ts";

/** GitHub ends a gate's waiting after 30 days: nothing may be meant to last longer. */
const LONGEST = 29 * DAY;

/** Times are written as `12h` or `7d`. */
export function durationsReadable({ gates, ...written }: Written): readonly Finding[] {
  const ofGates = Object.entries(gates ?? {}).flatMap(([name, gate]) => [
    ...readable(["gates", name, "approvals-expire"], gate?.["approvals-expire"]),
    ...orNever(["gates", name, "remind-after"], gate?.["remind-after"]),
  ]);
  return [...orNever(["remind-after"], written["remind-after"]), ...ofGates];
}

function orNever(path: Finding["path"], text: string | undefined): readonly Finding[] {
  return text === "never" ? [] : readable(path, text);
}

function readable(path: Finding["path"], text: string | undefined): readonly Finding[] {
  const given = duration(text);
  return text === undefined || (given !== undefined && given <= LONGEST)
    ? []
    : [
        {
          path,
          says: "is no time from `1h` to `29d`",
          remedy: "Write hours or days, such as `12h` or `7d`.",
        },
      ];
}

/** A condition that nothing can ever fulfil would keep the gate shut for good. */
export function conditionsCanHold(written: Written): readonly Finding[] {
  const drafted = written.release?.draft === "early";
  const tried = (written["smoke-tests"]?.require ?? []).length > 0;
  return Object.entries(written.gates ?? {}).flatMap(([name, gate]) =>
    (gate?.conditions ?? []).flatMap((condition, index) => {
      const path = ["gates", name, "conditions", index];
      if (condition === "notes" && !drafted) {
        return [
          {
            path,
            says: "waits for notes that are drafted only after this gate",
            remedy: "Add `release: { draft: early }`, so that they are there before.",
          },
        ];
      }
      return condition === "smoke-tests" && !tried
        ? [
            {
              path,
              says: "waits for smoke tests, and none is required",
              remedy: "Name them under `smoke-tests:`, such as `require: [linux]`.",
            },
          ]
        : [];
    }),
  );
}
