/* Two keys that lead to the search box of a page: "/", which readers can turn off on the page of
 * the search, since some speak to their browsers, and Ctrl or Command with K. */
"use strict";
(() => {
  const STORED = "briefing-find-keys";

  const isOff = () => {
    try {
      return localStorage.getItem(STORED) === "off";
    } catch {
      return false; // forbidden, so that nobody has turned it off
    }
  };

  /* The box of the search itself, or another that is to be seen. */
  const boxOf = () =>
    [".brief-find input[name=q]", "form input[name=q]"]
      .flatMap((boxes) => [...document.querySelectorAll(boxes)])
      .find((input) => input.checkVisibility?.({ visibilityProperty: true }) ?? input.offsetParent);

  const isWriting = (target) =>
    target instanceof Element
    && (target.matches("input, textarea, select") || target.isContentEditable);

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const held = event.ctrlKey || event.metaKey;
    const slash = event.key === "/" && !held && !isWriting(event.target) && !isOff();
    const letter = held && !event.shiftKey && event.key.toLowerCase() === "k";
    const box = slash || letter ? boxOf() : null;
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  const offer = () => {
    const choice = document.querySelector(".brief-find-keys");
    if (!choice) return;
    const input = choice.querySelector("input");
    input.checked = !isOff();
    choice.hidden = false;
    input.addEventListener("change", () => {
      try {
        localStorage.setItem(STORED, input.checked ? "on" : "off");
      } catch {
        input.checked = true;
      }
    });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
  else offer();
})();
