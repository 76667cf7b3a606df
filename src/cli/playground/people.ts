import type { Project } from "../../sandbox/scenes/project.ts";

/** Somebody in whose name one can speak. */
export type Person = {
  readonly login: string;
  /** What they may do in the repository. */
  readonly may: string;
};

/** Everybody who can be played, from those who may most to those who may least. */
export function people({ people: all, repo, sandbox }: Project): readonly Person[] {
  const persons = Object.values(all).map((login) => {
    const role = repo.state.roles.get(sandbox.github.account(login).id)?.name;
    return { login, may: role ?? "no rights" };
  });
  return [...persons, { login: BOT, may: "a bot" }];
}

/** It translates, and no word of it counts. */
const BOT = "weblate[bot]";
