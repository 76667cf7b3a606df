import { generateKeyPairSync, randomBytes } from "node:crypto";
import { type Account, findAccount } from "../github/accounts.ts";
import { type App, registerApp } from "../github/apps.ts";
import { refuse } from "../github/refused.ts";
import type { World } from "../github/world.ts";
import type { Seat } from "../oauth/site.ts";
import type { Answer } from "../rest/answer.ts";
import type { Route } from "../rest/route.ts";
import { integration } from "../shapes/integration.ts";
import { MANIFEST_REFUSALS, type Manifest, readManifest } from "./manifest.ts";

/** Docs, registering a GitHub App from a manifest: "You must complete this step within one hour". */
const CODE_LIFETIME = 60 * 60 * 1000;

interface Made {
  readonly app: App;
  readonly pem: string;
  readonly until: number;
}

/** How Apps are registered from a manifest: GitHub's page for new Apps, and the code that is traded for credentials. */
export interface Registration {
  /** `POST /settings/apps/new`, or an organization's; whoever sits at the browser presses the button there. */
  serve(request: Request): Promise<Response>;
  readonly routes: readonly Route[];
}

/** The place of the form of new Apps: a person's own, or an organization's. */
const PLACE = /^(?:\/organizations\/(?<organization>[^/]+))?\/settings\/apps\/new$/;

export const isRegistration = (path: string): boolean => PLACE.test(path);

const page = (status: number, text: string): Response =>
  new Response(text, { status, headers: { "content-type": "text/html; charset=utf-8" } });

const backTo = (
  redirectUrl: string,
  { code, state }: { readonly code: string; readonly state: string | null },
): Response => {
  const back = new URL(redirectUrl);
  back.searchParams.set("code", code);
  if (state !== null) back.searchParams.set("state", state);
  return new Response(null, { status: 302, headers: { location: back.href } });
};

/** Whose App it becomes: the person's, or the organization's in the path. */
const ownerAt = (world: World, path: string, person: Account): Account | undefined => {
  const { organization } = PLACE.exec(path)?.groups ?? {};
  if (organization === undefined) return person;
  const owner = findAccount(world, organization);
  return owner?.type === "Organization" ? owner : undefined;
};

/** Names are everybody's: a person enters another where one is taken. */
const freeSlug = (world: World, name: string): string => {
  const wanted = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const isTaken = (slug: string) => world.apps.some((app) => app.slug === slug);
  let slug = wanted;
  for (let number = 2; isTaken(slug); number += 1) slug = `${wanted}-${number}`;
  return slug;
};

const make = (world: World, manifest: Manifest, owner: Account): Made => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const app = registerApp(world, {
    id: world.ids("app"),
    slug: freeSlug(world, manifest.name),
    name: manifest.name,
    publicKey,
    webhookSecret: randomBytes(20).toString("hex"),
    clientSecret: randomBytes(20).toString("hex"),
    callbackUrls: manifest.callbackUrls,
    permissions: manifest.permissions,
    events: manifest.events,
    owner: owner.login,
    ...(manifest.hookUrl === undefined ? {} : { webhookUrl: manifest.hookUrl }),
  });
  return { app, pem: privateKey, until: world.clock.now() + CODE_LIFETIME };
};

/** `person` tells who sits at the browser, and whether they press the button. */
export const createRegistration = (world: World, person: () => Seat | null): Registration => {
  const made = new Map<string, Made>();

  const convert: Route = {
    about: "service",
    method: "POST",
    path: "/app-manifests/{code}/conversions",
    tokens: [],
    open: true,
    handle: ({ params, urls }): Answer => {
      const code = params["code"] ?? "";
      const found = made.get(code);
      made.delete(code);
      if (!found || found.until <= world.clock.now()) return refuse("not-found");
      const { app, pem } = found;
      return {
        status: 201,
        body: {
          ...integration(urls, app),
          client_secret: app.clientSecret,
          webhook_secret: app.webhookUrl === undefined ? null : app.webhookSecret,
          pem,
        },
      };
    },
  };

  return {
    routes: [convert],
    async serve(request) {
      const url = new URL(request.url);
      const seat = person();
      if (!seat) return page(200, "Sign in to GitHub");
      const owner = ownerAt(world, url.pathname, seat.account);
      if (request.method !== "POST" || !owner) return page(404, "Not Found");
      const manifest = readManifest(String((await request.formData()).get("manifest") ?? ""));
      if (typeof manifest === "string") return page(422, MANIFEST_REFUSALS[manifest].says);
      if (!seat.consents) return page(200, `Create GitHub App for ${owner.login}`);
      const code = randomBytes(20).toString("hex");
      made.set(code, make(world, manifest, owner));
      return backTo(manifest.redirectUrl, { code, state: url.searchParams.get("state") });
    },
  };
};
