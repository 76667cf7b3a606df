/** How often a page in front of somebody is asked for again, in seconds. */
const EVERY = 15;

/**
 * Keeps a page up to date that somebody is looking at: it is fetched again with its ETag, and what is marked as live is
 * put in place of what stands there. Nothing is evaluated of what comes; without scripts the page is as it was loaded.
 */
export const LIVE = `
(() => {
  let tag = "";
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
            if (newer === null || newer.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue;
            part.replaceChildren(...newer.childNodes);
          }
        }
      } catch {}
    }
    setTimeout(look, ${EVERY * 1000});
  };
  setTimeout(look, ${EVERY * 1000});
})();
`;
