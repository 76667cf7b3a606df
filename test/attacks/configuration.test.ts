import { expect } from "vitest";
import {
  CONFIGURATION,
  CONFIGURATION_FILE,
  VERSION_FILE,
  WORKFLOW,
} from "../../src/sandbox/scenes/project.ts";
import { MINUTE, type Told } from "../stories/stage.ts";
import { attack } from "./attack.ts";
import { type Attacked, attacked, SOON } from "./stage.ts";
import { moment, noApproval, refused } from "./words.ts";

/** Pushes another text of the configuration to the default branch. */
function configure({ repo, people }: Told, text: string): void {
  const author = { login: people.maintainer };
  repo.commit({ files: { [CONFIGURATION_FILE]: text }, message: "Change how releases go", author });
}

/** The paths of the files that the app has read from the repository, each with its ref. */
function filesRead({ asked }: Attacked): readonly string[] {
  const read = asked.flatMap((one) => /\/contents\/([^?]+\??.*)$/.exec(decodeURIComponent(one))?.[1] ?? []);
  return [...new Set(read)].sort();
}

/** Commits a configuration by which triagers and an outsider may approve. */
function takeOver({ repo, people }: Told, branch: string | null): string {
  return repo.commit({
    branch,
    parents: [repo.head()],
    files: {
      [CONFIGURATION_FILE]: `${CONFIGURATION}approvers: { role: triage, users: [${people.outsider}] }\n`,
      [VERSION_FILE]: '__version__ = "5.0.0"\n',
    },
    message: "Release v5.0.0",
    author: { login: people.writer },
  });
}

attack("config-in-tag", async () => {
  await attacked(async (told) => {
    const { repo, people, board, atGates, ask, replies } = told;
    const sha = takeOver(told, null);
    repo.pushTag("v5.0.0", { by: people.writer, sha });
    await board();
    await atGates("testpypi", "pypi");
    const since = await moment(told);
    expect((await ask(people.outsider, "/approve pypi")).mark).toBe("confused");
    await refused(told, since, {
      rule: "needs the role `maintain`",
      who: /maintain/,
      next: "Someone who has it can say",
    });
    expect((await ask(people.triager, "/approve pypi")).mark).toBe("confused");
    await noApproval(told);
    expect(filesRead(told)).toContain(`${CONFIGURATION_FILE}?ref=refs/heads/main`);
    expect(filesRead(told).filter((one) => one.includes(sha))).toEqual([
      `${WORKFLOW}?ref=${sha}`,
      `${VERSION_FILE}?ref=${sha}`,
    ]);

    expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    expect(replies()).toHaveLength(2);
  });
});

attack("config-in-branch", async () => {
  await attacked(async (told) => {
    const { repo, people, until, board, atGates, ask } = told;
    const sha = takeOver(told, "topic");
    repo.pushTag("v5.0.0", { by: people.writer, sha });
    await board();
    await atGates("testpypi", "pypi");
    const names = () => repo.checkRuns(sha).map(({ name }) => name);
    await until("what is said of the branch", () => names().includes("Release Conductor: configuration"));
    expect((await ask(people.outsider, "/approve pypi")).mark).toBe("confused");
    expect((await ask(people.triager, "/approve pypi")).mark).toBe("confused");
    await noApproval(told);
  });
});

