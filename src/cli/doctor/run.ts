import { systemClock } from "../../clock.ts";
import { type Examined, examine } from "../../doctor/examine.ts";
import type { Variables } from "../../env/reader.ts";
import { readAccess } from "../../env.ts";
import { readingWithToken } from "../../github/token-reading.ts";
import type { Setup } from "../../release/setup.ts";
import { checkText } from "../../replies/setup/check-text.ts";
import { createSharedInMemory } from "../../store/shared.ts";
import { createProgress, type Errors } from "../notes/progress.ts";
import { lackText } from "../notes/text.ts";
import { placeNamed } from "../notes/wanted.ts";
import { envMessage } from "../start.ts";
import { seeSetup } from "./see.ts";
import { doctorText, wrongRepository } from "./text.ts";

export type DoctorRun = {
  readonly repository: string;
  /** The App's slug. */
  readonly app: string;
  readonly json?: true;
  readonly userAgent: string;
  readonly variables?: Variables;
  readonly output?: { write(text: string): unknown };
  readonly errors?: Errors;
};

/** Tells how a repository is set up. Gives the exit code: 0 nothing is missing, 1 something is, or nothing is shown, 2 wrong use. */
export async function runDoctor(run: DoctorRun): Promise<0 | 1 | 2> {
  const { errors = process.stderr, output = process.stdout, variables } = run;
  const place = placeNamed(run.repository);
  if (place === undefined) {
    errors.write(wrongRepository(run.repository));
    return 2;
  }
  const reading = readAccess(variables);
  if (reading.is === "faulty") {
    errors.write(envMessage(reading.problems));
    return 2;
  }
  const { log, end } = createProgress(errors);
  const { baseUrl, token } = reading.access;
  const settings = {
    baseUrl,
    clock: systemClock,
    log,
    shared: createSharedInMemory(),
    userAgent: run.userAgent,
  };
  const github = readingWithToken(settings, token);
  const wanted = { place, app: run.app, ...(variables === undefined ? {} : { variables }) };
  const view = await systemClock.busy(() => seeSetup(github, wanted, systemClock.now())).finally(end);
  if (view.is === "lacking") {
    errors.write(lackText(view.lack, { place }));
    return 1;
  }
  const examined = examine(view.setup);
  output.write(
    run.json ? jsonOf(view.setup, examined) : doctorText(nameOf(view.setup), view.setup.tag, examined),
  );
  return isFine(examined) ? 0 : 1;
}

function nameOf({ repository: { owner, name } }: Setup): string {
  return `${owner}/${name}`;
}

function isFine(examined: readonly Examined[]): boolean {
  return examined.every(({ checks }) => checks.every(({ state }) => state !== "missing"));
}

/** For programs: every finding with its words, in the order of the text. */
function jsonOf(setup: Setup, examined: readonly Examined[]): string {
  const checks = examined.flatMap(({ subject, checks: found }) =>
    found.map(({ state, finding: { is, ...about } }) => ({
      subject,
      state,
      finding: is,
      about,
      ...checkText({ is, ...about } as Parameters<typeof checkText>[0]),
    })),
  );
  const told = { repository: nameOf(setup), tag: setup.tag, fine: isFine(examined), checks };
  return `${JSON.stringify(told, undefined, 2)}\n`;
}
