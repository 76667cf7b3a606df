import { z } from "zod";
import type { Tokens } from "./oauth.ts";
import type { Keyring } from "./seal.ts";

/** What is kept of a linked account, sealed. */
export type Link = {
  /** As it was when the account was linked; people rename themselves, so it only serves to be shown. */
  readonly login: string;
  readonly tokens: Tokens;
};

const Sealed = z.object({
  login: z.string(),
  access: z.string().min(1),
  accessUntil: z.number().optional(),
  refresh: z.string().min(1).optional(),
});

/** A link as text for the store, which opens for this person only. */
export function sealLink(keyring: Keyring, person: number, { login, tokens }: Link): string {
  return keyring.seal(JSON.stringify({ login, ...tokens }), { purpose: "account", person });
}

export type OpenedLink =
  | { readonly is: "open"; readonly link: Link; readonly old: boolean }
  | { readonly is: "unreadable"; readonly because: "other-key" | "damaged" };

/** Opens what the store has for a person. Never throws: a row may hold anything. */
export function openLink(keyring: Keyring, person: number, sealed: string): OpenedLink {
  const opened = keyring.open(sealed, { purpose: "account", person });
  if (opened.is !== "open") return { is: "unreadable", because: opened.is };
  const parsed = Sealed.safeParse(jsonOf(opened.text));
  if (!parsed.success) return { is: "unreadable", because: "damaged" };
  const { login, access, accessUntil, refresh } = parsed.data;
  const tokens = {
    access,
    ...(accessUntil === undefined ? {} : { accessUntil }),
    ...(refresh === undefined ? {} : { refresh }),
  };
  return { is: "open", link: { login, tokens }, old: opened.old };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
