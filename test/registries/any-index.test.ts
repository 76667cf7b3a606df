import { afterAll, it } from "vitest";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { createIndex } from "../../src/sandbox/index/package-index.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { listen } from "../../src/sandbox/server.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { type AnyIndex, speaksAsPypi } from "./any-index.ts";

/** `INDEX_URL=https://… INDEX_PROJECT=sampleproject INDEX_VERSION=4.0.0 npx vitest run test/registries/any-index.test.ts` */
const { INDEX_URL, INDEX_PROJECT, INDEX_VERSION, INDEX_YANKED } = process.env;

let opened: Promise<AnyIndex> | undefined;
let close: (() => Promise<void>) | undefined;
afterAll(() => close?.());

speaksAsPypi("of the sandbox", () => {
  opened ??= sandboxed();
  return opened;
});

if (INDEX_URL !== undefined && INDEX_PROJECT !== undefined && INDEX_VERSION !== undefined) {
  const url = INDEX_URL.replace(/\/$/, "");
  speaksAsPypi(`at ${url}`, async () => ({
    url,
    project: INDEX_PROJECT,
    version: INDEX_VERSION,
    yanked: INDEX_YANKED,
  }));
} else {
  it.skip("the index of your choice: set INDEX_URL, INDEX_PROJECT and INDEX_VERSION to ask one", () =>
    undefined);
}

/** The sandbox's PyPI on a port of its own, with a version of which one file is attested, and a yanked one. */
async function sandboxed(): Promise<AnyIndex> {
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
  return { url, project: "Demo.Tool", version: "1.0rc1", yanked: "0.9" };
}
