import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    // Test files share nothing but what they import: loading the app and compiling GitHub's schemas once per worker
    // instead of once per file takes most of the run's time away.
    isolate: false,
    pool: "forks",
    // Every core: vitest leaves one to its watch mode, which on small machines is half of them.
    maxWorkers: "100%",
    coverage: { provider: "v8", include: ["src/**"], reporter: ["text-summary"] },
  },
});
