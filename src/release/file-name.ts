/** A file's name without the folders that it lies in. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
