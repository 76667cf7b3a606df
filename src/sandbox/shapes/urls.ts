import { fullName, type Repository } from "../github/repository.ts";

/** A JSON object as GitHub sends it. */
export type Json = Record<string, unknown>;

/** Where the sandbox's GitHub lives; pages keep the addresses people know. */
export interface Urls {
  readonly api: string;
  readonly uploads: string;
  readonly blobs: string;
  readonly html: string;
}

/** The addresses under an origin, asked anew each time: a server learns its port only once it listens. */
export const urlsOf = (origin: () => string): Urls => ({
  get api() {
    return `${origin()}/github`;
  },
  get uploads() {
    return `${origin()}/uploads`;
  },
  get blobs() {
    return `${origin()}/blobs`;
  },
  html: "https://github.com",
});

export const repoApi = (urls: Urls, repository: Repository): string =>
  `${urls.api}/repos/${fullName(repository)}`;

export const repoHtml = (urls: Urls, repository: Repository): string =>
  `${urls.html}/${fullName(repository)}`;

/** A moment as GitHub writes it: whole seconds, UTC. */
export const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");

export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
