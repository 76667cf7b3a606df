import { expect, test } from "vitest";
import type { NotesRule } from "../../src/release/configuration.ts";
import { looking, type RangeWorld } from "./range-stage.ts";

/** Files on the default branch. */
function write({ repo }: RangeWorld, files: Readonly<Record<string, string>>): void {
  repo.commit({ message: "Write", author: { login: "lstein" }, files, silent: true });
}

function members(overrides: Partial<NotesRule["members"]>): Partial<NotesRule> {
  return { members: { by: [], users: [], teams: [], ...overrides } };
}

const requests = ({ sandbox }: RangeWorld): readonly string[] =>
  sandbox.exchanges
    .filter(({ method, path }) => method === "GET" && /collaborators|teams|CODEOWNERS/.test(path))
    .map(({ path, status }) => `${path.replace(/\?.*/, "")} ${status}`);

test("GitHub's own configuration of notes is found under either name, and may not be there", () =>
  looking(async (world) => {
    write(world, { "README.md": "x" });
    expect((await world.seeNotes()).notesFile).toEqual({ is: "absent" });
    write(world, { ".github/release.yaml": "changelog: { exclude: { labels: [skip] } }" });
    expect((await world.seeNotes()).notesFile).toMatchObject({
      value: { path: ".github/release.yaml", is: "read", leaveOut: { labels: ["skip"] } },
    });
    write(world, { ".github/release.yml": "changelog: [" });
    expect((await world.seeNotes()).notesFile).toMatchObject({
      value: { path: ".github/release.yml", is: "broken" },
    });
  }));

test("nobody is asked for where the configuration names no source, or thanks everybody alike", () =>
  looking(async (world) => {
    write(world, { "README.md": "x" });
    for (const notes of [
      {},
      { ...members({ by: ["collaborators"], teams: ["core"] }), contributors: "all" },
    ] as const) {
      expect((await world.seeNotes(notes)).notesMembers).toMatchObject({ value: { logins: [], unread: [] } });
    }
    expect(requests(world)).toEqual([]);
  }));

test("members are those of every source: collaborators, code owners, their teams and teams by name", () =>
  looking(async (world) => {
    const { github, installation, repo } = world;
    for (const login of ["Eve", "mallory", "sam"]) github.createUser(login);
    github.grantPermission(installation, "members", "read");
    github.team("acme", "core", { Eve: "active", sam: "pending" });
    github.team("acme", "docs", { mallory: "active" });
    repo.setRole("linh", "triage");
    write(world, { "docs/CODEOWNERS": "* @nobody", ".github/CODEOWNERS": "* @Ada @acme/core # all" });
    const notes = members({ by: ["collaborators", "codeowners"], teams: ["docs"] });
    expect((await world.seeNotes(notes)).notesMembers).toEqual({
      is: "seen",
      value: { logins: ["ada", "eve", "linh", "lstein", "mallory"], unread: [] },
    });
  }));

test("a source that GitHub does not show is said to be unread, and the others count", () =>
  looking(async (world) => {
    const { github, installation } = world;
    github.withdrawPermission(installation, "contents");
    github.grantPermission(installation, "contents", "read");
    write(world, { "README.md": "x" });
    const notes = members({ by: ["collaborators", "codeowners"], teams: ["core"] });
    expect((await world.seeNotes(notes)).notesMembers).toEqual({
      is: "seen",
      value: {
        logins: [],
        unread: [{ from: "collaborators" }, { from: "codeowners" }, { from: "team", team: "core" }],
      },
    });
    expect(requests(world)).toContain("/repos/acme/widget/collaborators 403");
  }));

test("a source that did not answer is unknown, and asked again", () =>
  looking(async (world) => {
    write(world, { "README.md": "x" });
    world.sandbox.faults.fail({ route: /collaborators/, status: 503, times: 10 });
    expect((await world.seeNotes(members({ by: ["collaborators"] }))).notesMembers.is).toBe("unknown");
  }));
