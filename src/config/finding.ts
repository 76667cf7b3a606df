import type { ConfigurationFault, FaultPlace } from "../release/configuration.ts";
import { isShowable } from "./shown.ts";

/** Keys and list positions from the top of the file; empty for the file itself. */
export type Path = readonly (string | number)[];

/** Something wrong, not yet tied to a line. `says` goes on from the path: "must be text, not a number". */
export type Finding = {
  readonly path: Path;
  readonly says: string;
  readonly remedy: string;
  /** Where, when it is not where the path leads: an offset into the text. */
  readonly offset?: number;
};

/** A place in the text: lines and columns from 1. */
export type Place = Omit<FaultPlace, "says">;

/** Where things stand in the text. */
export type Places = {
  /** Undefined where the file does not have the path. */
  at(path: Path): Place | undefined;
  atOffset(offset: number): Place;
  /** The names below a mapping, in the order of the file. */
  keysBelow(path: Path): readonly string[];
};

/** More than a person reads at once; the rest shows once these are mended. */
const MOST_FAULTS = 50;

/**
 * The findings as faults: tied to lines, in the order of the file, one for each place, 50 at most. Where two
 * steps find fault with one place, the earlier step is nearer to the cause.
 */
export function faultsOf(findings: readonly Finding[], places: Places): readonly ConfigurationFault[] {
  const placed = findings.map((finding) => {
    const path = existing(finding.path, places);
    const place = finding.offset === undefined ? nearestPlace(path, places) : places.atOffset(finding.offset);
    return { ...finding, path, place };
  });
  const faults = [...new Map(placed.toReversed().map((one) => [identity(one), one])).values()]
    .sort(
      (a, b) =>
        (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
    )
    .map(({ path, place, says, remedy }) => ({
      path: pathText(path),
      says: place === undefined ? says : `line ${place.line}, column ${place.column}: ${says}`,
      remedy,
      ...(place === undefined ? {} : { place: { ...place, says } }),
    }));
  const left = faults.length - MOST_FAULTS;
  return left <= 0 ? faults : [...faults.slice(0, MOST_FAULTS), andMore(left)];
}

function andMore(left: number): ConfigurationFault {
  return {
    path: pathText([]),
    says: `has ${left} more fault${left === 1 ? "" : "s"}`,
    remedy: "Correct those above; the rest are shown then.",
  };
}

function identity({ path, offset }: Finding): string {
  return JSON.stringify([path, offset]);
}

/** A single name may stand where a list is meant: then the list has no first place of its own. */
function existing(path: Path, places: Places): Path {
  return typeof path.at(-1) === "number" && places.at(path) === undefined ? path.slice(0, -1) : path;
}

/** What is missing has no place: then the place of what it is missing in. */
function nearestPlace(path: Path, places: Places): Place | undefined {
  return places.at(path) ?? (path.length === 0 ? undefined : nearestPlace(path.slice(0, -1), places));
}

/** `gates.pypi.after[0]`; keys that may be secrets are left out. */
function pathText(path: Path): string {
  const text = path
    .map((step) =>
      typeof step === "number" ? `[${step}]` : `.${isShowable(step) ? step : "(not repeated)"}`,
    )
    .join("")
    .replace(/^\./, "");
  return text === "" ? "the file" : text;
}
