import type { Category, ConfigurationFault } from "./configuration.ts";

/** GitHub's own configuration of generated notes, `.github/release.yml`, as the default branch has it. */
export type NotesFile = { readonly path: string } & (
  | {
      readonly is: "read";
      readonly leaveOut: { readonly labels: readonly string[]; readonly authors: readonly string[] };
      /** By labels alone; none: one list. */
      readonly categories: readonly Category[];
    }
  /** The notes are made without it. */
  | { readonly is: "broken"; readonly fault: ConfigurationFault }
);

/** Who belongs to the project, as far as the sources that the configuration names could be read. */
export type NotesMembers = {
  /** In lower case. */
  readonly logins: readonly string[];
  /** Sources that could not be read: people are told by GitHub's association then. */
  readonly unread: readonly UnreadMembers[];
};

export type UnreadMembers =
  | { readonly from: "collaborators" }
  /** There is no such file, or one too large. */
  | { readonly from: "codeowners" }
  | { readonly from: "team"; readonly team: string };
