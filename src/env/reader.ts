import { readFileSync } from "node:fs";

export type Variables = Readonly<Record<string, string | undefined>>;

/** One thing wrong with one setting. Never holds a value: it may be a secret. */
export type EnvProblem = { readonly name: string; readonly cause: string; readonly remedy: string };

/** `where`: a sentence on where to find the number. */
type Range = { readonly least: number; readonly most: number; readonly where?: string };

/** Readers of single variables. A faulty one is reported and reads as something empty: no Env comes of it. */
export type EnvReader = {
  isSet(name: string): boolean;
  /** The value, or the default; empty when there is neither. */
  text(name: string): string;
  integer(name: string, range: Range): number;
  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T;
  /** A base URL, without a slash at the end. */
  address(name: string): string;
  /** The value of NAME, or what the file named by NAME_FILE holds. */
  secret(name: string): string | undefined;
  /** What a secret was before, by the name of the one of now: several are separated by spaces in NAME_OLD. */
  old(name: string): readonly string[];
  /** What the file that a variable names holds. */
  file(name: string): string | undefined;
  report(name: string, cause: string, remedy: string): void;
};

/** In characters, of every secret that somebody makes up. */
export const LEAST_SECRET = 32;

/** An empty variable counts as unset: that is how compose files and shells pass on none. */
export function createEnvReader(
  variables: Variables,
  defaults: Variables,
  report: EnvReader["report"],
): EnvReader {
  const isSet = (name: string) => (variables[name] ?? "") !== "";
  const text = (name: string) => variables[name] || (defaults[name] ?? "");

  function file(name: string): string | undefined {
    try {
      return readFileSync(text(name), "utf8").replace(/\r?\n$/, "");
    } catch (error) {
      const why = error instanceof Error && "code" in error ? `: ${error.code}` : "";
      report(
        name,
        `names a file that cannot be read${why}`,
        "Correct the path, or let the server's user read the file.",
      );
      return undefined;
    }
  }

  function secret(name: string): string | undefined {
    const fileName = `${name}_FILE`;
    if (isSet(name) && isSet(fileName)) {
      report(name, `and ${fileName} are both set`, "Keep one of them.");
    }
    return isSet(fileName) ? file(fileName) : variables[name] || undefined;
  }

  return {
    isSet,
    text,
    file,
    secret,
    report,
    old(name) {
      const secrets = (secret(`${name}_OLD`) ?? "").split(/\s+/).filter((one) => one !== "");
      if (secrets.some((one) => one.length < LEAST_SECRET)) {
        const remedy = `Keep here, separated by spaces, what ${name} was before, or leave it out.`;
        report(`${name}_OLD`, `holds one shorter than ${LEAST_SECRET} characters`, remedy);
      }
      return secrets;
    },
    integer(name, { least, most, where }) {
      const value = text(name);
      const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
      if (number >= least && number <= most) {
        return number;
      }
      const cause = value === "" ? "is not set" : "is not a whole number in its range";
      const remedy = `Set it to a whole number from ${least} to ${most}.`;
      report(name, cause, where === undefined ? remedy : `${remedy} ${where}`);
      return least;
    },
    choice(name, choices) {
      const chosen = choices.find((choice) => choice === text(name));
      if (chosen === undefined) {
        report(name, "has a value it cannot have", `Set it to one of ${choices.join(", ")}.`);
      }
      return chosen ?? choices[0];
    },
    address(name) {
      const cause = whyNoAddress(text(name));
      if (cause !== undefined) {
        report(name, cause, `Set it to a base URL like ${defaults[name]}, or leave it out.`);
      }
      return text(name).replace(/\/+$/, "");
    },
  };
}

/** Why a text is not the address of a server that secrets may be sent to; undefined when it is. */
export function whyNoAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    return "is not a URL";
  }
  if (url.username !== "" || url.password !== "" || url.hash !== "") {
    return "holds a user name, a password or a fragment";
  }
  const isSecure = url.protocol === "https:" || (url.protocol === "http:" && isLocal(url.hostname));
  return isSecure ? undefined : "is not an https URL (plain http only for this machine and *.test)";
}

/** `.test` never leaves the machine (https://www.rfc-editor.org/rfc/rfc6761#section-6.2): the sandbox lives there. */
function isLocal(host: string): boolean {
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]" || host.endsWith(".test");
}
