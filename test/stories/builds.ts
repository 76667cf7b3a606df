import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { zip } from "../../src/sandbox/files/zip.ts";
import type { ArtifactPlan, Files } from "../../src/sandbox/github/workflows.ts";
import { builtSource } from "../../src/sandbox/scenes/jobs.ts";
import { changeJob } from "../attacks/workflow.ts";
import type { Told } from "./stage.ts";

type Context = Parameters<ArtifactPlan["files"]>[0];
type Source = Parameters<typeof wheel>[0];

/** Lets the build make these artifacts, and no others, from the next run on. */
export function builds(
  told: Told,
  artifacts: Readonly<Record<string, (context: Context) => Promise<Files>>>,
): void {
  changeJob(told, "build / build-installer", (job) => ({
    ...job,
    artifacts: Object.entries(artifacts).map(([name, files]) => ({ name, files })),
  }));
}

/** A wheel and an sdist, of the project's usual source but for what is given. */
export async function pair(
  context: Pick<Context, "version" | "sha">,
  more: Partial<Source> = {},
): Promise<Files> {
  const source = { ...builtSource(context), ...more };
  return filesOf([await wheel(source), sdist(source)]);
}

/** The wheel alone. */
export async function wheelAlone(context: Context): Promise<Files> {
  return filesOf([await wheel(builtSource(context))]);
}

/** An installer that brings along a wheel. */
export async function installerWith(context: Context, more: Partial<Source> = {}): Promise<Files> {
  const { filename, bytes } = await wheel({ ...builtSource(context), ...more });
  const packed = await zip({ [`InvokeAI-Installer/lib/${filename}`]: bytes, "install.sh": "#!/bin/sh\n" });
  return { [`InvokeAI-installer-${context.tag}.zip`]: packed };
}

function filesOf(built: readonly { readonly filename: string; readonly bytes: Uint8Array }[]): Files {
  return Object.fromEntries(built.map(({ filename, bytes }) => [filename, bytes]));
}
