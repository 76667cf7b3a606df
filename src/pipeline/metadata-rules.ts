import { CLASSIFIERS, DEPRECATED_CLASSIFIERS } from "../release/classifiers.ts";
import { type CoreMetadata, valuesOf } from "../release/core-metadata.ts";
import { isValidName, normalisedProject } from "../release/distribution.ts";
import type { MetadataFault } from "../release/distribution-fault.ts";
import { parsePep440 } from "../release/pep440.ts";
import { isSpecifiers, requirementKind } from "../release/requirement.ts";
import { parseVersion, sameVersion, type Version } from "../release/version.ts";

/** One file's metadata, and what else is known of the file. */
export type Judged = {
  readonly fields: CoreMetadata;
  /** The project, normalised, and the version that the file's name says. */
  readonly project: string;
  readonly version: string;
  /** The version that the tag says; undefined where it names none. */
  readonly tagged: Version | undefined;
};

/** Something that must hold of a distribution's metadata. Finds everything that breaks it. */
export type MetadataRule = {
  readonly name: string;
  readonly judge: (judged: Judged) => readonly MetadataFault[];
};

/** What must hold wherever the files go. */
export const AGREEMENT_RULES: readonly MetadataRule[] = [
  { name: "it has the fields that metadata must have", judge: fieldsThere },
  { name: "it names the project that its file name names", judge: nameAgrees },
  { name: "it says the version that the tag and its file name say", judge: versionAgrees },
];

/**
 * What PyPI and TestPyPI refuse to take. Sources: pypi/warehouse, `warehouse/forklift/metadata.py`, and what it calls
 * in pypa/packaging, `src/packaging/metadata.py`.
 */
export const PYPI_RULES: readonly MetadataRule[] = [
  { name: "its metadata version is known", judge: metadataVersion },
  { name: "its name is one that an index takes", judge: nameValid },
  { name: "its version is by PEP 440 and not a local one", judge: versionValid },
  { name: "its dependencies are by version, not by address", judge: dependencies },
  { name: "its Requires-Python can be read", judge: requiresPython },
  { name: "its classifiers are of the published list", judge: classifiers },
  { name: "its description is of a type that can be shown", judge: descriptionType },
  { name: "its summary is one line of 512 characters", judge: summary },
  { name: "its license is given in one way", judge: license },
];

const REQUIRED = ["metadata-version", "name", "version"] as const;
const SINGLE = [
  ...REQUIRED,
  "summary",
  "requires-python",
  "description-content-type",
  "license",
  "license-expression",
] as const;

function fieldsThere({ fields }: Judged): readonly MetadataFault[] {
  return [
    ...REQUIRED.filter((field) => !fields[field]?.[0]).map(
      (field) => ({ is: "field-missing", field }) as const,
    ),
    ...SINGLE.filter((field) => valuesOf(fields, field).length > 1).map(
      (field) => ({ is: "field-repeated", field }) as const,
    ),
  ];
}

function nameAgrees({ fields, project }: Judged): readonly MetadataFault[] {
  const [said] = valuesOf(fields, "name");
  return said && normalisedProject(said) !== project ? [{ is: "name-differs", said, named: project }] : [];
}

function versionAgrees({ fields, version, tagged }: Judged): readonly MetadataFault[] {
  const [said] = valuesOf(fields, "version");
  if (!said) return [];
  const scheme = tagged?.scheme ?? "pep440";
  const own = parseVersion(said, scheme);
  const others = [parseVersion(version, scheme), tagged ?? own];
  const agrees = own !== undefined && others.every((other) => other && sameVersion(own, other));
  return agrees ? [] : [{ is: "version-differs", said, tagVersion: tagged?.canonical ?? version }];
}

/** 2.0 was never accepted as a standard; a later 2.x may be known to an index before it is to us. */
function metadataVersion({ fields }: Judged): readonly MetadataFault[] {
  const [said] = valuesOf(fields, "metadata-version");
  return !said || /^(?:1\.[0-2]|2\.[1-9]\d?)$/.test(said) ? [] : [{ is: "metadata-version-unknown", said }];
}