attack("config-moves-mid-release", async () => {
  const two = CONFIGURATION.replace("optional: true }", "optional: true, approvals: 2 }");
  await attacked(
    async (told) => {
      const { repo, people, tagRelease, board, atGates, say, ask, until, pass, waiting } = told;
      tagRelease();
      const issue = await board();
      const run = await atGates("testpypi", "pypi");
      say(people.maintainer, "/approve testpypi");
      await until("the first approval", () => issue.body?.includes("has 1 of 2 approvals"));
      expect((await ask(people.writer, "/approve testpypi")).mark).toBe("confused");
      const blob = () => /release-conductor\.yml\S* at `(\w+)`/.exec(issue.body ?? "")?.[1];
      const before = blob();

      configure(told, `${two}approvers: { users: [${people.writer}] }\n`);
      await pass(MINUTE);
      expect(issue.body).toContain("has 0 of 2 approvals");
      expect(issue.body).toContain("approvals said before do not count");
      expect([before, blob()]).toEqual([expect.any(String), expect.any(String)]);
      expect(blob()).not.toBe(before);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);
      await noApproval(told);

      say(people.writer, "/approve testpypi");
      await until("the new approver's", () => issue.body?.includes("has 1 of 2 approvals"));
      expect((await ask(people.otherMaintainer, "/approve testpypi")).mark).toBe("rocket");
      expect(repo.pendingGates(run).map(({ environment }) => environment)).toEqual(["pypi"]);
    },
    { configuration: two },
  );
});

/** The repositories, beside the project's own, that the app has asked GitHub for something of. */
function foreign({ asked, repo }: Attacked): readonly string[] {
  const repositories = asked.flatMap((one) => /\/repos\/([^/]+\/[^/?]+)/.exec(one)?.[1] ?? []);
  return [...new Set(repositories)].filter((name) => name !== repo.fullName);
}

attack("foreign-extends", async () => {
  for (const parent of ["other/repo", ".github", "invoke-ai/.github:release-conductor.yml"]) {
    await attacked(
      async (told) => {
        const { people, tagRelease, board, ask, pass } = told;
        tagRelease();
        const issue = await board();
        await pass(10 * MINUTE);
        expect(issue.body).toContain("- `_extends`: line 1, column 1: is not supported");
        expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
        await noApproval(told);
        expect(foreign(told)).toEqual([]);
      },
      { configuration: `_extends: ${parent}\n${CONFIGURATION}` },
    );
  }
  await attacked(
    async (told) => {
      const fallback = told.sandbox.github.createRepository({ owner: "invoke-ai", name: ".github" });
      fallback.commit({
        files: { [CONFIGURATION_FILE]: CONFIGURATION },
        message: "For all of us",
        author: { login: told.people.maintainer },
      });
      told.tagRelease();
      await told.pass(30 * MINUTE);
      expect(told.repo.issues()).toEqual([]);
      expect(foreign(told)).toEqual([]);
      await noApproval(told);
    },
    { configuration: null },
  );
});

const TYPOS = `tags: "v*"
approver: { role: admin }
gates:
  pypi: { aprovals: 2, approvals: "two", "self-approval": no }
smoke-tests: [linux]
`;

attack("config-typo", async () => {
  await attacked(
    async (told) => {
      const { people, tagRelease, board, ask, pass, until, repo, waiting } = told;
      tagRelease();
      const issue = await board();
      const run = await until("a run at its gates", () =>
        repo.runs().find((one) => waiting(one).length === 2),
      );
      await pass(MINUTE);
      for (const path of [
        "approver",
        "gates.pypi.aprovals",
        "gates.pypi.approvals",
        "gates.pypi.self-approval",
        "smoke-tests",
      ]) {
        expect(issue.body).toContain(`- \`${path}\`: line `);
      }
      expect(issue.body).toContain("has 5 faults");
      const since = await moment(told);
      for (const words of ["/approve pypi", "/publish"]) {
        expect((await ask(people.maintainer, words)).mark).toBe("confused");
      }
      await noApproval(told, since);
      expect(waiting(run)).toEqual(["testpypi", "pypi"]);

      configure(told, CONFIGURATION);
      await pass(MINUTE);
      expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("rocket");
    },
    { configuration: TYPOS },
  );
});

const LAUGHS = Array.from({ length: 9 }, (_, n) =>
  n === 0
    ? "a0: &a0 [x]"
    : `a${n}: &a${n} [${Array(9)
        .fill(`*a${n - 1}`)
        .join(", ")}]`,
).join("\n");

