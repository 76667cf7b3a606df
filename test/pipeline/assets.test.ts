import { describe, expect, it } from "vitest";
import { attach } from "../../src/pipeline/assets.ts";
import { seen } from "../../src/release/fact.ts";
import {
  artifacts,
  configured,
  contents,
  githubRelease,
  published,
  served,
} from "../release/snapshot-builder.ts";

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

describe("a file that the app has attached of another build", () => {
  const wanted = githubRelease().assets;
  const stale = wanted.map((one) => ({ ...one, id: 9, name: "InvokeAI-rc1.zip", digest: "sha256:0" }));
  const draft = (...assets: typeof wanted) => githubRelease({ assets });

  it("goes from the draft, whatever else is to be attached", () => {
    const gone = { do: "delete-asset", asset: 9, name: "InvokeAI-rc1.zip" };
    const now = published(served());
    expect(attach(now, draft(...wanted, ...stale))).toMatchObject({ is: "due", act: [gone] });
    expect(attach(now, draft(...stale))).toMatchObject({
      act: [gone, { do: "upload-asset", name: "InvokeAI-installer-v5.0.0.zip" }],
    });
    const none = { ...now, configuration: configured({ assets: [] }) };
    expect(attach(none, draft(...stale))).toMatchObject({ act: [gone] });
  });

  it("stays where a person has attached it", () => {
    const theirs = stale.map((one) => ({ ...one, byApp: false }));
    expect(attach(published(served()), draft(...wanted, ...theirs))).toBeUndefined();
  });

  it("is not taken for one of a build whose artifact is gone", () => {
    const now = published(served(), {
      artifacts: seen(artifacts.map((one) => ({ ...one, expired: true }))),
      contents: seen([]),
    });
    expect(attach(now, draft(...wanted))).toBeUndefined();
    expect(attach(now, draft(...wanted, ...stale))).toMatchObject({ act: [{ asset: 9 }] });
  });
});
