import { createHash, randomInt, timingSafeEqual } from "node:crypto";

/** The code that guards the registration, good for one start of the server. */
export type OneTimeCode = {
  /** As it is printed, in groups. */
  readonly text: string;
  check(entered: string): "right" | "wrong-code" | "too-many-tries";
};

/** Digits and capitals without those that look alike. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A hundred bits: nobody guesses them. */
const LENGTH = 20;
const GROUPS = /.{5}(?=.)/g;

/** So many wrong codes, and none is taken any more. */
const TRIES = 10;

export function createOneTimeCode(): OneTimeCode {
  const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  let wrong = 0;
  return {
    text: code.replace(GROUPS, "$&-"),
    check(entered) {
      if (wrong >= TRIES) return "too-many-tries";
      const isRight = isSame(entered.replace(/[\s-]/g, "").toUpperCase(), code);
      wrong += isRight ? 0 : 1;
      return isRight ? "right" : "wrong-code";
    },
  };
}

/** Takes as long whatever is the same of both. */
export function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
