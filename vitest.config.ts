import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Only for what hangs: the machine may be busy with something else.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Test files share nothing but what they import: loading the app and compiling GitHub's schemas once per worker
    // instead of once per file takes most of the run's time away.
    isolate: false,
    pool: "forks",
    // More than there are cores: some tests kill processes or cut connections, and wait in real time for what follows.
    maxWorkers: 2 * availableParallelism(),
    // What one test makes lives shortly: with the usual young generation collecting it takes a tenth of the time.
    execArgv: ["--max-semi-space-size=64"],
    coverage: { provider: "v8", include: ["src/**"], reporter: ["text-summary"] },
  },
});
