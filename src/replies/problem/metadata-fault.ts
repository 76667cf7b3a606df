import { CLASSIFIERS_VERSION } from "../../release/classifiers.ts";
import type { MetadataFault } from "../../release/distribution-fault.ts";
import { asCode, asText } from "../safe.ts";
import { names } from "../words.ts";

/** What is wrong with a file's metadata, and whose rule it breaks. No full stop: the file follows. */
export function faultText(fault: MetadataFault): string {
  switch (fault.is) {
    case "unreadable":
      return `The metadata can't be read: ${asText(fault.why)}`;
    case "name-differs":
      return `The metadata names ${asCode(fault.said)}, the file name ${asCode(fault.named)}`;
    case "version-differs":
      return `The metadata says version ${asCode(fault.said)}, the tag ${asCode(fault.tagVersion)}`;
    case "field-missing":
      return `The metadata has no ${asCode(fieldName(fault.field))}, which every distribution must have`;
    case "field-repeated":
      return `The metadata gives ${asCode(fieldName(fault.field))} more than once`;
    case "metadata-version-unknown":
      return `${asCode(`Metadata-Version: ${fault.said}`)} is none that PyPI knows`;
    case "name-invalid":
      return `${asCode(`Name: ${fault.said}`)} is no name that PyPI takes`;
    case "version-invalid":
      return `${asCode(`Version: ${fault.said}`)} is no version by PEP 440`;
    case "local-version":
      return `${asCode(`Version: ${fault.said}`)} is a local version, which PyPI refuses`;
    case "direct-dependency":
      return `PyPI refuses dependencies by address: ${asCode(`${fieldName(fault.field)}: ${fault.said}`)}`;
    case "dependency-invalid":
      return `${asCode(`${fieldName(fault.field)}: ${fault.said}`)} is no dependency by PyPA's grammar, which PyPI refuses`;
    case "requires-python-invalid":
      return `${asCode(`Requires-Python: ${fault.said}`)} can't be read as versions, which PyPI refuses`;
    case "classifier-unknown":
      return `${asCode(fault.said)} is no classifier of PyPI's list of ${CLASSIFIERS_VERSION}`;
    case "classifier-private":
      return `PyPI refuses what is classified as private: ${asCode(fault.said)}`;
    case "classifier-deprecated":
      return `PyPI refuses the deprecated classifier ${asCode(fault.said)}`;
    case "description-type":
      return `${asCode(`Description-Content-Type: ${fault.said}`)} has a ${WRONG[fault.wrong]} that PyPI refuses`;
    case "charset-spelling":
      return `${asCode(`Description-Content-Type: ${fault.said}`)} has \`UTF-8\` in other letters, which \`packaging\` before 26.3 refuses`;
    case "summary-too-long":
      return `${asCode("Summary")} has ${fault.length} characters; PyPI takes 512`;
    case "summary-of-lines":
      return `${asCode("Summary")} has more than one line, which PyPI refuses`;
    case "license-twice":
      return `${asCode("License")} stands beside ${asCode("License-Expression")}, which PyPI refuses`;
  }
}

const WRONG = { type: "type", charset: "character set", variant: "variant of Markdown" } as const;

/** What to change so that the next build has it right: one sentence. */
export function faultRemedy(fault: MetadataFault): string {
  switch (fault.is) {
    case "unreadable":
      return "See how the build packs it; `python -m build` makes both kinds as PyPI wants them.";
    case "name-differs":
      return "Rename nothing after the build: file name and metadata must name the same project.";
    case "version-differs":
      return "Where the build computes the version, it must see the tag: `fetch-depth: 0` at the checkout, and no changed files; else correct the version in the code.";
    case "field-missing":
    case "field-repeated":
    case "metadata-version-unknown":
      return "Build with a current release of the build backend, and see whether a step changes the metadata afterwards.";
    case "name-invalid":
      return "Use letters, digits, `.`, `-` and `_` in the project's name, letters or digits at both ends.";
    case "version-invalid":
    case "local-version":
      return "Give the project a version by PEP 440 without `+`.";
    case "direct-dependency":
      return "Depend on a released version instead, or leave the dependency to the installation guide.";
    case "dependency-invalid":
      return "Write the dependency as a name and versions, such as `torch>=2.4,<3`.";
    case "requires-python-invalid":
      return "Write `requires-python` as versions, such as `>=3.10,<4`.";
    case "classifier-unknown":
      return "See https://pypi.org/classifiers: PyPI refuses those that are not there.";
    case "classifier-private":
      return "Take that classifier out: it is there to keep a package off PyPI.";
    case "classifier-deprecated":
      return fault.instead.length === 0
        ? "Take the deprecated classifier out; nothing stands in its place."
        : `Use ${names(fault.instead, 3, "or")} instead.`;
    case "description-type":
      return "Write `text/markdown`, `text/x-rst` or `text/plain`, with `charset=UTF-8` and `variant=GFM` or `variant=CommonMark` at most.";
    case "charset-spelling":
      return "Write `charset=UTF-8`, in capitals.";
    case "summary-too-long":
    case "summary-of-lines":
      return "Shorten the project's description to one line; the long text belongs in the readme.";
    case "license-twice":
      return "Keep the license expression, and take the older field out (PEP 639).";
  }
}

/** As it stands in the file: `metadata-version` → `Metadata-Version`. */
function fieldName(field: string): string {
  return field.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
