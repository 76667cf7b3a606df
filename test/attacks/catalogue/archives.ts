import type { Group } from "./entry.ts";

export const ARCHIVES = {
  title: "Archives and downloads",
  entries: {
    "zip-slip": {
      threat: "names inside an artifact climb out of its folder, are absolute, or start at a drive",
      promise:
        "The artifact is refused with the reason before anybody can approve; no name from an archive becomes a path on the server's disk.",
    },
    "zip-bomb": {
      threat: "a small artifact unpacks to gigabytes, or holds more entries than anybody needs",
      promise:
        "Entries, their names, bytes and the packing ratio are capped before anything is unpacked; of archives inside only the directory, the metadata and wheels are read, one level deep and within caps for all of them together.",
    },
    "zip-liar": {
      threat: "an archive's sizes, names, checksums or file types are not what they seem",
      promise:
        "An archive that two programs could read in two ways is refused, with the entry and the reason on the board.",
    },
    "not-a-zip": {
      threat: "the workflow uploads a wheel by itself, which is a zip too",
      promise:
        "An artifact that is no archive of the upload action is one file, compared and released like any other.",
    },
    "token-on-redirect": {
      threat: "GitHub redirects a download to a storage that must not see the app's token",
      promise: "Whatever is fetched from outside GitHub's API is asked for without credentials.",
    },
    "redirect-inside": {
      threat: "a download redirects to the server's own network, to another scheme, or once more",
      promise:
        "Artifacts are fetched only from GitHub's storage over https, and no second redirect is followed; the address is never asked.",
    },
    "expired-url": {
      threat: "the storage's address has expired before it is used, or GitHub has deleted the artifact",
      promise:
        "An expired address is asked for anew by itself; a deleted artifact stops the release before its gates open, with what to do.",
    },
    "digest-mismatch": {
      threat: "the storage serves other bytes than those whose digest GitHub recorded",
      promise: "The artifact is refused and nothing that was built from it can be approved.",
    },
    "metadata-bomb": {
      threat:
        "the metadata inside a built wheel or sdist is huge, packed to explode, a link, there twice, or odd",
      promise:
        "Metadata is read up to a megabyte, links are not followed, and what two programs could read in two ways stops the release with the file and the reason, before anybody approves.",
    },
  },
} as const satisfies Group;
