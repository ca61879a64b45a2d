/* What the styles of the theme cannot do: boxes that scroll can be reached by keyboard, two keys lead
 * to the search, and Escape closes the menu and the contents. */
(() => {
  "use strict";

  const own = document.currentScript;
  const SCROLLS = ".table-wrapper, .math-wrapper, .brief-view-table, .brief-view-matrix, .brief-view-ach, .brief-view-map, .highlight pre, pre.literal-block";

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

  /* "/" and Ctrl-K lead to the search: to the box that the page shows, or else to the page with one.
   * Readers can turn "/" off there, since some speak to their browsers. */
  const KEYS = "briefing-find-keys";
  const isOff = () => {
    try {
      return localStorage.getItem(KEYS) === "off";
    } catch {
      return false; // forbidden, so that nobody has turned it off
    }
  };
  const isWriting = (at) =>
    at instanceof Element && (at.matches("input, textarea, select") || at.isContentEditable);
  const searchBox = () =>
    [...document.querySelectorAll(".brief-find input[name=q], #brief-masthead-q")].find(
      (box) => box.checkVisibility?.({ visibilityProperty: true }) ?? box.offsetParent);
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const held = event.ctrlKey || event.metaKey;
    const slash = event.key === "/" && !held && !isWriting(event.target) && !isOff();
    const letter = held && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!(slash || letter)) return;
    const box = searchBox();
    const way = document.querySelector(".brief-masthead-find");
    if (!box && !way) return;
    event.preventDefault();
    if (!box) {
      way.click();
      return;
    }
    box.focus();
    box.select();
  });
  const choice = document.querySelector(".brief-find-keys");
  if (choice) {
    const input = choice.querySelector("input");
    input.checked = !isOff();
    choice.hidden = false;
    input.addEventListener("change", () => {
      try {
        localStorage.setItem(KEYS, input.checked ? "on" : "off");
      } catch {
        input.checked = true;
      }
    });
  }
  const asked = new URLSearchParams(location.search).get("q");
  const masthead = document.getElementById("brief-masthead-q");
  if (masthead && asked) masthead.value = asked;

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const box of document.querySelectorAll(".sidebar-toggle:checked")) {
      box.checked = false;
      box.focus();
    }
  });
})();
