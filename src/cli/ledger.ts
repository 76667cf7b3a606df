import { existsSync } from "node:fs";
import { Command } from "commander";
import { systemClock } from "../clock.ts";
import { readDatabasePlace } from "../env.ts";
import type { Variables } from "../env-reader.ts";
import { openStore } from "../server/open-store.ts";
import { audit } from "./ledger/audit.ts";
import { fileDigests } from "./ledger/digests.ts";
import { allKept, type Kept } from "./ledger/kept.ts";
import { auditText, listText, NOTHING_KEPT, noDatabase, showText, unknownRelease } from "./ledger/text.ts";
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
      answer(options, release, async (all) => {
        const [one] = release === undefined ? [] : all;
        const text = one === undefined ? listText(all) : showText(one);
        return { text: json ? asJson(one ?? all) : text, exit: 0 };
      }),
    );
  command
    .command("export <release>")
    .description("print the entries of a release, one JSON object a line, as they are hashed")
    .addHelpText("after", SETTINGS)
    .action((release: string) =>
      answer(options, release, async (all) => ({
        text: all.flatMap(({ entries }) => entries.map((entry) => `${JSON.stringify(entry)}\n`)).join(""),
        exit: 0,
      })),
    );
  command
    .command("verify [release]")
    .description("recompute the hashes of the entries, and compare the digests of each file along its way")
    .option("--file <path...>", "files to compare as well, such as wheels downloaded from an index")
    .option("--json", "print JSON")
    .addHelpText("after", `${SETTINGS}\n\nExit codes: 0 all is whole, 1 something is not, 2 wrong use`)
    .action((release: string | undefined, { file = [], json }: VerifyOptions) =>
      answer(options, release, async (all) => {
        const given = await fileDigests(file);
        const audits = all.map((one) => audit(one, given));
        const exit = audits.every(({ whole }) => whole) ? 0 : 1;
        return { text: json ? asJson(audits) : auditText(audits, given), exit };
      }),
    );
  return command;
}

type VerifyOptions = { readonly file?: readonly string[]; readonly json?: true };

function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Answers from what the ledger keeps of a release, or of all. Wrong settings and unknown names end with 2. */
async function answer(
  { variables, output = process.stdout, errors = process.stderr }: LedgerCommandOptions,
  release: string | undefined,
  about: (all: readonly Kept[]) => Promise<Answer>,
): Promise<void> {
  const wrong = (text: string) => {
    errors.write(text);
    process.exitCode = 2;
  };
  const reading = readDatabasePlace(variables);
  if (reading.is === "faulty") return wrong(envMessage(reading.problems));
  const { database } = reading;
  if (database.is === "sqlite" && !existsSync(database.path)) return wrong(noDatabase(database.path));
  try {
    const store = await openStore(database, systemClock);
    try {
      const all = await allKept(store.ledger, release);
      if (all.length === 0) return wrong(release === undefined ? NOTHING_KEPT : unknownRelease(release));
      const { text, exit } = await about(all);
      output.write(text);
      process.exitCode = exit;
    } finally {
      await store.close();
    }
  } catch (error) {
    wrong(`${error instanceof Error ? error.message : "something that is no error was thrown"}\n`);
  }
}
