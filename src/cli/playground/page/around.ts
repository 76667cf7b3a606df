import { boardOf } from "../standing.ts";
import type { Playground } from "../world.ts";
import type { Around } from "./github-markdown.ts";

/** What the addresses and names in this world's texts lead to: GitHub's pages of the project are parts of this one. */
export function aroundOf(world: Playground): Around {
  const { repo, sandbox } = world;
  const board = boardOf(world);
  const home = `https://github.com/${repo.fullName}`;
  const places: readonly (readonly [RegExp, string])[] = [
    [/^\/actions\/runs\//, "#run"],
    [/^\/releases\/tag\//, "#github-release"],
    [new RegExp(`^/issues/${board?.number ?? 0}$`), "#board"],
  ];
  const logins = new Set(sandbox.github.world.accounts.map(({ login }) => login.toLowerCase()));
  return {
    place(url) {
      const path = url.startsWith(`${home}/`) ? url.slice(home.length) : "";
      const comment = new RegExp(`^/issues/${board?.number ?? 0}#issuecomment-(?<id>\\d+)$`).exec(path);
      const id = comment?.groups?.["id"];
      return id === undefined ? places.find(([pattern]) => pattern.test(path))?.[1] : `#comment-${id}`;
    },
    short(url) {
      const path = url.startsWith(`${home}/`) ? url.slice(home.length) : "";
      const { number, range } =
        /^\/(?:(?:pull|issues)\/(?<number>\d+)|compare\/(?<range>[^/]+))$/.exec(path)?.groups ?? {};
      return number === undefined ? range : `#${number}`;
    },
    isLogin: (name) => logins.has(name.toLowerCase()),
  };
}
