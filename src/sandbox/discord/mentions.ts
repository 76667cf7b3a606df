import type { AllowedMentions } from "./form.ts";

/** Whom a message pings: `everyone` covers @everyone and @here; the others are ids. */
export interface Pings {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
}

/**
 * Whom the text would ping. Without `allowed_mentions` every mention in it does; with it only what `parse` names,
 * or the ids it lists. Source: Discord's documentation, "Allowed Mentions Object".
 */
export function pingsOf(content: string, allowed: AllowedMentions | null): Pings {
  const { parse = [], users = [], roles = [] } = allowed ?? { parse: ["users", "roles", "everyone"] };
  const may = (kind: "users" | "roles", listed: readonly string[]) => (id: string) =>
    parse.includes(kind) || listed.includes(id);
  return {
    everyone: parse.includes("everyone") && /@(everyone|here)\b/.test(content),
    users: ids(content, /<@!?(\d+)>/g).filter(may("users", users)),
    roles: ids(content, /<@&(\d+)>/g).filter(may("roles", roles)),
  };
}

function ids(content: string, pattern: RegExp): readonly string[] {
  return [...new Set([...content.matchAll(pattern)].map(([, id = ""]) => id))];
}
