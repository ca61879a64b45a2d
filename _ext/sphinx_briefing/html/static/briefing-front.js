/* Copies the address of a brief: a button that nobody sees where there is no clipboard. */
(() => {
  "use strict";

  const button = document.querySelector("button.brief-copy");
  if (!button || !navigator.clipboard) return;
  const words = button.textContent;
  const link = document.querySelector('link[rel="canonical"]');
  let waiting = 0;

  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link ? link.href : location.href.split("#")[0]);
    } catch {
      return; // the reader, or the browser, forbids it
    }
    button.textContent = button.dataset.done;
    clearTimeout(waiting);
    waiting = setTimeout(() => (button.textContent = words), 2000);
  });
  button.setAttribute("aria-live", "polite");
})();
