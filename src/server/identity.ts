import { faultOf } from "../github/fault.ts";
import type { GitHub } from "../github/github.ts";

/** Who we are on GitHub, as it said last. */
export type Identity = {
  /** `unreachable` when GitHub gave no answer; rejects, with the remedy, when the key is not the App's. */
  ask(): Promise<"known" | "unreachable">;
  /** Undefined until GitHub has told it once. */
  slug(): string | undefined;
  /** Rejects when GitHub's last answer refused the key; one that it was not asked about counts as usable. */
  checkKey(): Promise<void>;
};

type Answer =
  | { readonly is: "known"; readonly slug: string }
  | { readonly is: "unreachable" }
  | { readonly is: "refused"; readonly error: Error };

export function createIdentity(github: Pick<GitHub, "app">, appId: number): Identity {
  let slug: string | undefined;
  let refusal: Error | undefined;
  return {
    async ask() {
      const answer = await whoWeAre(github, appId);
      switch (answer.is) {
        case "known":
          slug = answer.slug;
          refusal = undefined;
          return answer.is;
        case "unreachable":
          // That says nothing of the key: what GitHub said before still holds.
          return answer.is;
        case "refused":
          refusal = answer.error;
          throw refusal;
      }
    },
    slug: () => slug,
    async checkKey() {
      if (refusal !== undefined) {
        throw refusal;
      }
    },
  };
}

async function whoWeAre(github: Pick<GitHub, "app">, appId: number): Promise<Answer> {
  try {
    const { id, slug } = await github.app();
    return id === appId ? { is: "known", slug } : refused(appId, `says that it is App ${id}'s`);
  } catch (error) {
    const fault = faultOf(error);
    switch (fault?.kind) {
      case undefined:
        throw error;
      case "forbidden":
      case "refused":
        return refused(appId, fault.status === undefined ? "refuses it" : `refuses it with ${fault.status}`);
      case "unreachable":
      case "broken":
      case "limited":
        return { is: "unreachable" };
    }
  }
}

function refused(appId: number, answer: string): Answer {
  return { is: "refused", error: new Error(notOurKey(appId, answer)) };
}

/** Why the server does not start with a key that GitHub does not take for the App's, and what to check. */
export function notOurKey(appId: number, answer: string): string {
  const remedy =
    "Check that APP_ID and the private key are of the same App, that GITHUB_API_URL is the server it is registered on, and that this machine's clock is right.";
  return `The private key is not App ${appId}'s: GitHub ${answer}. ${remedy}`;
}
