import { faultOf } from "../github/fault.ts";
import type { GitHub } from "../github/github.ts";

/** Who we are on GitHub. Asked at the start, and again until GitHub has answered. */
export type Identity = {
  /** `unreachable` when GitHub gave no answer; rejects, with the remedy, when the key is not the App's. */
  ask(): Promise<"known" | "unreachable">;
  slug(): string | undefined;
  /** Rejects when GitHub has refused the key; one that it was not asked about counts as usable. */
  checkKey(): Promise<void>;
};

type Answer =
  | { readonly is: "known"; readonly slug: string }
  | { readonly is: "unreachable" }
  | { readonly is: "refused"; readonly error: Error };

export function createIdentity(github: Pick<GitHub, "app">, appId: number): Identity {
  let answer: Answer = { is: "unreachable" };
  return {
    async ask() {
      answer = await whoWeAre(github, appId);
      if (answer.is === "refused") {
        throw answer.error;
      }
      return answer.is;
    },
    slug: () => (answer.is === "known" ? answer.slug : undefined),
    async checkKey() {
      if (answer.is === "refused") {
        throw answer.error;
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
