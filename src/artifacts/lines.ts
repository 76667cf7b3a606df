import { allowedAddress } from "./address.ts";
import { ask, type DownloadSettings, lost } from "./download.ts";

/** Bytes of a text that are read; a job that prints more than that has other troubles. */
const MOST_BYTES = 64 * 1024 ** 2;
/** Characters of a line that are passed on. */
const LONGEST_LINE = 4096;
const TIMEOUT_MS = 60_000;
const WHOM = "log storage";

/**
 * Passes on the lines of a text behind a pre-signed address, each cut to 4,096 characters, as they arrive: nothing is
 * kept. No credentials are sent, no redirect is followed. False when the text is longer than what is read of it: then
 * its end was not seen. Throws ArtifactRefused (address) or ArtifactFault (no answer, expired address).
 */
export async function eachLine(
  url: string,
  settings: DownloadSettings,
  hear: (line: string) => void,
): Promise<boolean> {
  const response = await ask(allowedAddress(url, settings), { timeoutMs: TIMEOUT_MS, ...settings }, WHOM);
  const decoder = new TextDecoder();
  const lines = createLines(hear);
  const most = settings.byteCap ?? MOST_BYTES;
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > most) {
        return false;
      }
      lines.add(decoder.decode(chunk, { stream: true }));
    }
  } catch (error) {
    throw lost(error, WHOM);
  }
  lines.end();
  return true;
}

/** Puts lines together from pieces of text. */
function createLines(hear: (line: string) => void) {
  let begun = "";
  return {
    add(text: string) {
      const parts = text.split("\n");
      for (const [index, part] of parts.entries()) {
        begun += part.slice(0, LONGEST_LINE - begun.length);
        if (index < parts.length - 1) {
          hear(begun.replace(/\r$/, ""));
          begun = "";
        }
      }
    },
    end() {
      if (begun !== "") {
        hear(begun);
      }
    },
  };
}
