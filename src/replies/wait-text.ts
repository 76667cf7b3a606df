/** Who or what moves next, the fact and, where people can do something, the exact command or click. */
export type WaitText = { readonly who: string; readonly says: string; readonly todo?: string };
