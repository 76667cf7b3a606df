import { HOUR } from "../../release/instant.ts";
import type { Interference, Moment } from "../../sandbox/faults.ts";
import { wheel } from "../../sandbox/files/wheel.ts";
import { builtSource } from "../../sandbox/scenes/jobs.ts";
import type { Project } from "../../sandbox/scenes/project.ts";

/** What can be made to go wrong, with what it does in the words of its button. */
export const TROUBLES = {
  "write-fails": "GitHub refuses the app's next change with 502 and does nothing",
  "answer-lost": "GitHub does the app's next change, but the answer is lost",
  "github-down": "GitHub answers nobody for an hour",
  "webhooks-lost": "Webhooks get lost",
  "pypi-late": "PyPI shows uploads half an hour late",
  "pypi-other-bytes": "PyPI serves another wheel than the one uploaded",
  "discord-down": "Discord answers 503 for an hour",
} as const;

export type TroubleName = keyof typeof TROUBLES;

export const TROUBLE_NAMES = Object.keys(TROUBLES) as readonly TroubleName[];

export type Trouble = {
  begin(name: TroubleName): void;
  /** Everything works again. */
  end(): void;
  /** What goes wrong now, or will with the next chance. */
  inForce(): readonly TroubleName[];
  /** Told of each request before it is made. */
  meet(request: Request): Promise<void>;
};

const LATE_SECONDS = 30 * 60;
const BAD_GATEWAY = { status: 502, message: "Server Error" } as const;

/** The troubles of one project: some last, some are over once they were met. */
export function createTrouble(project: Project, clock: { now(): number }): Trouble {
  const { sandbox, pypi, discord } = project;
  const until = new Map<TroubleName, number>();
  const inForce = () => [...until].flatMap(([name, end]) => (clock.now() < end ? [name] : []));
  const is = (name: TroubleName) => inForce().includes(name);
  sandbox.faults.intercept((moment) => interference(moment, { is, over: (name) => until.delete(name) }));
  sandbox.deliveries.policy(() => (is("webhooks-lost") ? { copies: 0, delaySeconds: [] } : undefined));
  return {
    begin(name) {
      until.set(name, name.endsWith("-down") ? clock.now() + HOUR : Number.POSITIVE_INFINITY);
      if (name === "pypi-late") pypi.lag({ jsonSeconds: LATE_SECONDS, simpleSeconds: LATE_SECONDS });
      if (name === "discord-down") discord.outage({ status: 503, seconds: HOUR / 1000 });
    },
    end() {
      until.clear();
      pypi.lag({ jsonSeconds: 0, simpleSeconds: 0 });
      discord.recover();
    },
    inForce,
    async meet({ url }) {
      if (is("pypi-other-bytes") && url.startsWith(`${sandbox.origin}/pypi/`) && (await spoil(project))) {
        until.delete("pypi-other-bytes");
      }
    },
  };
}

type Force = { is(name: TroubleName): boolean; over(name: TroubleName): void };

function interference({ when, method, path }: Moment, { is, over }: Force): Interference | undefined {
  if (is("github-down")) return "unreachable";
  const name = when === "before" ? "write-fails" : "answer-lost";
  // Neither tokens nor queries change anything.
  const changes = method !== "GET" && !path.endsWith("/access_tokens") && path !== "/graphql";
  if (!changes || !is(name)) return undefined;
  over(name);
  return BAD_GATEWAY;
}

/** Puts another wheel in the place of the newest run's; false while there is none yet. */
async function spoil({ repo, pypi }: Project): Promise<boolean> {
  const run = repo.runs().at(-1);
  if (run === undefined) return false;
  const version = run.headBranch.replace(/^v/, "");
  const other = builtSource({ version, sha: "not what was tested" });
  try {
    const { filename, bytes } = await wheel(other);
    await pypi.replaceBytes("invokeai", filename, bytes);
    return true;
  } catch {
    return false;
  }
}
