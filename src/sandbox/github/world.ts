import { type Account, createBot } from "./accounts.ts";
import type { App, Installation } from "./apps.ts";
import type { Clock } from "./clock.ts";
import type { WorldEvent } from "./events.ts";
import { createIds, type Ids } from "./ids.ts";
import type { Repository } from "./repository.ts";
import type { Team } from "./teams.ts";

/** GitHub's whole state. The verbs beside this file change it and tell what happened; none of them knows HTTP. */
export interface World {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly accounts: Account[];
  readonly apps: App[];
  installations: Installation[];
  repositories: Repository[];
  readonly teams: Team[];
  /** The account that runs workflows. */
  readonly actionsBot: Account;
  /** Tells listeners, at once and in order, before the verb that caused it goes on. */
  emit(event: WorldEvent): void;
  onEvent(listener: (event: WorldEvent) => void): void;
}

/** A world with nobody in it but the bot that runs workflows. */
export const createWorld = (clock: Clock): World => {
  const listeners: ((event: WorldEvent) => void)[] = [];
  const register = { clock, ids: createIds(), accounts: [] };
  return {
    ...register,
    apps: [],
    installations: [],
    repositories: [],
    teams: [],
    actionsBot: createBot(register, "github-actions"),
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    onEvent(listener) {
      listeners.push(listener);
    },
  };
};
