import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { CONFIGURATION } from "../../src/sandbox/scenes/project.ts";
import { type RawTarEntry, rawTar } from "../artifacts/raw-tar.ts";
import { type RawEntry, rawZip } from "../artifacts/raw-zip.ts";
import { type Told, tell } from "../stories/stage.ts";
import { SHORT } from "../stories/talk.ts";
import { attack } from "./attack.ts";
import { ALL_OF_IT, answered, boardOf, NOTHING, says, toTheEnd } from "./ends.ts";
import { changeJob } from "./workflow.ts";

const BUILD = "build / build-installer";

/** Lets the build store these bytes as `dist`, one archive for each version 5.0.0, 5.0.1, … */
function store(told: Told, archives: readonly Buffer[]): void {
  changeJob(told, BUILD, (job) => ({
    ...job,
    artifacts: (job.artifacts ?? []).map((one) =>
      one.name === "dist"
        ? { ...one, stored: ({ version }) => archives[Number(version.split(".")[2])] ?? Buffer.from("") }
        : one,
    ),
  }));
}

/** Builds a release of each archive; the board of each says why it is refused, and none is approved. */
async function refuse(archives: readonly (readonly [Buffer, RegExp])[]): Promise<void> {
  await tell(
    async (told) => {
      const { people, until, repo, waiting } = told;
      store(
        told,
        archives.map(([bytes]) => bytes),
      );
      for (const number of archives.keys()) {
        told.tagRelease(`5.0.${number}`);
      }
      await until(
        "all at their gates",
        () => repo.runs().length === archives.length && repo.runs().every((run) => waiting(run).length === 2),
      );
      for (const [number, [, why]] of archives.entries()) {
        const board = await boardOf(told, `v5.0.${number}`);
        await says(told, board, "**Stopped at build.**");
        expect(board.body, String(why)).toMatch(why);
        await answered(told, { board, by: people.maintainer, text: "/approve pypi" }, "confused");
      }
      expect(await told.irreversible()).toEqual(NOTHING);
      expect(told.lines.filter((line) => line.includes("failed"))).toEqual([]);
    },
    { checks: SHORT },
  );
}

const honest: RawEntry = { name: "a.whl", data: "12345" };

attack("zip-slip", async () => {
  const name = `evil-${randomUUID()}`;
  const climbing: readonly (readonly [string, RegExp])[] = [
    [`../${name}`, /invalid relative path/],
    [`a/../../${name}`, /invalid relative path/],
    [`/tmp/${name}`, /absolute path/],
    [`C:/${name}`, /absolute path/],
    [`a\\..\\..\\${name}`, /invalid characters/],
  ];
  await refuse(climbing.map(([entry, why]) => [rawZip([honest, { name: entry, data: "x" }]), why] as const));
  for (const folder of [tmpdir(), path.join(tmpdir(), ".."), process.cwd(), path.join(process.cwd(), "..")]) {
    expect(existsSync(path.join(folder, name))).toBe(false);
  }
});

attack("zip-bomb", async () => {
  const many = rawZip(Array.from({ length: 10_001 }, (_, at) => ({ name: `f${at}` })));
  const dense = rawZip([honest, { name: "zeros", data: Buffer.alloc(8 * 1024 ** 2), method: 8 }]);
  const huge = rawZip([honest, { name: "huge", data: "12345", method: 8, declaredSize: 4_000_000_000 }]);
  await refuse([
    [many, /10001 entries/],
    [dense, /200 times/],
    [huge, /unpacks to more than/],
    [rawZip([honest, { name: "n".repeat(60_000) }]), /a name of more than 1024 characters/],
  ]);
  await tell(
    async (told) => {
      const source = { name: "InvokeAI", version: "5.0.0", seed: "nested" };
      const files = [await wheel(source), sdist(source)].map(({ filename, bytes }) => ({
        name: filename,
        data: Buffer.from(bytes),
      }));
      store(told, [rawZip([...files, { name: "nested.zip", data: dense, method: 8 }])]);
      told.tagRelease();
      const board = await told.board();
      await told.atGates("testpypi", "pypi");
      await says(told, board, "Gate `pypi` has 0 of 1 approval");
      expect(board.body).toContain("`nested.zip`");
    },
    { checks: SHORT, configuration: CONFIGURATION.replace(/^assets:.*\n/m, "") },
  );
});

