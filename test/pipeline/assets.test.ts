import { describe, expect, it } from "vitest";
import { attach } from "../../src/pipeline/assets.ts";
import { seen } from "../../src/release/fact.ts";
import { contents, githubRelease, published, served } from "../release/snapshot-builder.ts";

const [asset] = githubRelease().assets;
const [installer] = contents.flatMap((one) => (one.is === "read" ? one.files : [])).slice(-1);

describe("a file of the same bytes as another", () => {
  const latest = "InvokeAI-installer-latest.zip";
  const now = published(served(), {
    contents: seen(
      contents.map((one) =>
        one.artifact === "installer" && one.is === "read" && installer !== undefined
          ? { ...one, files: [installer, { ...installer, name: latest }] }
          : one,
      ),
    ),
  });
  const draft = (...names: readonly string[]) =>
    githubRelease({ assets: asset === undefined ? [] : names.map((name, id) => ({ ...asset, id, name })) });

  it("is attached beside that", () => {
    expect(attach(now, draft("InvokeAI-installer-v5.0.0.zip"))).toMatchObject({
      is: "due",
      act: [{ do: "upload-asset", name: latest }],
    });
    expect(attach(now, draft("InvokeAI-installer-v5.0.0.zip", latest))).toBeUndefined();
  });

  it("is found under the name that GitHub gave it", () => {
    expect(attach(now, draft("InvokeAI-installer-v5.0.0.zip", "renamed.zip"))).toBeUndefined();
  });
});
