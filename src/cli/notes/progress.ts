import type { GroundSettings } from "../../github/ground.ts";

export type Errors = { write(text: string): unknown; readonly isTTY?: boolean };

/** Takes the line back that the cursor is in (ECMA-48, "erase in line"). */
const WIPE = "\r\u001b[K";

/** Counts GitHub's answers in a line that is gone at the end; on anything but a terminal, nothing is shown. */
export function createProgress(errors: Errors): { readonly log: GroundSettings["log"]; end(): void } {
  let answers = 0;
  return {
    log: {
      debug(fields) {
        if (errors.isTTY !== true || !("status" in fields)) return;
        answers += 1;
        errors.write(`${WIPE}${answers} answers of GitHub …`);
      },
    },
    end() {
      if (answers > 0) errors.write(WIPE);
    },
  };
}
