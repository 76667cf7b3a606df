import type { Reading } from "../github/github.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Tag } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";

/** A tag of a tag of a tag is legal; more than this is nobody's release. */
const DEEPEST = 5;

/**
 * What the tag's ref points at, peeled: the ref of an annotated tag holds a tag object, not a commit.
 * https://docs.github.com/rest/git/refs#get-a-reference
 */
export const tag: Reader<Fact<Tag>> = ({ github }, { key }) => peeledRef(github, `tags/${key.tag}`);

/** What a tag or a branch points at, peeled; `ref` as `tags/v1.0` or `heads/main`. */
export async function peeledRef(github: Reading, name: string): Promise<Fact<Tag>> {
  const ref = await github.readOrAbsent("GET /repos/{owner}/{repo}/git/ref/{ref}", { ref: name });
  if (ref === undefined || ref.ref !== `refs/${name}`) {
    return absent;
  }
  const { sha, type } = ref.object;
  if (type === "commit") {
    return seen({ object: sha, commit: sha });
  }
  return seen(type === "tag" ? await peel(github, sha) : { object: sha });
}

async function peel(github: Reading, object: string): Promise<Tag> {
  let at = object;
  let tagger: Tag["tagger"];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const found = await github.read("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", { tag_sha: at });
    tagger ??= { name: found.tagger.name, at: instant(found.tagger.date) };
    if (found.object.type === "commit") {
      return { object, commit: found.object.sha, tagger };
    }
    if (found.object.type !== "tag") {
      return { object, tagger };
    }
    at = found.object.sha;
  }
  return { object };
}
