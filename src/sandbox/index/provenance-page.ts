import type { IndexedFile } from "./project.ts";

type Attested = NonNullable<IndexedFile["attested"]>;

/**
 * `GET /integrity/…/provenance` (PEP 740): who published the file, and an attestation of its digest at that time.
 * Nothing here is signed: who verifies with sigstore has to find it invalid.
 */
export function provenancePage(filename: string, { publisher, sha256 }: Attested): string {
  const { repository, workflow, environment } = publisher;
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: filename, digest: { sha256 } }],
    predicateType: "https://docs.pypi.org/attestations/publish/v1",
    predicate: null,
  };
  const attestation = {
    version: 1,
    verification_material: { certificate: "", transparency_entries: [] },
    envelope: { statement: Buffer.from(JSON.stringify(statement)).toString("base64"), signature: "" },
  };
  return JSON.stringify({
    version: 1,
    attestation_bundles: [
      {
        publisher: { kind: "GitHub", repository, workflow, environment: environment ?? null, claims: null },
        attestations: [attestation],
      },
    ],
  });
}
