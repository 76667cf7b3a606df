import { servePlayground } from "../../../src/cli/playground/server.ts";

/** A form of the page: what it sends by itself, and its buttons and fields. */
type Form = {
  readonly hidden: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly texts: readonly string[];
  readonly buttons: readonly { readonly name?: string; readonly value?: string; readonly says: string }[];
};

/** Somebody with a browser without scripts: reads the page, and sends what its forms offer. */
export async function visit() {
  const errors: unknown[] = [];
  const playground = await servePlayground({ port: 0, failed: (error) => errors.push(error) });
  const { url } = playground;
  const page = async () => (await fetch(url)).text();
  const post = (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { origin: url, ...headers },
      body: new URLSearchParams(fields),
    });
  return {
    url,
    errors,
    page,
    post,
    close: playground.close,
    /** Presses the button that says so, its form filled in; gives the page that follows. Fails where there is none. */
    async press(says: string, filled: Readonly<Record<string, string>> = {}): Promise<string> {
      const shown = await page();
      const form = formsIn(shown).find(({ buttons }) => buttons.some((button) => button.says === says));
      const button = form?.buttons.find((one) => one.says === says);
      if (form === undefined || button === undefined) throw new Error(`No button says “${says}”`);
      const answer = await post({ ...form.hidden, ...chosen(form, filled), ...named(button) });
      if (answer.status !== 303) throw new Error(`“${says}” is answered with ${answer.status}`);
      return page();
    },
  };
}

function chosen({ options, texts }: Form, filled: Readonly<Record<string, string>>) {
  const unknown = Object.keys(filled).filter((name) => options[name] === undefined && !texts.includes(name));
  const absent = Object.entries(filled).filter(([name, value]) => options[name]?.includes(value) === false);
  if (unknown.length + absent.length > 0)
    throw new Error(`The form has no ${[...unknown, ...absent.flat()].join(", ")}`);
  const first = Object.entries(options).map(([name, values]) => [name, values[0] ?? ""]);
  return { ...Object.fromEntries([...first, ...texts.map((name) => [name, ""])]), ...filled };
}

function named({ name, value }: Form["buttons"][number]): Readonly<Record<string, string>> {
  return name === undefined ? {} : { [name]: value ?? "" };
}

export function formsIn(page: string): readonly Form[] {
  return [...page.matchAll(/<form method="post" action="\/">(?<content>[\s\S]*?)<\/form>/g)].map(
    ({ groups }) => {
      const content = groups?.["content"] ?? "";
      const selects = content.matchAll(
        /<select [^>]*name="(?<name>[^"]*)"[^>]*>(?<options>[\s\S]*?)<\/select>/g,
      );
      return {
        hidden: Object.fromEntries(
          [...content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
            ([, name, value]) => [name, text(value)],
          ),
        ),
        options: Object.fromEntries(
          [...selects].map((select) => [
            select.groups?.["name"],
            [...(select.groups?.["options"] ?? "").matchAll(/<option value="([^"]*)"/g)].map(([, value]) =>
              text(value),
            ),
          ]),
        ),
        texts: [...content.matchAll(/<textarea [^>]*name="([^"]*)"/g)].map(([, name]) => name ?? ""),
        buttons: [...content.matchAll(/<button(?<attributes>[^>]*)>(?<says>[\s\S]*?)<\/button>/g)].map(
          (button) => {
            const { attributes = "", says = "" } = button.groups ?? {};
            const label = /aria-label="([^"]*)"/.exec(attributes)?.[1];
            const name = /name="([^"]*)" value="([^"]*)"/.exec(attributes);
            return {
              says: text(label ?? says.replace(/<[^>]+>/g, "")),
              ...(name === null ? {} : { name: name[1] ?? "", value: text(name[2]) }),
            };
          },
        ),
      };
    },
  );
}

/** Without character references. */
function text(source = ""): string {
  return source.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** What stands in a part of the page, as text. */
export function partOf(page: string, id: string): string {
  const part = page.slice(page.indexOf(`<section class="panel" id="${id}"`));
  return text(part.slice(0, part.indexOf("</section>")).replace(/<[^>]+>/g, " ")).replace(/\s+/g, " ");
}
