import type { MetadataFault } from "../../release/distribution-fault.ts";

/** One of every fault that metadata can have. */
export const metadataFaults: {
  readonly [Is in MetadataFault["is"]]: Extract<MetadataFault, { readonly is: Is }>;
} = {
  unreadable: { is: "unreadable", why: "it holds no PKG-INFO in its top folder" },
  "name-differs": { is: "name-differs", said: "Tools", named: "tool" },
  "version-differs": { is: "version-differs", said: "5.0.1.dev0", tagVersion: "5.0.0" },
  "field-missing": { is: "field-missing", field: "metadata-version" },
  "field-repeated": { is: "field-repeated", field: "requires-python" },
  "metadata-version-unknown": { is: "metadata-version-unknown", said: "2.0" },
  "name-invalid": { is: "name-invalid", said: "tool-" },
  "version-invalid": { is: "version-invalid", said: "5.0.0-beta-2-x" },
  "local-version": { is: "local-version", said: "5.0.0+g1a2b3c4" },
  "direct-dependency": {
    is: "direct-dependency",
    field: "requires-dist",
    said: "clip @ git+https://example.org/clip.git",
  },
  "dependency-invalid": { is: "dependency-invalid", field: "provides-dist", said: "numpy>=1.0.*" },
  "requires-python-invalid": { is: "requires-python-invalid", said: "3.10 and up" },
  "classifier-unknown": { is: "classifier-unknown", said: "License :: OSI Approved :: Apache 2" },
  "classifier-private": { is: "classifier-private", said: "Private :: Do Not Upload" },
  "classifier-deprecated": {
    is: "classifier-deprecated",
    said: "Natural Language :: Ukranian",
    instead: ["Natural Language :: Ukrainian"],
  },
  "description-type": { is: "description-type", said: "text/markdown; variant=Pandoc", wrong: "variant" },
  "charset-spelling": { is: "charset-spelling", said: "text/markdown; charset=utf-8" },
  "summary-too-long": { is: "summary-too-long", length: 840 },
  "summary-of-lines": { is: "summary-of-lines" },
  "license-twice": { is: "license-twice" },
};
