import type { ConfigurationFault } from "../../release/configuration.ts";
import { type Fact, type Fault, given } from "../../release/fact.ts";
import type { Snapshot } from "../../release/snapshot.ts";

/** Why there are no notes. */
export type Lack =
  | { readonly is: "no-repository" }
  | { readonly is: "no-tag"; readonly tag: string }
  | { readonly is: "no-commit"; readonly tag: string }
  | { readonly is: "no-version"; readonly tag: string }
  | { readonly is: "broken-configuration"; readonly faults: readonly ConfigurationFault[] }
  | { readonly is: "no-answer"; readonly fault: Fault };

/** What stands in the way before the range is read, in a snapshot of the repository, its configuration and tags. */
export function lackIn({ key: { tag }, ...found }: Snapshot, base: string | undefined): Lack | undefined {
  const file = given(found.configuration);
  const unread =
    lackOf(found.tag, { is: "no-tag", tag }) ??
    lackOf(found.tags, { is: "no-tag", tag }) ??
    (found.configuration.is === "absent" ? undefined : lackOf(found.configuration, { is: "no-repository" }));
  if (unread !== undefined) return unread;
  if (file?.is === "broken") return { is: "broken-configuration", faults: file.faults };
  if (given(found.tag)?.commit === undefined) return { is: "no-commit", tag };
  const isThere = base === undefined || (given(found.tags) ?? []).includes(base);
  return isThere ? undefined : { is: "no-tag", tag: base };
}

/** What a fact lacks; `absent` says what it means that there is none. */
export function lackOf(fact: Fact<unknown>, absent: Lack): Lack | undefined {
  switch (fact.is) {
    case "seen":
      return undefined;
    case "absent":
    case "unseen":
      return absent;
    case "unknown":
      // GitHub tells whoever may not see a repository what it tells of one that is not there.
      return fact.because.status === 404 ? { is: "no-repository" } : { is: "no-answer", fault: fact.because };
  }
}
