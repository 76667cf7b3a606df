import { fileName } from "./file-name.ts";

/** The name under which a file is attached: GitHub renames what it does not like in one; asked for a name it likes, it keeps it. */
export function assetName(path: string): string {
  return fileName(path).replace(/[^\w+~-]+/g, ".");
}
