import { mayStillCome } from "../notes/source.ts";
import type { RangeGap } from "../release/range.ts";
import { listed } from "./words.ts";

/** What the sentence depends on besides. */
type About = {
  /** The beginnings of crowded commits' hashes, as far as they were noted. */
  readonly crowded?: readonly string[] | undefined;
  /** The notes are published: they are written again only where somebody asks. */
  readonly published: boolean;
};

/** What a range lacks, and what can be done about it. */
export function gapText(gap: RangeGap["is"], { crowded = [], published }: About): string {
  const { says, remedy } = GAP_TEXTS[gap];
  const whole = gap === "crowded-commit" && crowded.length > 0 ? crowdText(crowded) : says;
  const again = published && mayStillCome({ is: gap });
  return `${whole} ${again ? "Say `/notes` to ask again." : remedy}`;
}

/** GitHub makes links of the hashes. */
function crowdText(crowded: readonly string[]): string {
  const commits = crowded.length === 1 ? "The commit" : "The commits";
  const name = crowded.length === 1 ? "names" : "name";
  return `${commits} ${listed(crowded)} ${name} more people, or came with more pull requests, than are read.`;
}

const GAP_TEXTS: Readonly<Record<RangeGap["is"], { readonly says: string; readonly remedy: string }>> = {
  "older-commits": {
    says: "No version came before this one, and of the history only the newest 1,000 commits are in the notes.",
    remedy: "Start them from any tag with `/notes base <tag>`.",
  },
  "crowded-commit": {
    says: "A commit names more people, or came with more pull requests, than are read of one.",
    remedy: "Write into the GitHub release who is missing: it is kept.",
  },
  "commits-withheld": {
    says: "GitHub counts more commits in this range than it gave.",
    remedy: "They are asked for again; `/notes` asks at once.",
  },
  "too-many-commits": {
    says: "More came since the tag that the notes start from than is read: only 10,000 commits are in the notes.",
    remedy: "Start from a nearer tag with `/notes base <tag>`.",
  },
  "shipped-unread": {
    says: "The tag that the notes start from has more commits of its own than are read: what had shipped there may be listed again.",
    remedy: "Start from a tag of this release's own line with `/notes base <tag>`.",
  },
  "no-base": {
    says: "The tag names no version, so that nothing tells where its notes start: they list no changes.",
    remedy: "Say where with `/notes base <tag>`.",
  },
  "base-passed-over": {
    says: "The tag that was chosen to start from is gone, or has no history in common with this release: the notes do without it.",
    remedy: "Choose another with `/notes base <tag>`.",
  },
  "nothing-since": {
    says: "No commit of this release came after the tag that was chosen to start from: the notes list no changes.",
    remedy: "Choose another with `/notes base <tag>`.",
  },
  "newcomers-unknown": {
    says: "GitHub did not tell who contributed for the first time: the notes greet nobody.",
    remedy: "It is asked again; `/notes` asks at once.",
  },
};
