/* What the styles of the theme cannot do: boxes that scroll can be reached by keyboard, and Escape
 * closes the menu and the contents. */
(() => {
  "use strict";

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

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const box of document.querySelectorAll(".sidebar-toggle:checked")) {
      box.checked = false;
      box.focus();
    }
  });
})();
