/**
 * A problem in words, as Markdown. `says`: the fact and its cause; the first line stands alone, a list may follow.
 * `remedy`: what can be done now, with the exact command or the place to click.
 */
export type ProblemText = { readonly says: string; readonly remedy: string };
