/** How often a page in front of somebody is asked for again, in seconds. */
const EVERY = 15;

/**
 * Keeps a page up to date that somebody is looking at: it is fetched again with its ETag, and what is marked as live and
 * has changed on the server is put in place of what stands there. What they have unfolded stays so. Nothing is evaluated
 * of what comes; without scripts the page is as it was loaded.
 */
export const LIVE = `
(() => {
  let tag = "";
  const known = new Map();
  for (const part of document.querySelectorAll("[data-live]")) known.set(part.id, part.innerHTML);
  const heads = (part, which) => [...part.querySelectorAll(which + " > summary")];
  const put = (part, newer) => {
    const open = new Set(heads(part, "details[open]").map((head) => head.textContent));
    part.replaceChildren(...newer.childNodes);
    for (const head of heads(part, "details")) if (open.has(head.textContent)) head.parentNode.open = true;
  };
  const look = async () => {
    if (document.visibilityState === "visible") {
      try {
        const headers = tag === "" ? {} : { "if-none-match": tag };
        const answer = await fetch(location.href, { headers, cache: "no-store", redirect: "error" });
        if (answer.status === 200) {
          tag = answer.headers.get("etag") ?? "";
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
          for (const part of document.querySelectorAll("[data-live]")) {
            const newer = fresh.getElementById(part.id);
            if (newer === null || newer.innerHTML === known.get(part.id)) continue;
            if (part.contains(document.activeElement)) {
              // It is in use: looked at again next time.
              tag = "";
              continue;
            }
            known.set(part.id, newer.innerHTML);
            put(part, newer);
          }
        }
      } catch {}
    }
    setTimeout(look, ${EVERY * 1000});
  };
  setTimeout(look, ${EVERY * 1000});
})();
`;
