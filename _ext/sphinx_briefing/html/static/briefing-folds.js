/* Annexes of Sphinx Briefing, which narrow screens show folded. What an address or a link leads to
 * opens the one that holds it, and paper shows all. */
(() => {
  "use strict";

  const narrow = matchMedia("(max-width: 40rem)");
  const folds = [...document.querySelectorAll("details.brief-fold")];

  const aim = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null; // the address is not one of ours
    }
  };

  const show = () => {
    const target = aim();
    const fold = target && target.closest("details.brief-fold:not([open])");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView();
  };

  const set = () => {
    const target = aim();
    for (const fold of folds) fold.open = !narrow.matches || Boolean(target && fold.contains(target));
  };

  set();
  narrow.addEventListener("change", set);
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));
  addEventListener("afterprint", set);
  // A link to where the address leads already changes nothing in it.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link && link.hash === location.hash) show();
  });
})();
