import { existsSync } from "node:fs";
import { Command } from "commander";
import { systemClock } from "../clock.ts";
import type { Variables } from "../env/reader.ts";
import { readDatabasePlace } from "../env.ts";
import { openStore } from "../server/open-store.ts";
import { audit } from "./ledger/audit.ts";
import { fileDigests } from "./ledger/digests.ts";
import { type Kept, ofEachKept, summaryOf } from "./ledger/kept.ts";
import {
  auditText,
  exportText,
  listText,
  NOTHING_KEPT,
  noDatabase,
  showText,
  unknownRelease,
} from "./ledger/text.ts";
import { envMessage } from "./start.ts";

type Output = { write(text: string): unknown };

export type LedgerCommandOptions = {
  readonly variables?: Variables;
  readonly output?: Output;
  readonly errors?: Output;
};

/** What is printed, and the exit code: 0 fine, 1 the answer is no. */
type Answer = { readonly text: string; readonly exit: 0 | 1 };

const SETTINGS = `
It reads the store that DATABASE_URL or DATABASE_PATH names. The server keeps a SQLite file to itself: stop it, or name a
copy. A release is named owner/repo@tag, or by the repository's number: 1234@tag.`;

/** `release-conductor ledger`: what was seen, decided and done, to be shown, checked or handed out. */
export function ledgerCommand(options: LedgerCommandOptions = {}): Command {
  const command = new Command("ledger").description("read the ledger: what was seen, decided and done");
  command
    .command("show [release]")
    .description("list the releases, or the entries of one")
    .option("--json", "print JSON")
    .addHelpText("after", SETTINGS)
    .action((release: string | undefined, { json }: { readonly json?: true }) =>
      release === undefined
        ? answer(options, release, summaryOf, (all) => fine(json ? asJson(all) : listText(all)))
        : answer(options, release, json ? asJson : showText, (texts) => fine(texts.join(""))),
    );
  command
    .command("export <release>")
    .description("print the entries of a release, one JSON object a line, as they are hashed")
    .addHelpText("after", SETTINGS)
    .action((release: string) => answer(options, release, exportText, (texts) => fine(texts.join(""))));
  command
    .command("verify [release]")
    .description("recompute the hashes of the entries, and compare the digests of each file along its way")
    .option("--file <path...>", "files to compare as well, such as wheels downloaded from an index")
    .option("--json", "print JSON")
    .addHelpText("after", `${SETTINGS}\n\nExit codes: 0 all is whole, 1 something is not, 2 wrong use`)
    .action(async (release: string | undefined, { file = [], json }: VerifyOptions) => {
      const given = await fileDigests(file).catch((error: Error) => error);
      return given instanceof Error
        ? wrong(options, `${given.message}\n`)
        : answer(
            options,
            release,
            (kept) => audit(kept, given),
            (audits) => ({
              text: json ? asJson(audits) : auditText(audits, given),
              exit: audits.every(({ whole }) => whole) ? 0 : 1,
            }),
          );
    });
  return command;
}

type VerifyOptions = { readonly file?: readonly string[]; readonly json?: true };

function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function fine(text: string): Answer {
  return { text, exit: 0 };
}

/** Answers from what becomes of a release's entries, or of each release's. Wrong settings and unknown names end with 2. */
async function answer<T>(
  options: LedgerCommandOptions,
  release: string | undefined,
  take: (kept: Kept) => T,
  say: (taken: readonly T[]) => Answer,
): Promise<void> {
  const reading = readDatabasePlace(options.variables);
  if (reading.is === "faulty") return wrong(options, envMessage(reading.problems));
  const { database } = reading;
  if (database.is === "sqlite" && !existsSync(database.path)) {
    return wrong(options, noDatabase(database.path));
  }
  try {
    const store = await openStore(database, systemClock);
    const taken = await ofEachKept(store.ledger, release, take).finally(() => store.close());
    if (taken.length === 0) {
      return wrong(options, release === undefined ? NOTHING_KEPT : unknownRelease(release));
    }
    const { text, exit } = say(taken);
    (options.output ?? process.stdout).write(text);
    process.exitCode = exit;
  } catch (error) {
    wrong(options, `${error instanceof Error ? error.message : "something that is no error was thrown"}\n`);
  }
}

function wrong({ errors = process.stderr }: LedgerCommandOptions, text: string): void {
  errors.write(text);
  process.exitCode = 2;
}
