import { PEOPLE } from "../../src/sandbox/scenes/project.ts";

/** Everybody who has anything to do with the project, for better or worse. */
export const COTERIE = {
  ...PEOPLE,
  thirdMaintainer: "hipsterusername",
  /** Was a maintainer once; has the role in some worlds for a while. */
  formerMaintainer: "tildebyte",
  releaser: "keturn",
  bot: "renovate[bot]",
  /** Takes names that others have given up. */
  impostor: "masked",
} as const;

/** An app that writes in people's names. */
export const COURIER = "courier";

/** A fork of the project. */
export const FORK = `${COTERIE.outsider}/InvokeAI`;
