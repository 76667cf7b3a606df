import type { Action, ActionKind } from "./action.ts";
import type { AlreadyOut } from "./already-out.ts";
import type { ChannelKind } from "./configuration.ts";
import type { BuiltArtifact } from "./dispatch.ts";
import type { Instant } from "./instant.ts";
import type { Look } from "./look.ts";
import type { PublishCause } from "./publish-cause.ts";
import type { NextVersion } from "./publish-failure.ts";
import type { Comment, ReviewRefusal } from "./snapshot.ts";

/** One command line of one comment, parsed. */
export type Said = {
  /** Undefined: a word that is no command of ours. */
  readonly command: CommandName | undefined;
  readonly word: string;
  readonly comment: Comment;
  /** 0 for the first command of the comment. */
  readonly position: number;
  readonly words: readonly string[];
  /** The line as written. */
  readonly line: string;
  /** On a shared board: the tag that the line names, which is taken from the words. */
  readonly to?: string;
  /** On a shared board: a command that does not say which release it is for; `command` is undefined then. */
  readonly astray?: { readonly command: CommandName; readonly tags: readonly string[] };
  /** On a shared board: a command said before the release's board was there; `command` is undefined then. */
  readonly early?: CommandName;
};

export const COMMANDS = [
  "approve",
  "reject",
  "delegate",
  "tested",
  "hold",
  "unhold",
  "retry",
  "cancel",
  "notes",
  "publish",
  "announce",
  "resume",
  "yank",
  "call-out",
  "status",
  "help",
  "prepare",
  "build",
  "release",
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Commands that are said on any issue of a repository, because the board that they are about need not be there yet. */
export const REQUESTS = ["prepare", "build", "release"] as const satisfies readonly CommandName[];
export type Request = (typeof REQUESTS)[number];

/** Where several releases share a board, these concern all of them: said without a tag, each is answered once. */
export const FOR_ALL = ["status", "help", "hold"] as const satisfies readonly CommandName[];

/** Whether somebody stops something with it. */
export function isStop({ command }: Pick<Said, "command">): boolean {
  return command === "hold" || command === "reject" || command === "cancel" || command === "yank";
}

/** What follows from a command, decided afresh from what is seen. */
export type Answer =
  /** It counts, and there is nothing (more) to do for it. */
  | { readonly is: "done" }
  /** It counts; its effect, or somebody else, is awaited. */
  | {
      readonly is: "accepted";
      /** When to look for what is awaited, where nobody tells us. */
      readonly again?: Instant;
    }
  | { readonly is: "refused"; readonly because: Refusal }
  /** It asked for words. */
  | { readonly is: "told"; readonly what: "status" | "help" | "resume" }
  /** The board that was asked for. */
  | { readonly is: "told"; readonly what: "board"; readonly tag: string; readonly url: string }
  /** The release is given up, and the draft is left: a person has changed it, or the app may not delete it. */
  | { readonly is: "told"; readonly what: "draft-left"; readonly url: string }
  /** What ran of the withdrawn release has ended; it is out, and nothing is deleted. */
  | { readonly is: "told"; readonly what: "out" }
  /** What ran has ended; it was said before the board told that the tag is gone, and nothing else is done on it. */
  | { readonly is: "told"; readonly what: "ended-only" }
  /** The board of the tag that was asked for is there; `started`: the app has started its run. */
  | {
      readonly is: "told";
      readonly what: "taken-up";
      readonly tag: string;
      readonly url: string;
      readonly started: boolean;
      /** That run, where it is known which one it is. */
      readonly run?: number;
    }
  | { readonly is: "told"; readonly what: "built"; readonly build: Build }
  /** It counts, but for these gates it came too late: their jobs are at work. */
  | { readonly is: "told"; readonly what: "too-late"; readonly gates: readonly string[] }
  /** It counts, but for these sections of the notes, which a person has changed. */
  | { readonly is: "told"; readonly what: "sections-kept"; readonly sections: readonly string[] }
  /** It counts, and its board is closed: where the notes start now is said in words, besides which sections are kept. */
  | { readonly is: "told"; readonly what: "notes-start"; readonly sections: readonly string[] }
  /** Facts are missing: these are looked for; none when somebody did not answer, and it is judged again later. */
  | { readonly is: "looking"; readonly at: readonly Look[] };

/** A build that is done, with what it made. */
export type Build = {
  readonly ref: string;
  readonly commit: string;
  readonly url: string;
  readonly artifacts: readonly BuiltArtifact[];
};

export type Answered = { readonly said: Said; readonly answer: Answer; readonly effect?: Action };

/** Why a command does not count: the rule, who could, what to type. `replies/refusal.ts` puts each in words. */
export type Refusal =
  | {
      readonly is: "no-right";
      readonly needs: string;
      readonly has: string;
      readonly who: readonly string[];
      readonly teamsHidden?: true;
    }
  | { readonly is: "right-unknown"; readonly detail: string }
  | { readonly is: "edited" }
  | { readonly is: "wrong-words"; readonly usage: string }
  /** Several releases share the board, and which is meant is not said, or more than one is. */
  | { readonly is: "which-release"; readonly command: CommandName; readonly tags: readonly string[] }
  /** Nothing tells what was remembered of the release by then: its board is a later comment. */
  | { readonly is: "before-board" }
  | { readonly is: "unknown-command"; readonly word: string; readonly near?: string }
  | { readonly is: "unknown-gate"; readonly said: string; readonly gates: readonly string[] }
  | { readonly is: "gate-not-waiting"; readonly gate: string; readonly why: string }
  | { readonly is: "too-early"; readonly gate: string; readonly since: Instant }
  | { readonly is: "already-open"; readonly gate: string; readonly by: readonly string[] }
  | { readonly is: "commit-required"; readonly gate: string; readonly commit: string }
  | {
      readonly is: "artifacts-replaced";
      readonly gate: string;
      readonly names: readonly string[];
      readonly at: Instant;
    }
  | { readonly is: "expired"; readonly gate: string; readonly after: number }
  | { readonly is: "no-such-account"; readonly login: string }
  | { readonly is: "own-right"; readonly gate: string }
  | { readonly is: "nothing-to-test"; readonly why: string }
  | { readonly is: "wrong-commit"; readonly said: string; readonly commit: string }
  | { readonly is: "not-granted"; readonly permissions: readonly string[] }
  /** `starterUnknown`: the app has started the run for somebody, and nothing tells any more for whom. */
  | { readonly is: "self-approval"; readonly gate: string; readonly starterUnknown?: true }
  | {
      readonly is: "own-click";
      readonly gate: string;
      readonly url: string;
      readonly reviewers: readonly string[];
      /** Where an account can be linked, for the app to review in its owner's name. */
      readonly linkUrl?: string;
      /** The account is linked, and GitHub or the server refuses it: why. */
      readonly refused?: ReviewRefusal;
    }
  | { readonly is: "phase-not-done"; readonly gate: string; readonly phases: readonly string[] }
  | { readonly is: "held"; readonly by: string; readonly reason?: string }
  | { readonly is: "nothing-held" }
  | { readonly is: "nothing-failed" }
  /** The same files, or the same workflow, can only fail again. */
  | {
      readonly is: "retry-in-vain";
      readonly gate: string;
      readonly why: PublishCause | "other-bytes";
      /** How to go on: with the next version, another build of this one, or without the gate, which is optional. */
      readonly way: "next-version" | "rebuild" | "without";
      readonly next?: NextVersion;
    }
  /** GitHub runs jobs again for 30 days only. */
  | {
      readonly is: "run-too-old";
      readonly tag: string;
      /** What failed is a gate without which the release ends. */
      readonly without?: string;
      readonly out?: AlreadyOut;
    }
  /** GitHub has refused what it asks for three times; `url`: the release run's page, where it is about that. */
  | { readonly is: "refused-thrice"; readonly action: ActionKind; readonly url?: string }
  | { readonly is: "still-running" }
  | { readonly is: "not-running" }
  | { readonly is: "not-drafted"; readonly waitsFor: string }
  | { readonly is: "no-notes-yet" }
  /** People's own text is longer by this many characters than leaves room for the app's sections. */
  | { readonly is: "notes-full"; readonly over: number; readonly url: string }
  /** The tag is gone, and with it what the notes are about. */
  | { readonly is: "no-tag"; readonly tag: string }
  /** `own`: it is the release's tag itself. */
  | {
      readonly is: "no-such-base";
      readonly said: string;
      readonly own: boolean;
      readonly tags: readonly string[];
    }
  | { readonly is: "already-published"; readonly url: string }
  | { readonly is: "unknown-test"; readonly said: string; readonly tests: readonly string[] }
  | { readonly is: "unknown-channel"; readonly said: string; readonly channels: readonly string[] }
  /** Its name leads to no address, or to one of another kind than the configuration has. */
  | {
      readonly is: "wrong-channel";
      readonly variable: string;
      readonly configured: ChannelKind;
      readonly kind?: ChannelKind;
    }
  | { readonly is: "not-released-yet" }
  | { readonly is: "configuration-broken" }
  | { readonly is: "configuration-changed"; readonly blob: string }
  | { readonly is: "superseded" }
  /** It opened a gate of the run that the tag has left in that moment: the run's page. */
  | { readonly is: "moved-meanwhile"; readonly gate: string; readonly url: string }
  /** A request stands in a comment of its own, and every other command on the board of its release. */
  | { readonly is: "out-of-place"; readonly isRequest: boolean }
  /** The call-out comes before the tag: the board was not opened before it, or the tag is there now. */
  | { readonly is: "call-out-over"; readonly tag: string; readonly prepared: boolean }
  /** No open pull request aims at the release, and nothing blocks it. */
  | { readonly is: "nobody-to-call"; readonly tag: string }
  | { readonly is: "too-long"; readonly most: number }
  /** The tags that could come next, the smallest step first. */
  | { readonly is: "no-tag-said"; readonly next: readonly string[] }
  | { readonly is: "no-release-tag"; readonly said: string; readonly patterns: readonly string[] }
  | { readonly is: "tag-there"; readonly tag: string }
  | {
      readonly is: "board-there";
      readonly tag: string;
      readonly url: string;
      readonly state: "open" | "closed";
      readonly closedByApp: boolean;
    }
  | RequestRefusal
  | { readonly is: "finished" }
  /** Nothing is on an index or public yet: there are better ways than to yank. */
  | { readonly is: "not-out-yet" }
  /** Its bytes are bad: nothing more of it is let out or told. */
  | { readonly is: "yanked" }
  | { readonly is: "abandoned" }
  | { readonly is: "contradicted"; readonly by: string };

/** Why a workflow is not started, or no board opened. */
export type RequestRefusal =
  /** The configuration names no workflow that builds. */
  | { readonly is: "no-build-workflow" }
  | { readonly is: "no-such-ref"; readonly said: string }
  | { readonly is: "ambiguous-ref"; readonly said: string }
  /** GitHub starts workflows at branches and tags only. */
  | { readonly is: "bare-commit"; readonly said: string }
  | { readonly is: "no-workflow-file"; readonly workflow: string; readonly ref: string }
  | {
      readonly is: "no-trigger";
      readonly workflow: string;
      readonly ref: string;
      /** It is a tag that could be pushed once more. */
      readonly tag?: string;
    }
  | { readonly is: "may-not-start"; readonly permissions: readonly string[]; readonly url: string }
  /** GitHub's own words. */
  | { readonly is: "not-started"; readonly detail: string; readonly url: string }
  | { readonly is: "start-unclear"; readonly url: string }
  | {
      readonly is: "build-failed";
      readonly conclusion: string;
      readonly jobs: readonly { readonly name: string; readonly url: string }[];
      readonly url: string;
    }
  | { readonly is: "build-endless"; readonly url: string }
  /** A branch or a commit was said where only a tag will do. */
  | { readonly is: "not-a-tag"; readonly said: string; readonly kind: "branch" | "commit" }
  | { readonly is: "no-such-tag"; readonly tag: string }
  | { readonly is: "release-workflow-unknown"; readonly paths: readonly string[] }
  /** The configuration keeps what is tagged from being released; `says`: in a board's words. */
  | { readonly is: "not-releasable"; readonly tag: string; readonly says: string }
  /** The board is there, and its run has to be started: that is said there. */
  | { readonly is: "say-on-board"; readonly tag: string; readonly url: string };