attack("zip-liar", async () => {
  const symlink = 0o120777 * 65_536;
  await refuse([
    [rawZip([{ name: "a", data: "12345", method: 8, declaredSize: 3 }]), /too many bytes/],
    [rawZip([{ name: "a", data: "12345", method: 8, declaredSize: 9 }]), /not enough bytes/],
    [rawZip([honest, honest]), /two files named/],
    [rawZip([{ name: "a.whl", localName: "b.whl" }]), /two names/],
    [rawZip([{ name: "a", data: "/etc/passwd", attributes: symlink }]), /a link or a device/],
    [rawZip([{ name: "a", flags: 1, method: 8 }]), /is encrypted/],
    [rawZip([{ ...honest, crc: 1 }]), /checksum/],
  ]);
});

/** An artifact with one wheel, or one sdist, that holds these entries. */
type Distribution = (version: string) => Buffer;

const BOMB = 64 * 1024 ** 2;

function wheelWith(...entries: readonly RawEntry[]): Distribution {
  return (version) => {
    return rawZip([{ name: `invokeai-${version}-py3-none-any.whl`, data: rawZip(entries) }]);
  };
}

function sdistWith(
  ...entries: readonly (Omit<RawTarEntry, "name"> & { readonly more?: string })[]
): Distribution {
  return (version) => {
    const metadata = `Metadata-Version: 2.2\nName: invokeai\nVersion: ${version}\n`;
    const tar = rawTar(
      entries.map(({ more = "", ...entry }) => ({
        name: `invokeai-${version}/PKG-INFO`,
        data: `${metadata}${more}`,
        ...entry,
      })),
    );
    return rawZip([{ name: `invokeai-${version}.tar.gz`, data: gzipSync(tar) }]);
  };
}

attack("metadata-bomb", async () => {
  const attacks: readonly (readonly [Distribution, RegExp])[] = [
    [
      wheelWith({ name: "invokeai-5.0.0.dist-info/METADATA", data: Buffer.alloc(BOMB, "a"), method: 8 }),
      /larger than 1048576 bytes/,
    ],
    [
      wheelWith({ name: "invokeai-5.0.1.dist-info/METADATA", attributes: 0o120777 * 65_536 }),
      /a link or a device/,
    ],
    [
      wheelWith(...["a", "b"].map((data) => ({ name: "invokeai-5.0.2.dist-info/METADATA", data }))),
      /two files named/,
    ],
    [wheelWith({ name: "invokeai-5.0.3.dist-info/METADATA", data: Buffer.from([0xff, 0x4e]) }), /no UTF-8/],
    [sdistWith({ data: Buffer.alloc(BOMB) }), /larger than 1048576 bytes|200 times/],
    [sdistWith({ type: "2", link: "../../etc/passwd" }), /leads out of the archive/],
    [sdistWith({}, {}), /two PKG-INFO/],
    [sdistWith({ more: "Name: invokeai\nVersion: 9.9.9\n" }), /more than once/],
    [sdistWith({ more: `Requires-Dist: a${" ".repeat(500_000)}@\n` }), /no dependency by PyPA/],
    [
      sdistWith({ more: "Requires-Python: @invoke-ai/owners </details>\n" }),
      /`Requires-Python: @invoke-ai\/owners <\/details>`/,
    ],
  ];
  await refuse(attacks.map(([built, why], number) => [built(`5.0.${number}`), why] as const));
});

attack("not-a-zip", async () => {
  const name = "invokeai-5.0.0-py3-none-any.whl";
  const configuration = CONFIGURATION.replaceAll("[dist]", `["${name}"]`);
  await tell(
    async (told) => {
      const { tagRelease, board, atGates, pypi } = told;
      changeJob(told, BUILD, (job) => ({
        ...job,
        artifacts: (job.artifacts ?? []).map((one) =>
          one.name === "dist"
            ? {
                name,
                zip: false,
                files: async ({ version, sha }) => {
                  const built = await wheel({ name: "InvokeAI", version, seed: sha });
                  return { [built.filename]: built.bytes };
                },
              }
            : one,
        ),
      }));
      changeJob(told, "publish-pypi", (job) => ({
        ...job,
        onSuccess: async ({ artifact }) => {
          const files = Object.entries(await artifact(name));
          await pypi.upload(
            "invokeai",
            files.map(([filename, bytes]) => ({ filename, bytes })),
          );
        },
      }));
      tagRelease();
      const issue = await board();
      await atGates("testpypi", "pypi");
      await toTheEnd(told, issue);
      expect(issue.body).toContain("`pypi` serves");
      expect(issue.body).toContain(`| \`${name}\` | `);
      expect(await told.irreversible()).toEqual(ALL_OF_IT);
    },
    { checks: SHORT, configuration },
  );
});
