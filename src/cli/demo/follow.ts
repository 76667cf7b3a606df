/** Tells each entry of a growing list once, when it is finished. */
export function follow<T extends object>(
  list: () => readonly T[],
  isFinished: (entry: T) => boolean,
  tell: (entry: T) => void,
): () => void {
  const open = new Set<T>();
  let known = 0;
  return () => {
    for (const entry of list().slice(known)) {
      open.add(entry);
    }
    known = list().length;
    for (const entry of [...open].filter(isFinished)) {
      open.delete(entry);
      tell(entry);
    }
  };
}
