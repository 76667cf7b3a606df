import type { Instant } from "./instant.ts";

/** Who or what moves next. */
export type Wait =
  | {
      readonly for: "phases";
      readonly names: readonly string[];
      /** The draft that was made early, and the sections of its notes that a person has changed. */
      readonly draft?: { readonly url: string; readonly edited?: readonly string[] };
    }
  | { readonly for: "run"; readonly tag: string }
  /** To be pushed: the board was opened before it. `blockers`: what is to be closed before, by numbers. */
  | {
      readonly for: "tag";
      readonly tag: string;
      readonly branch?: string;
      readonly blockers: readonly number[];
    }
  /** So many open pull requests aim at the release, and nobody has called their authors. */
  | { readonly for: "call-out"; readonly open: number }
  | { readonly for: "which-workflow"; readonly paths: readonly string[] }
  | { readonly for: "jobs"; readonly running: number; readonly done: number; readonly url: string }
  | { readonly for: "gate-reached"; readonly environment: string }
  | {
      readonly for: "approval";
      readonly environment: string;
      readonly given: readonly string[];
      readonly needed: number;
      /** The tagged commit, where an approval has to name it. */
      readonly commit?: string;
    }
  | {
      readonly for: "review";
      readonly environment: string;
      readonly url: string;
      readonly reviewers: readonly string[];
    }
  | {
      readonly for: "notes";
      readonly environment: string;
      /** What the draft still needs; absent: there is none. */
      readonly lacks?: "text" | "update";
    }
  | { readonly for: "gate-opening"; readonly environment: string }
  | { readonly for: "publish-job"; readonly environment: string; readonly url: string }
  | { readonly for: "unhold"; readonly by: string; readonly reason?: string }
  | { readonly for: "smoke-tests"; readonly missing: readonly string[] }
  | {
      readonly for: "index";
      readonly index: string;
      readonly missing: readonly string[];
      /** Of several packages of the gate, those that lack something. */
      readonly packages?: readonly string[];
      /** Longer than an index usually takes. */
      readonly late?: true;
    }
  | {
      readonly for: "publish-command";
      readonly url: string;
      /** Sections of the notes that a person has changed. */
      readonly edited?: readonly string[];
      /** GitHub makes releases here immutable. */
      readonly immutable?: true;
    }
  | { readonly for: "run-end"; readonly url: string }
  | {
      readonly for: "channel";
      readonly channel: string;
      readonly why: string;
      /** What is posted there is to be changed. */
      readonly isEdit?: true;
    }
  /** What installers are still given of a version that is to be yanked. */
  | { readonly for: "yank"; readonly packages: readonly { readonly index: string; readonly name: string }[] }
  | { readonly for: "announce-command"; readonly channel: string }
  /** Pull requests that are still to be told of it; none: GitHub may yet tell of more. */
  | { readonly for: "released-in"; readonly left: number }
  | {
      readonly for: "answer";
      readonly whom: string;
      readonly detail: string;
      readonly until?: Instant;
      readonly forbidden?: true;
    };
