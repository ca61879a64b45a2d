/* What the styles of the theme cannot do: boxes that scroll can be reached by keyboard, and Escape
 * closes the menu and the contents. */
(() => {
  "use strict";

  const own = document.currentScript;
  const SCROLLS = ".table-wrapper, .math-wrapper, .brief-view-table, .brief-view-matrix, .brief-view-map, .highlight pre, pre.literal-block";

  const offer = () => {
    for (const box of document.querySelectorAll(SCROLLS)) {
      const overflow = getComputedStyle(box).overflowX;
      const scrolls = box.scrollWidth > box.clientWidth + 1 && overflow !== "visible";
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  let due = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(offer);
  });
  offer();

  /* The words of a search are in the address (Sphinx before 7.2) or in the storage. */
  const searched = () => {
    try {
      if (localStorage.getItem("sphinx_highlight_terms")) return true;
    } catch {
      /* forbidden: the address may still tell */
    }
    return new URLSearchParams(location.search).has("highlight");
  };
  if (own.dataset.late && searched()) {
    for (const name of own.dataset.late.split(" ")) {
      const script = document.createElement("script");
      script.src = new URL(name.startsWith("briefing-") ? name : `../${name}`, own.src).href;
      script.async = false; // in order
      document.body.append(script);
    }
  }

  /* "/" and Ctrl-K go to the search, unless somebody is writing. */
  const box = document.getElementById("brief-masthead-q");
  /* The search of ours has keys of its own, which readers can turn off. */
  const keysAreTaken = document.querySelector('script[src*="briefing-find-keys.js"]');
  const isOff = () => {
    try {
      return localStorage.getItem("briefing-find-keys") === "off";
    } catch {
      return false;
    }
  };
  const isWriting = (at) => at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target);
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!box || !(isSlash || isK) || event.defaultPrevented) return;
    if (keysAreTaken && (box.offsetWidth || (isSlash && isOff()))) return;
    event.preventDefault();
    if (box.offsetWidth) {
      box.focus();
      box.select();
    } else document.querySelector(".brief-masthead-find")?.click();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (box && asked) box.value = asked;

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const box of document.querySelectorAll(".sidebar-toggle:checked")) {
      box.checked = false;
      box.focus();
    }
  });
})();
