import type { IncomingMessage } from "node:http";
import { SECOND } from "../../release/instant.ts";

/** The app's cookies. `for` a time in milliseconds; an empty value takes the cookie away. */
export type Cookies = {
  set(value: string, lasting: number): string;
  read(request: IncomingMessage): string | undefined;
};

/**
 * A cookie of this host alone. `__Host-`: set by this host over https, so that no neighbouring host can plant one. `Lax`:
 * it comes along when GitHub sends the browser back.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie
 */
export function createCookie(name: string, publicUrl: string): Cookies {
  const isSecure = publicUrl.startsWith("https:");
  const whole = `${isSecure ? "__Host-" : ""}release-conductor-${name}`;
  return {
    set(value, lasting) {
      const seconds = value === "" ? 0 : Math.floor(lasting / SECOND);
      return `${whole}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
    },
    read({ headers }) {
      const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim());
      return pairs.find((pair) => pair.startsWith(`${whole}=`))?.slice(whole.length + 1);
    },
  };
}
