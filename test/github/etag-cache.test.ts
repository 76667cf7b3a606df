import { describe, expect, it } from "vitest";
import { createEtagCache } from "../../src/github/etag-cache.ts";

const answer = (size: number, etag?: string) => ({
  status: 200,
  headers: etag === undefined ? {} : { etag },
  data: { list: [{ id: 1 }] },
  size,
});

describe("the cache of answers", () => {
  it("drops the ones unused longest when it holds too many bytes", () => {
    const cache = createEtagCache(100);
    cache.keep("t", "/a", answer(40, "a"));
    cache.keep("t", "/b", answer(40, "b"));
    cache.find("t", "/a");
    cache.keep("t", "/c", answer(40, "c"));
    expect(["/a", "/b", "/c"].map((url) => cache.find("t", url)?.etag)).toEqual(["a", undefined, "c"]);
  });

  it("counts an answer kept again only once", () => {
    const cache = createEtagCache(100);
    cache.keep("t", "/a", answer(60, "a"));
    for (const etag of ["1", "2", "3"]) cache.keep("t", "/b", answer(40, etag));
    expect(cache.find("t", "/a")?.etag).toBe("a");
    expect(cache.find("t", "/b")?.etag).toBe("3");
  });

  it("keeps neither what is too large nor what has no ETag", () => {
    const cache = createEtagCache(100);
    cache.keep("t", "/large", answer(101, "l"));
    cache.keep("t", "/plain", answer(1));
    expect([cache.find("t", "/large"), cache.find("t", "/plain")]).toEqual([undefined, undefined]);
  });

  it("is apart for each token", () => {
    const cache = createEtagCache(100);
    cache.keep("t", "/a", answer(1, "a"));
    expect(cache.find("other", "/a")).toBeUndefined();
  });

  it("lets go of what was answered to a token that is gone, and of nothing else", () => {
    const cache = createEtagCache(100);
    cache.keep("t", "/a", answer(40, "a"));
    cache.keep("other", "/a", answer(40, "b"));
    cache.forget("t");
    expect(["t", "other"].map((token) => cache.find(token, "/a")?.etag)).toEqual([undefined, "b"]);
    cache.keep("other", "/b", answer(60, "c"));
    expect(["/a", "/b"].map((url) => cache.find("other", url)?.etag)).toEqual(["b", "c"]);
  });

  it("freezes what it keeps, down to the last part", () => {
    const cache = createEtagCache(100);
    const kept = answer(1, "a");
    cache.keep("t", "/a", kept);
    expect(Object.isFrozen(kept.data.list[0])).toBe(true);
  });
});
