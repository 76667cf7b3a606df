/**
 * A short fingerprint of a text, to tell whether what we would write is what stands there. Two rounds of FNV-1a
 * with different seeds; against mistakes, not against attackers (those meet the marker's keyed hash).
 */
export function fingerprint(text: string): string {
  return [0x811c9dc5, 0x9747b28c].map((seed) => fnv1a(text, seed).toString(16).padStart(8, "0")).join("");
}

function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
