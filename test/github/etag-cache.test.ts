import { describe, expect, it } from "vitest";
import { createEtagCache, type Kept } from "../../src/github/etag-cache.ts";

const answer = (size: number, etag?: string) => ({
  status: 200,
  headers: etag === undefined ? {} : { etag },
  data: { list: [{ id: 1 }] },
  size,
});

function isFrozenDeep({ answer }: Kept): boolean {
  const { list } = answer.data as { readonly list: readonly unknown[] };
  return Object.isFrozen(list[0]);
}

describe("the cache of answers", () => {
  it("drops the ones unused longest when it holds too many bytes", () => {
    const cache = createEtagCache({ warm: 100, cold: 0 });
    cache.keep("t", "/a", answer(40, "a"));
    cache.keep("t", "/b", answer(40, "b"));
    cache.find("t", "/a");
    cache.keep("t", "/c", answer(40, "c"));
    expect(["/a", "/b", "/c"].map((url) => cache.find("t", url)?.etag)).toEqual(["a", undefined, "c"]);
  });

  it("gives what it has packed as it was, and packs what was unused longest", () => {
    const cache = createEtagCache({ warm: 100, cold: 10_000 });
    const first = answer(60, "a");
    cache.keep("t", "/a", first);
    expect(cache.find("t", "/a")?.answer).toBe(first);
    cache.keep("t", "/b", answer(60, "b"));
    const packed = cache.find("t", "/a");
    expect(packed?.answer).not.toBe(first);
    expect(packed).toEqual({ etag: "a", answer: first });
    expect(packed).toSatisfy(isFrozenDeep);
    expect(cache.find("t", "/a")).toBe(packed);
    expect(cache.find("t", "/b")?.etag).toBe("b");
  });

  it("drops the packed ones unused longest when they are too many bytes", () => {
    const cache = createEtagCache({ warm: 60, cold: 200 });
    for (const name of ["a", "b", "c", "d", "e"]) cache.keep("t", `/${name}`, answer(60, name));
    expect(cache.find("t", "/a")).toBeUndefined();
    expect(cache.find("t", "/d")?.etag).toBe("d");
  });

  it("counts an answer kept again only once", () => {
    const cache = createEtagCache({ warm: 100, cold: 0 });
    cache.keep("t", "/a", answer(60, "a"));
    for (const etag of ["1", "2", "3"]) cache.keep("t", "/b", answer(40, etag));
    expect(cache.find("t", "/a")?.etag).toBe("a");
    expect(cache.find("t", "/b")?.etag).toBe("3");
  });

  it("keeps neither what is too large nor what has no ETag", () => {
    const cache = createEtagCache({ warm: 100, cold: 0 });
    cache.keep("t", "/large", answer(101, "l"));
    cache.keep("t", "/plain", answer(1));
    expect([cache.find("t", "/large"), cache.find("t", "/plain")]).toEqual([undefined, undefined]);
  });

  it("is apart for each token", () => {
    const cache = createEtagCache({ warm: 100, cold: 0 });
    cache.keep("t", "/a", answer(1, "a"));
    expect(cache.find("other", "/a")).toBeUndefined();
  });

  it("lets go of what was answered to a token that is gone, and of nothing else", () => {
    const cache = createEtagCache({ warm: 100, cold: 0 });
    cache.keep("t", "/a", answer(40, "a"));
    cache.keep("other", "/a", answer(40, "b"));
    cache.forget("t");
    expect(["t", "other"].map((token) => cache.find(token, "/a")?.etag)).toEqual([undefined, "b"]);
    cache.keep("other", "/b", answer(60, "c"));
    expect(["/a", "/b"].map((url) => cache.find("other", url)?.etag)).toEqual(["b", "c"]);
  });

  it("freezes what it keeps, down to the last part", () => {
    const cache = createEtagCache({ warm: 100, cold: 0 });
    const kept = answer(1, "a");
    cache.keep("t", "/a", kept);
    expect(Object.isFrozen(kept.data.list[0])).toBe(true);
  });
});
