import { z } from "zod";

/** What a key is for, in the words of the reference table. */
export type Meaning = {
  readonly means: string;
  /** What holds without it, where that is no value. */
  readonly without?: string;
};

/** The meaning of every key, by its schema. */
export const meanings = z.registry<Meaning>();

/** Text, of which there is some. */
export const text = () => z.string().min(1).optional();
/** Yes or no. */
export const flag = () => z.boolean().optional();

/** A key of which nothing is written says nothing: people comment out what stands below it. */
export const section = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape).nullish();

/** One name or a list of them. */
export const names = (most: number, least = 0) =>
  z
    .preprocess(
      (said) => (typeof said === "string" ? [said] : said),
      z.array(z.string().min(1)).min(least).max(most),
    )
    .nullish();
