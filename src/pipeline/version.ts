import { commonForm } from "../release/common-form.ts";
import type { Gate } from "../release/configuration.ts";
import { ecosystemOf } from "../release/ecosystem.ts";
import { builtFiles, isOneOf, packagesOf, sameBytes } from "../release/evidence.ts";
import { gatesOf, isLetOut, isShut } from "../release/gate.ts";
import type { IndexFile, IndexRelease } from "../release/index-release.ts";
import { holderOfVersion, sameVersionTags, successors } from "../release/neighbour.ts";
import type { Problem } from "../release/problem.ts";
import { releaseVersion, schemeOf, versionOn } from "../release/release-version.ts";
import type { Snapshot, VersionFile } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { parseVersion, sameVersion, type Version } from "../release/version.ts";
import { ask, askIndex } from "./ask.ts";

/**
 * The tag says the version that the code says, and no index has it yet. Asked before anybody tests or approves,
 * because no index takes a version, or PyPI a file name, twice: afterwards only another version helps.
 */
export function version(seen: Snapshot): Step {
  const asked = ask(seen, "versionFile", "runs", "jobs", "deployments", "pending");
  if ("step" in asked) {
    return asked.step;
  }
  const said = releaseVersion(seen);
  if (said === undefined) {
    const scheme = schemeOf(seen);
    return { is: "stopped", because: { is: "tag-unparsable", tag: seen.key.tag, scheme } };
  }
  const compared = compare(seen, said, asked.facts.versionFile ?? { is: "none" });
  return compared.is === "done" ? besideOtherTags(seen, freeOnEveryIndex(seen, said, compared)) : compared;
}

/** Other tags matter before anything is out: what is published is. */
function besideOtherTags(seen: Snapshot, step: Step): Step {
  if (isLetOut(seen)) {
    return step;
  }
  const asked = ask(seen, "tags");
  if ("step" in asked) {
    return asked.step;
  }
  const decided = taggedBefore(seen) ?? step;
  const [newest] = successors(seen);
  const notices = newest === undefined ? [] : [{ is: "newer-tagged", tag: newest } as const];
  return notices.length === 0 ? decided : { ...decided, notices: [...(decided.notices ?? []), ...notices] };
}

/** Of two tags of one version one is the release. Both may have got a board in one moment; the second stops. */
function taggedBefore(seen: Snapshot): Step | undefined {
  if (sameVersionTags(seen).length === 0) {
    return undefined;
  }
  const asked = ask(seen, "neighbours");
  const tag = "step" in asked ? undefined : holderOfVersion(seen);
  if ("step" in asked) {
    return asked.step;
  }
  return tag === undefined ? undefined : { is: "stopped", because: { is: "version-held", tag } };
}

function compare(seen: Snapshot, said: Version, file: VersionFile): Step {
  switch (file.is) {
    case "none":
      return { is: "done", why: { is: "version-computed", version: said.canonical } };
    case "computed":
      return { is: "done", why: { is: "version-computed", version: said.canonical, path: file.path } };
    case "unreadable":
      return { is: "stopped", because: { is: "version-unreadable", path: file.path, why: file.why } };
    case "found": {
      const inFile = parseVersion(file.version, schemeOf(seen));
      if (inFile !== undefined && sameVersion(said, inFile)) {
        return { is: "done", why: { is: "version-matches", version: said.canonical, path: file.path } };
      }
      return {
        is: "stopped",
        because: {
          is: "version-mismatch",
          tag: seen.key.tag,
          tagVersion: said.canonical,
          path: file.path,
          fileVersion: file.version,
        },
      };
    }
  }
}

/** Asks each index whose gate has not been opened: after that the version is there because we put it there. */
function freeOnEveryIndex(seen: Snapshot, said: Version, compared: Step): Step {
  const notices: Problem[] = [];
  for (const gate of gatesOf(seen).filter((one) => one.index !== undefined && isShut(seen, one.name))) {
    const taken = takenOn(seen, gate, said);
    if (taken !== undefined && "step" in taken) {
      return taken.step;
    }
    if (taken !== undefined && !gate.optional) {
      return { is: "stopped", because: taken.problem };
    }
    if (taken !== undefined) {
      notices.push(taken.problem);
    }
  }
  return notices.length === 0 ? compared : { ...compared, notices };
}

function takenOn(
  seen: Snapshot,
  gate: Gate,
  said: Version,
): { readonly step: Step } | { readonly problem: Problem } | undefined {
  if (said.local) {
    return { problem: { is: "version-not-uploadable", version: said.canonical } };
  }
  if (gate.index === undefined) {
    return undefined;
  }
  if (packagesOf(seen, gate).length === 0) {
    // Before the build nobody has looked into it, and nothing is to be asked for. One that does not answer may hold something.
    return seen.contents.is === "unseen" ? undefined : unlessSeen(ask(seen, "artifacts", "contents"));
  }
  const there = versionOn(seen, gate.index);
  if (there === undefined) {
    const { scheme } = ecosystemOf(gate.index);
    const form = commonForm(said);
    const common = form === undefined ? {} : { form };
    return {
      problem: { is: "version-foreign", tag: seen.key.tag, index: gate.index, scheme, ...common },
    };
  }
  const asked = askIndex(seen, gate.name);
  if ("step" in asked) {
    return asked;
  }
  const built = asked.index.length === 0 ? undefined : unlessSeen(ask(seen, "artifacts", "contents"));
  if (built !== undefined) {
    return built;
  }
  const taken = asked.index.find((one) => !isOurs(seen, gate, one));
  if (taken === undefined) {
    return undefined;
  }
  const { project, known } = taken;
  return {
    problem: { is: "version-taken", index: gate.index, project, version: there.canonical, known },
  };
}

function unlessSeen(asked: { readonly step: Step } | object): { readonly step: Step } | undefined {
  return "step" in asked ? asked : undefined;
}

/** What an attempt before has uploaded of these very bytes is in nobody's way. */
function isOurs(seen: Snapshot, gate: Gate, release: IndexRelease): boolean {
  const { project, known, files, undigested = [] } = release;
  const built = builtFiles(seen, gate).filter((file) => isOneOf(file.project, [project], gate));
  const isBuilt = (file: IndexFile) =>
    built.some((own) => own.filename === file.filename && sameBytes(own, file));
  return known === "served" && undigested.length === 0 && files.length > 0 && files.every(isBuilt);
}
