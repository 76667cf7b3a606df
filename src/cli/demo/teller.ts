import { styleText } from "node:util";

/** Who a line is about: people by login, or one of the parties. */
export type Party = "GitHub" | "the app" | "PyPI" | "TestPyPI" | "Discord";

/** One thing that happened, at a moment of the sandbox's clock. */
export type Told = { readonly at: number; readonly who: string; readonly what: string };

/** Tells what happens while it happens, a line for each thing. */
export type Teller = {
  /** Something that a party or a person did. Parts in backticks stand out on a terminal. */
  say(who: string, what: string): void;
  /** What the next lines are about. */
  chapter(title: string): void;
  /** A line without a time. */
  note(text: string): void;
  /** Everything said so far. */
  readonly told: readonly Told[];
};

export type TellerOptions = {
  readonly clock: { now(): number };
  readonly write: (line: string) => void;
  readonly colours: boolean;
};

type Style = Parameters<typeof styleText>[0];

const STYLE_OF: Readonly<Record<Party, Style>> = {
  GitHub: "blue",
  "the app": "green",
  PyPI: "magenta",
  TestPyPI: "magenta",
  Discord: "magenta",
};

const PARTIES: readonly string[] = Object.keys(STYLE_OF);

/** As wide as the longest login of the scene. */
const WIDTH = 15;

export function createTeller({ clock, write, colours }: TellerOptions): Teller {
  const told: Told[] = [];
  const styled = (style: Style, text: string) => (colours ? styleText(style, text) : text);
  const styleOf = (who: string): Style => (isParty(who) ? STYLE_OF[who] : "yellow");
  const accented = (text: string) => text.replaceAll(/`[^`]+`/g, (code) => styled("bold", code));
  return {
    told,
    say(who, what) {
      const at = clock.now();
      told.push({ at, who, what });
      const time = styled("dim", clockTime(at));
      write(`${time}  ${styled(styleOf(who), who.padEnd(WIDTH))}  ${accented(what)}`);
    },
    chapter(title) {
      write("");
      write(styled("bold", title));
    },
    note: (text) => write(accented(text)),
  };
}

function isParty(who: string): who is Party {
  return PARTIES.includes(who);
}

/** `18:04:31`, in UTC, of a moment in milliseconds. */
export function clockTime(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}
