import { z } from "zod";
import { parseJson } from "../artifacts/transport.ts";
import type { FileProvenance, Publisher } from "../release/index-release.ts";
import { broken, createIndexClient, type IndexSettings } from "./index-client.ts";
import { type Registry, RegistryFault, type ServedFile } from "./registry.ts";

const INTEGRITY = "application/vnd.pypi.integrity.v1+json";

/** PEP 740: the part that tells who attested what. Of publishers of other kinds than GitHub's only the kind is read. */
const page = z.object({
  attestation_bundles: z.array(
    z.object({
      publisher: z.object({
        kind: z.string(),
        repository: z.string().nullish(),
        workflow: z.string().nullish(),
        environment: z.string().nullish(),
      }),
      attestations: z.array(z.object({ envelope: z.object({ statement: z.string() }) })),
    }),
  ),
});
type Bundle = z.infer<typeof page>["attestation_bundles"][number];

/** An in-toto statement. https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
const statement = z.object({ subject: z.array(z.object({ digest: z.object({ sha256: z.string() }) })) });

/**
 * Asks the integrity API of an index what it shows for one file. It is read and compared, not verified: that takes
 * the roots of trust of sigstore, which come from another server. https://docs.pypi.org/api/integrity/
 */
export function provenanceReader(
  name: string,
  base: string,
  settings: IndexSettings,
): NonNullable<Registry["provenance"]> {
  const client = createIndexClient(name, base, settings);
  return async (file) => {
    const json = await client.get(pathOf(file), INTEGRITY).catch(unlessSwitchedOff);
    if (json === undefined) return { filename: file.filename, publishers: [] };
    const read = page.safeParse(json);
    if (!read.success) throw broken(name, `its provenance of ${file.filename} is not what PEP 740 describes`);
    return provenanceOf(name, file, read.data.attestation_bundles);
  };
}

function pathOf({ project, version, filename }: ServedFile): string {
  return `integrity/${[project, version, filename].map(encodeURIComponent).join("/")}/provenance`;
}

/** PyPI answers 403 while its administrators have attestations switched off (warehouse/api/integrity.py): none is shown. */
function unlessSwitchedOff(error: unknown): undefined {
  if (error instanceof RegistryFault && error.fault.status === 403) return undefined;
  throw error;
}

function provenanceOf(name: string, { filename }: ServedFile, bundles: readonly Bundle[]): FileProvenance {
  const publishers = bundles.map(({ publisher, attestations }): Publisher => {
    const { kind, repository, workflow, environment } = publisher;
    const attests = attestations.flatMap(({ envelope }) => {
      const read = statement.safeParse(parseJson(Buffer.from(envelope.statement, "base64").toString("utf8")));
      if (!read.success) throw broken(name, `its provenance of ${filename} holds no statement of in-toto`);
      return read.data.subject.map(({ digest }) => digest.sha256.toLowerCase());
    });
    return {
      kind,
      ...(repository ? { repository } : {}),
      ...(workflow ? { workflow } : {}),
      ...(environment ? { environment } : {}),
      attests,
    };
  });
  return { filename, publishers };
}
