import { posix } from "node:path";
import type { Header } from "tar-stream";
import { LONGEST_NAME } from "./limits.ts";
import { ArtifactRefused } from "./refused.ts";

/**
 * Throws ArtifactRefused unless the entry is one that Python's installers would unpack: `tarfile`'s "data" filter
 * (PEP 706) takes files, folders and links that stay inside.
 */
export function checkTarEntry(header: Header): void {
  if (header.name.length > LONGEST_NAME) {
    throw new ArtifactRefused(`the archive holds a name of more than ${LONGEST_NAME} characters`);
  }
  const reason = oddName(header.name) ?? oddType(header);
  if (reason !== undefined) {
    throw new ArtifactRefused(`${JSON.stringify(header.name)} in the archive ${reason}`);
  }
}

function oddName(name: string): string | undefined {
  if (name === "") return "has no name";
  if (/[\p{Cc}\p{Cs}\\]/u.test(name)) return "has control characters or backslashes in its name";
  if (/^(?:\/|[a-z]:)/i.test(name)) return "has an absolute path";
  return name.split("/").includes("..") ? "climbs out of its folder" : undefined;
}

function oddType({ type, name, linkname }: Header): string | undefined {
  switch (type) {
    case "file":
    case "contiguous-file":
    case "directory":
      return undefined;
    case "symlink":
      return leadsOut(posix.join(posix.dirname(name), linkname ?? ""), linkname);
    case "link":
      return leadsOut(linkname ?? "", linkname);
    default:
      return "is a device or of a kind that is not read";
  }
}

function leadsOut(target: string, written: string | null): string | undefined {
  const inside = !/^(?:\/|[a-z]:)|\\/i.test(written ?? "") && !posix.normalize(target).startsWith("..");
  return written && inside ? undefined : "is a link that leads out of the archive";
}