const BOMBS: Readonly<Record<string, string>> = {
  "has an anchor": LAUGHS,
  "nests more than 20 levels deep": "[".repeat(60_000),
  "is larger than 64 kB": `${"# a comment\n".repeat(20_000)}tags: v*\n`,
  "holds more than": `[${",".repeat(65_000)}`,
};

attack("yaml-bomb", async () => {
  for (const [says, bomb] of Object.entries(BOMBS)) {
    await attacked(
      async (told) => {
        const { people, tagRelease, board, ask } = told;
        const begun = performance.now();
        tagRelease();
        const issue = await board();
        expect(issue.body).toContain(says);
        expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
        // Without the caps it never ends; the bound leaves room for a machine with much else to do.
        expect(performance.now() - begun).toBeLessThan(10_000);
        await noApproval(told);
      },
      { configuration: bomb },
    );
  }
});

const ELSEWHERE = "https://discord.com/api/webhooks/123456789/t0ken-t0ken";

attack("url-in-config", async () => {
  const withAddress: readonly string[] = [
    CONFIGURATION.replace("ANNOUNCE_DISCORD", `"${ELSEWHERE}"`),
    CONFIGURATION.replace("index: pypi", `index: "${ELSEWHERE}"`),
    CONFIGURATION.replace(
      "announce: [{ discord: ANNOUNCE_DISCORD }]",
      "announce: [{ discord: WEBHOOK_SECRET }]",
    ),
    `${CONFIGURATION}"${ELSEWHERE}": true\n`,
  ];
  for (const configuration of withAddress) {
    await attacked(
      async (told) => {
        const { people, sandbox, tagRelease, board, ask, pass, writes, lines, asked } = told;
        tagRelease();
        const issue = await board();
        await pass(10 * MINUTE);
        expect(issue.body).toContain("has 1 fault, so nothing can be approved");
        expect((await ask(people.maintainer, "/approve pypi")).mark).toBe("confused");
        await noApproval(told);
        const said = [...writes().map(({ requestBody }) => JSON.stringify(requestBody)), ...lines].join("\n");
        expect(said).toContain("CAUTION");
        expect(said).not.toMatch(/t0ken|discord\.com/);
        expect(asked.filter((one) => !one.startsWith(sandbox.origin))).toEqual([]);
      },
      { configuration },
    );
  }
});

attack("seeded-state", async () => {
  await attacked(async (told) => {
    const { repo, people, tagRelease, board, atGates, pass, waiting, ask, until } = told;
    const claim = {
      tag: "v5.0.0",
      approved: ["testpypi", "pypi"],
      published: true,
      announced: true,
      verified: true,
    };
    const names = [
      ".release-conductor.json",
      ".github/release-conductor.json",
      ".github/release-conductor.lock",
      ".github/release-conductor/state.json",
      ".github/.release-conductor-state.yml",
      "release-conductor.yml",
    ];
    const files = Object.fromEntries(names.map((name) => [name, JSON.stringify(claim)]));
    repo.commit({ files, message: "Everything is done already", author: { login: people.writer } });
    tagRelease();
    const issue = await board();
    const run = await atGates("testpypi", "pypi");
    await pass(10 * MINUTE);
    expect(waiting(run)).toEqual(["testpypi", "pypi"]);
    expect(issue.body).toContain("Gate `pypi` has 0 of 1 approval");
    await noApproval(told);

    await ask(people.maintainer, "/approve pypi");
    await until("a draft with its asset", () => repo.releases().find((one) => one.assets.length > 0));
    await pass(10 * SOON);
    expect(filesRead(told)).toEqual([
      `${CONFIGURATION_FILE}?ref=refs/heads/main`,
      ".github/release.yaml?ref=refs/heads/main",
      ".github/release.yml?ref=refs/heads/main",
      `${WORKFLOW}?ref=${run.headSha}`,
      `${VERSION_FILE}?ref=${run.headSha}`,
    ]);
    expect(await told.irreversible()).toEqual(["pypi of run 1 approved", "pypi serves 5.0.0"]);
  });
});
