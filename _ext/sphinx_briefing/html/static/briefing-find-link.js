/* A way from Sphinx's search to the search with facets: under the results, in any theme. */
"use strict";
(() => {
  const { href, title } = document.currentScript.dataset;
  const add = () => {
    const link = document.createElement("a");
    link.href = href + (window.location.search || "");
    link.className = "brief-find-link";
    link.textContent = title;
    const line = document.createElement("p");
    line.append(link);
    document.getElementById("search-results")?.before(line);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", add);
  else add();
})();
