import { releaseRun } from "./attempt.ts";
import type { Gate } from "./configuration.ts";
import { filesToServe } from "./evidence.ts";
import { factAt, given } from "./fact.ts";
import { fileName } from "./file-name.ts";
import type { FileProvenance } from "./index-release.ts";
import { type Doubted, type Expected, unexpected } from "./publisher-rules.ts";
import type { Run, Snapshot } from "./snapshot.ts";

/** What an index shows of who published a built file, and in what that is not as expected. */
export type Judged = FileProvenance & {
  /** As built. */
  readonly sha256: string;
  readonly unexpected: readonly Doubted[];
};

/** Every built file of a gate, judged by what its index shows; undefined while that, or the release run, is not seen. */
export function judgedProvenance(seen: Snapshot, gate: Gate): readonly Judged[] | undefined {
  const shown = given(factAt(seen.provenance, gate.name));
  const run = releaseRun(seen);
  if (shown === undefined || run === undefined) {
    return undefined;
  }
  const who = whoPublishes(seen, run);
  const publishersOf = new Map(shown.map(({ filename, publishers }) => [filename, publishers]));
  return filesToServe(seen, gate).map(({ filename, sha256 }) => {
    const publishers = publishersOf.get(filename) ?? [];
    const expected = { ...who, environment: gate.name, sha256 };
    const others = publishers.flatMap((publisher) => unexpected(publisher, expected) ?? []);
    return { filename, sha256, publishers, unexpected: others };
  });
}

/** A repository has had few names: of more, those beyond are strangers'. */
const MOST_NAMES = 10;

/** The names on which it hinges whether publishers are as expected: GitHub has to say whose they are. */
export function namesInQuestion(judged: readonly Judged[]): readonly string[] {
  const names = judged.flatMap((file) => file.unexpected.flatMap(({ hinges }) => hinges));
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** The repository goes by the name it has today, or by one that GitHub forwards to it: it may be renamed meanwhile. */
function whoPublishes(seen: Snapshot, run: Run): Omit<Expected, "environment" | "sha256"> {
  const { owner, name } = given(seen.repository) ?? seen.address;
  const repository = `${owner}/${name}`;
  return {
    repository,
    // GitHub's names of owners and repositories are the same in every case.
    isOurs: (text) =>
      text.toLowerCase() === repository.toLowerCase() ||
      given(factAt(seen.repositoriesNamed, text)) === seen.key.repository,
    workflow: fileName(run.path),
    called: (run.called ?? []).map((path) => ({
      repository: path.split("/.github/workflows/")[0] ?? "",
      workflow: fileName(path),
    })),
  };
}
