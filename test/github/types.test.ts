import { expectTypeOf, it } from "vitest";
import type { Reading, Writing } from "../../src/github/github.ts";
import type { Data, GetRoute, Item, Parameters, WriteRoute } from "../../src/github/routes.ts";

it("a reading cannot write, by its type", () => {
  expectTypeOf<keyof Reading & ("write" | "upload")>().toBeNever();
  expectTypeOf<GetRoute & WriteRoute>().toBeNever();
  expectTypeOf<"DELETE /repos/{owner}/{repo}">().not.toExtend<GetRoute>();
  expectTypeOf<Writing>().toExtend<Reading>();
});

it("routes take what GitHub's description says, without owner and repo", () => {
  expectTypeOf<Parameters<"POST /repos/{owner}/{repo}/check-runs">>().toHaveProperty("head_sha");
  expectTypeOf<keyof Parameters<"GET /repos/{owner}/{repo}"> & ("owner" | "repo")>().toBeNever();
});

it("lists give their items, wrapped or not, and ids are numbers", () => {
  expectTypeOf<Item<"GET /repos/{owner}/{repo}/actions/runs">["id"]>().toEqualTypeOf<number>();
  expectTypeOf<Item<"GET /repos/{owner}/{repo}/tags">["name"]>().toEqualTypeOf<string>();
  expectTypeOf<Item<"GET /repos/{owner}/{repo}">>().toBeNever();
  expectTypeOf<Data<"GET /repos/{owner}/{repo}">["id"]>().toEqualTypeOf<number>();
});
