import { artifactContents } from "../../src/artifacts/contents.ts";
import type { ArchiveFile } from "../../src/release/snapshot.ts";
import { rawZip } from "./raw-zip.ts";

/** What our reader says of these files, stored as one artifact by the upload action. */
export function contentsOf(files: Readonly<Record<string, Buffer>>): Promise<readonly ArchiveFile[]> {
  const entries = Object.entries(files).map(([name, data]) => ({ name, data, method: 8 as const }));
  const zip = rawZip(entries);
  return artifactContents({
    name: "dist",
    url: "https://results.blob.core.windows.net/artifacts/1",
    settings: {
      fetch: async () =>
        new Response(new Uint8Array(zip), { headers: { "content-type": "application/zip" } }),
    },
  });
}
