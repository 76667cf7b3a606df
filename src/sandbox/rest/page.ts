import { refuse } from "../github/refused.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly number: number;
  readonly headers: Readonly<Record<string, string>>;
}

const count = (url: URL, name: string, fallback: number): number => {
  const value = url.searchParams.get(name);
  if (value === null) return fallback;
  return /^\d+$/.test(value) ? Math.max(1, Number(value)) : refuse("bad-field", name);
};

const linkTo = (url: URL, page: number, rel: string): string => {
  const target = new URL(url);
  target.searchParams.set("page", String(page));
  return `<${target.href}>; rel="${rel}"`;
};

/** One page of a list, with the Link header GitHub sends when there is more than one. 30 entries unless asked, at most 100. */
export const pageOf = <T>(url: URL, all: readonly T[]): Page<T> => {
  const size = Math.min(100, count(url, "per_page", 30));
  const number = count(url, "page", 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const links = [
    ...(number > 1 ? [linkTo(url, number - 1, "prev")] : []),
    ...(number < last ? [linkTo(url, number + 1, "next"), linkTo(url, last, "last")] : []),
    ...(number > 1 ? [linkTo(url, 1, "first")] : []),
  ];
  return {
    items: all.slice((number - 1) * size, number * size),
    number,
    headers: last > 1 ? { link: links.join(", ") } : {},
  };
};
