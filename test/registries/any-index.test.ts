import { afterAll } from "vitest";
import { INDEXES } from "../../src/release/configuration.ts";
import { isForPython } from "../../src/release/ecosystem.ts";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { createIndex } from "../../src/sandbox/index/package-index.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { listen } from "../../src/sandbox/server.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { answersAsAnIndex, type Known, speaksAsPypi } from "./any-index.ts";

let opened: Promise<string> | undefined;
let close: (() => Promise<void>) | undefined;
afterAll(() => close?.());

const ours: Known = { name: "pypi", project: "Demo.Tool", version: "1.0rc1", yanked: "0.9" };
const open = () => {
  opened ??= sandboxed();
  return opened;
};
answersAsAnIndex("of the sandbox", ours, open);
speaksAsPypi("of the sandbox", ours, open);

/**
 * The index of your choice, too: `INDEX_URL=https://… INDEX_NAME=npm INDEX_PROJECT=semver INDEX_VERSION=7.0.0`, and
 * `INDEX_YANKED` where a version of it is yanked. One that speaks as PyPI needs no name.
 */
const { INDEX_URL, INDEX_NAME = "pypi", INDEX_PROJECT, INDEX_VERSION, INDEX_YANKED } = process.env;
const name = INDEXES.find((one) => one === INDEX_NAME);

if (INDEX_URL !== undefined) {
  if (name === undefined || INDEX_PROJECT === undefined || INDEX_VERSION === undefined) {
    throw new Error(
      `INDEX_URL asks ${INDEX_URL}: set INDEX_PROJECT and INDEX_VERSION, and INDEX_NAME to one of ${INDEXES.join(", ")}`,
    );
  }
  const url = INDEX_URL.replace(/\/$/, "");
  const known: Known = { name, project: INDEX_PROJECT, version: INDEX_VERSION, yanked: INDEX_YANKED };
  answersAsAnIndex(`at ${url}`, known, async () => url);
  if (isForPython({ index: name })) speaksAsPypi(`at ${url}`, known, async () => url);
}

/** The sandbox's PyPI on a port of its own, with a version of which one file is attested, and a yanked one. */
async function sandboxed(): Promise<string> {
  const clock = createVirtualClock(Date.UTC(2026, 10, 1));
  const sandbox = createSandbox({ clock });
  const listening = await listen(sandbox);
  close = listening.close;
  const url = `${listening.url}/pypi`;
  const index = createIndex({ clock, name: "pypi", host: url });
  sandbox.mount("/pypi", index.handler);
  const publisher = { repository: "acme/demo-tool", workflow: "release.yml", environment: "pypi" };
  const built = async (version: string) => [
    await wheel({ name: "Demo.Tool", version, requiresPython: ">=3.10" }),
    sdist({ name: "Demo.Tool", version }),
  ];
  const [one, ...others] = await built("1.0rc1");
  await index.upload("Demo.Tool", one === undefined ? [] : [one], { provenance: publisher });
  await index.upload("Demo.Tool", others);
  await index.upload("Demo.Tool", await built("0.9"));
  index.yank("Demo.Tool", "0.9", "broken");
  return url;
}
