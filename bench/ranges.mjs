// Conducts a release of every range of real history in a folder: `npm run bench:ranges [-- FOLDER]`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

const main = new URL("../dist/cli/main.js", import.meta.url).pathname;
const ranges = process.argv[2] ?? new URL("../../shared/data/invokeai/ranges", import.meta.url).pathname;
if (!existsSync(ranges)) {
  console.log(`no ranges at ${ranges}: name a folder with range files`);
  process.exit(0);
}

const out = mkdtempSync(join(tmpdir(), "ranges-"));
let failed = 0;
for (const file of readdirSync(ranges).filter((name) => name.endsWith(".json"))) {
  const since = performance.now();
  const args = [main, "demo", "--history", join(ranges, file), "--out", out];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const seconds = ((performance.now() - since) / 1000).toFixed(1).padStart(5);
  if (status === 0) {
    const { requests } = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
    const counts = `${requests.writes} writes, ${requests.creations} creations, ${requests.reads} reads`;
    console.log(`${seconds} s  ${file.padEnd(32)} ${counts}`);
  } else {
    failed += 1;
    console.log(`${seconds} s  ${file.padEnd(32)} FAILED (${status}) ${stderr.trim().split("\n").at(-1)}`);
  }
}
rmSync(out, { recursive: true, force: true });
console.log(failed === 0 ? "all conducted to their end" : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
