/* The reader's choice of light or dark, before anything is drawn. Storage may be forbidden. */
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  document.body.dataset.theme = "auto";
}
