import { refuse } from "../github/refused.ts";

/** A parsed JSON object of a request. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A string field; another type is refused, absence is undefined. */
export const text = (body: Fields, name: string): string | undefined => {
  const value = body[name];
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : refuse("bad-field", name);
};

/** A string field that may be null. */
export const textOrNull = (body: Fields, name: string): string | null | undefined =>
  body[name] === null ? null : text(body, name);

/** A boolean field. */
export const flag = (body: Fields, name: string): boolean | undefined => {
  const value = body[name];
  if (value === undefined) return undefined;
  return typeof value === "boolean" ? value : refuse("bad-field", name);
};

/** A field with one of a few words. */
export const word = <T extends string>(body: Fields, name: string, words: readonly T[]): T | undefined => {
  const value = text(body, name);
  if (value === undefined) return undefined;
  return words.find((candidate) => candidate === value) ?? refuse("bad-field", name);
};

/** A whole number. */
export const whole = (body: Fields, name: string): number | undefined => {
  const value = body[name];
  if (value === undefined) return undefined;
  return typeof value === "number" && Number.isInteger(value) ? value : refuse("bad-field", name);
};

/** A list of numbers. */
export const numbers = (body: Fields, name: string): number[] | undefined => {
  const value = body[name];
  if (value === undefined) return undefined;
  const all = Array.isArray(value) && value.every((entry) => typeof entry === "number");
  return all ? value : refuse("bad-field", name);
};

/** A list of names: strings, or objects with a `name`, as GitHub takes labels. */
export const names = (body: Fields, name: string): string[] | undefined => {
  const value = body[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return refuse("bad-field", name);
  return value.map((entry) => {
    if (typeof entry === "string") return entry;
    return isFields(entry) && typeof entry["name"] === "string" ? entry["name"] : refuse("bad-field", name);
  });
};

/** Leaves out what is undefined, so that absent stays absent. */
export const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
