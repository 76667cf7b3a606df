/** What is wrong with the metadata of one built wheel or sdist. `said` is what it says. */
export type DistributionFault = { readonly file: string } & MetadataFault;

type DependencyField = "requires-dist" | "provides-dist" | "obsoletes-dist";

export type MetadataFault =
  | { readonly is: "unreadable"; readonly why: string }
  | { readonly is: "name-differs"; readonly said: string; readonly named: string }
  | { readonly is: "version-differs"; readonly said: string; readonly tagVersion: string }
  | { readonly is: "field-missing"; readonly field: string }
  | { readonly is: "field-repeated"; readonly field: string }
  | { readonly is: "metadata-version-unknown"; readonly said: string }
  | { readonly is: "name-invalid"; readonly said: string }
  | { readonly is: "version-invalid"; readonly said: string }
  | { readonly is: "local-version"; readonly said: string }
  | { readonly is: "direct-dependency"; readonly field: DependencyField; readonly said: string }
  | { readonly is: "dependency-invalid"; readonly field: DependencyField; readonly said: string }
  | { readonly is: "requires-python-invalid"; readonly said: string }
  | { readonly is: "classifier-unknown"; readonly said: string }
  | { readonly is: "classifier-private"; readonly said: string }
  | { readonly is: "classifier-deprecated"; readonly said: string; readonly instead: readonly string[] }
  | {
      readonly is: "description-type";
      readonly said: string;
      readonly wrong: "type" | "charset" | "variant";
    }
  | { readonly is: "charset-spelling"; readonly said: string }
  | { readonly is: "summary-too-long"; readonly length: number }
  | { readonly is: "summary-of-lines" }
  | { readonly is: "license-twice" };

/** Whether the index may take the file all the same: it may run software, or a list, that is newer than what we know. */
export function isDoubtful({ is }: MetadataFault): boolean {
  return is === "classifier-unknown" || is === "charset-spelling";
}
