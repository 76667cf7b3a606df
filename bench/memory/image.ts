/** What the image starts the app with, besides its settings: a process is measured as it is shipped. */
export const IMAGE = {
  NODE_OPTIONS: "--max-old-space-size=256 --max-semi-space-size=8",
  MALLOC_ARENA_MAX: "2",
} as const;
