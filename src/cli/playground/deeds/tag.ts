import { boardOf, nextVersion, tagNow, versionInCode } from "../standing.ts";
import type { Playground } from "../world.ts";
import { cannot, type Deed, type Plan } from "./deed.ts";

/** Pushes the next tag: at the commit that sets its version, or where the code still says another. */
export const pushTag: Deed = (world, fields) => {
  const tag = tagNow(world);
  if (tag !== undefined && boardOf(world)?.state !== "closed") {
    return cannot(`${tag} is on its way: move it or delete it, or go on until its board is closed.`);
  }
  return fields.get("version") === "wrong" ? pushWrong(world) : pushRight(world);
};

function pushRight(world: Playground): Plan {
  const { repo, people, setVersion } = world;
  const version = nextVersion(world);
  const tag = `v${version}`;
  return {
    is: "can",
    who: people.writer,
    what: `sets the version to \`${version}\` and pushes the tag \`${tag}\``,
    act() {
      if (versionInCode(world) !== version) setVersion(version);
      repo.pushTag(tag, { by: people.writer, annotated: { message: tag } });
    },
  };
}

function pushWrong(world: Playground): Plan {
  const { repo, people } = world;
  const tag = `v${nextVersion(world)}`;
  const said = versionInCode(world);
  return tag === `v${said}`
    ? cannot(`The code says ${said} already, so ${tag} would be right: push that one.`)
    : {
        is: "can",
        who: people.writer,
        what: `pushes the tag \`${tag}\`, where the code says \`${said}\``,
        act: () => repo.pushTag(tag, { by: people.writer, annotated: { message: tag } }),
      };
}

/** Moves the tag to a new commit, whose version is right. */
export const moveTag: Deed = (world) => {
  const { repo, people, setVersion } = world;
  const tag = tagNow(world);
  if (tag === undefined) return cannot("There is no tag to move: push one first.");
  const version = tag.replace(/^v/, "");
  const isRight = versionInCode(world) === version;
  return {
    is: "can",
    who: people.writer,
    what: isRight
      ? `commits a fix and moves \`${tag}\` there`
      : `sets the version to \`${version}\` and moves \`${tag}\` there`,
    act() {
      setVersion(version, isRight ? "fix: what the smoke test found" : `{release} ${tag}`);
      repo.pushTag(tag, { by: people.writer, annotated: { message: tag } });
    },
  };
};

/** Deletes the tag. */
export const deleteTag: Deed = (world) => {
  const { repo, people } = world;
  const tag = tagNow(world);
  return tag === undefined
    ? cannot("There is no tag to delete: push one first.")
    : {
        is: "can",
        who: people.writer,
        what: `deletes the tag \`${tag}\``,
        act: () => repo.deleteTag(tag, people.writer),
      };
};