function nameValid({ fields }: Judged): readonly MetadataFault[] {
  const [said] = valuesOf(fields, "name");
  return !said || isValidName(said) ? [] : [{ is: "name-invalid", said }];
}

function versionValid({ fields }: Judged): readonly MetadataFault[] {
  const [said] = valuesOf(fields, "version");
  if (!said) return [];
  const version = parsePep440(said);
  if (version === undefined) return [{ is: "version-invalid", said }];
  return version.local.length === 0 ? [] : [{ is: "local-version", said }];
}

const DEPENDENCIES = ["requires-dist", "provides-dist", "obsoletes-dist"] as const;

function dependencies({ fields }: Judged): readonly MetadataFault[] {
  return DEPENDENCIES.flatMap((field) =>
    valuesOf(fields, field).flatMap((said): readonly MetadataFault[] => {
      const kind = requirementKind(said);
      if (kind === "versions") return [];
      return [{ is: kind === "direct" ? "direct-dependency" : "dependency-invalid", field, said }];
    }),
  );
}

function requiresPython({ fields }: Judged): readonly MetadataFault[] {
  return valuesOf(fields, "requires-python")
    .filter((said) => !isSpecifiers(said))
    .map((said) => ({ is: "requires-python-invalid", said }));
}

function classifiers({ fields }: Judged): readonly MetadataFault[] {
  return [...new Set(valuesOf(fields, "classifier"))].flatMap((said): readonly MetadataFault[] => {
    const instead = DEPRECATED_CLASSIFIERS.get(said);
    if (instead !== undefined) return [{ is: "classifier-deprecated", said, instead }];
    if (CLASSIFIERS.has(said)) return [];
    return [{ is: said.startsWith("Private ::") ? "classifier-private" : "classifier-unknown", said }];
  });
}

const TYPES: readonly string[] = ["text/plain", "text/x-rst", "text/markdown"];
const VARIANTS: readonly string[] = ["GFM", "CommonMark"];

function descriptionType({ fields }: Judged): readonly MetadataFault[] {
  return valuesOf(fields, "description-content-type").flatMap((said): readonly MetadataFault[] => {
    const wrong = wrongInType(said);
    if (wrong === undefined) return [];
    return wrong === "spelling"
      ? [{ is: "charset-spelling", said }]
      : [{ is: "description-type", said, wrong }];
  });
}

/**
 * pypa/packaging takes `UTF-8` in other letters since 26.3 (https://github.com/pypa/packaging/pull/1330), which came out
 * in August 2026; PyPI ran 26.2 weeks later.
 */
function wrongInType(said: string): "type" | "charset" | "variant" | "spelling" | undefined {
  const [type = "", ...parameters] = said.split(";").map((part) => part.trim());
  const parameter = (name: string) =>
    parameters
      .find((part) => part.toLowerCase().startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .replace(/^"(.*)"$/, "$1");
  if (!TYPES.includes(type.toLowerCase())) return "type";
  const charset = parameter("charset") ?? "UTF-8";
  if (charset.toLowerCase() !== "utf-8") return "charset";
  const variant = parameter("variant") ?? "GFM";
  if (type.toLowerCase() === "text/markdown" && !VARIANTS.includes(variant)) return "variant";
  return charset === "UTF-8" ? undefined : "spelling";
}

const LONGEST_SUMMARY = 512;

function summary({ fields }: Judged): readonly MetadataFault[] {
  const [said = ""] = valuesOf(fields, "summary");
  const { length } = [...said];
  return [
    ...(length > LONGEST_SUMMARY ? [{ is: "summary-too-long", length } as const] : []),
    ...(said.includes("\n") ? [{ is: "summary-of-lines" } as const] : []),
  ];
}

/** PEP 639: the older field may not stand beside the expression. */
function license({ fields }: Judged): readonly MetadataFault[] {
  return fields.license?.[0] && fields["license-expression"]?.[0] ? [{ is: "license-twice" }] : [];
}
