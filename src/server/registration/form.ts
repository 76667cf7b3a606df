import { whyNoPublicAddress } from "../../env/linking.ts";
import { REGISTRATION_FIELDS, type RegistrationFailure } from "../../replies/registration.ts";
import { marked } from "../pages/html.ts";
import { type Html, html, verbatim } from "../pages/markup.ts";
import type { Manifest } from "./manifest.ts";

/** What somebody has entered, as it came. */
export type Entered = { readonly code: string; readonly address: string; readonly organization: string };

/** Where the App is to send its events, and whose it is to be; or why that cannot be. */
export type Wish =
  | { readonly is: "fine"; readonly publicUrl: string; readonly organization: string | undefined }
  | { readonly is: "not"; readonly why: RegistrationFailure };

/** https://docs.github.com/organizations: letters, digits and dashes. */
const ORGANIZATION = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/;

export function enteredIn(body: string): Entered {
  const fields = new URLSearchParams(body);
  const field = (name: string) => (fields.get(name) ?? "").trim().slice(0, 2_000);
  return { code: field("code"), address: field("address"), organization: field("organization") };
}

/** `api`: GitHub's. One on this machine, and only that, reaches a server that is on this machine alone. */
export function wishOf({ address, organization }: Entered, api: string): Wish {
  if (whyNoPublicAddress(address) !== undefined || /["'\s]/.test(address))
    return { is: "not", why: "no-address" };
  if (isOfThisMachine(address) && !isOfThisMachine(api)) return { is: "not", why: "address-local" };
  if (organization !== "" && !ORGANIZATION.test(organization)) return { is: "not", why: "no-organization" };
  return {
    is: "fine",
    publicUrl: new URL(address).href.replace(/\/+$/, ""),
    organization: organization || undefined,
  };
}

function isOfThisMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/** The fields of the first page; what was entered before stands in them, but for the code. */
export function askForm(before: Omit<Entered, "code">, isAddressSet: boolean): Html {
  const { code, address, organization, goOn } = REGISTRATION_FIELDS;
  const fixed = verbatim(isAddressSet ? " readonly" : "");
  return html`<form method="post">
<label for="code">${code.label}</label>
<input id="code" name="code" required autocomplete="off" autocapitalize="characters" spellcheck="false">
${hint(code.hint)}
<label for="address">${address.label}</label>
<input id="address" name="address" type="url" required value="${before.address}"${fixed}>
${hint(address.hint)}
<label for="organization">${organization.label}</label>
<input id="organization" name="organization" autocomplete="off" spellcheck="false" value="${before.organization}">
${hint(organization.hint)}
<button>${goOn.label}</button>
${hint(goOn.hint)}
</form>`;
}

/** The button that sends the manifest to GitHub. */
export function handOverForm(to: string, manifest: Manifest, button: string): Html {
  return html`<form method="post" action="${to}">
<input type="hidden" name="manifest" value="${JSON.stringify(manifest)}">
<button>${button}</button>
</form>`;
}

function hint(text: string): Html {
  return html`<p class="hint">${verbatim(marked(text))}</p>`;
}
