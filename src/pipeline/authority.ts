import { APPROVAL_RULES } from "../commands/approval-rules.ts";
import { COMMAND_RULES } from "../commands/command-rules.ts";
import { PERSON_RULES } from "../commands/person-rules.ts";
import { ATTEMPT_RUN_RULES, RELEASE_RUN_RULES } from "../release/run-rules.ts";
import { GATE_CONDITIONS, GATE_RULES } from "./gate-rules.ts";

/** Rules about one thing. */
export type RulesAbout = { readonly about: string; readonly rules: readonly { readonly name: string }[] };

/**
 * Everything that must hold for a gate to open: the law of authority, as the lists by which it is decided. What is
 * taken out of one of them is not looked at any more.
 */
export const AUTHORITY: readonly RulesAbout[] = [
  { about: "the comment", rules: PERSON_RULES },
  { about: "the command", rules: COMMAND_RULES },
  { about: "the approval", rules: APPROVAL_RULES },
  { about: "the run", rules: RELEASE_RUN_RULES },
  { about: "the attempt", rules: ATTEMPT_RUN_RULES },
  { about: "what comes before the gate", rules: GATE_CONDITIONS },
  { about: "the gate", rules: GATE_RULES },
];
