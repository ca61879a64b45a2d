/* Sources and terms beside the text that first uses them, on screens that have the room.
 *
 * The notes are made from the annexes of the page, which hold the same and are read by everybody;
 * screen readers are spared the repetition. A theme sets the room aside by --brief-notes. */
(() => {
  "use strict";

  const GAP = 10;
  const FAR = 600;
  const ABOVE = ".brief-marking-bar, .brief-title-block, .brief-front";
  const ANNEX = ".brief-annex, .brief-view-sources";
  const WIDE = ".brief-view-table, .brief-view-matrix, .brief-view-ach, .brief-view-map, .brief-picture-box, .brief-filter, .table-wrapper, figure, .brief-wide";

  const block = document.querySelector(".brief-title-block");
  const page = block && block.closest("section, main, article, body");
  if (!page) return;

  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const shown = (element) => element.getClientRects().length > 0;

  /** What the annexes say: of sources by their number, of terms by their address. */
  function read() {
    const found = new Map();
    for (const label of page.querySelectorAll(".brief-number")) {
      const entry = label.closest("li, .brief-card, tr");
      const number = text(label.querySelector("a") || label);
      if (!entry || !number || found.has(number)) continue;
      const head = entry.querySelector(".brief-head") || entry;
      const details = entry.querySelector(".brief-details");
      const title = text(head).replace(text(label), "").trim();
      // Addresses and links are a click away, and too long for a margin.
      const line = details && details.cloneNode(true);
      for (const link of line ? line.querySelectorAll("a.brief-ref") : []) link.remove();
      const about = line ? text(line).replace(/ · [^·]*https?:.*$/, "").replace(/( ·)+$/, "") : "";
      const gone = entry.querySelector(".brief-lost");
      const more = gone ? `${text(gone)} · ${about}` : about;
      found.set(number, { name: number.replace(/[[\]]/g, ""), title, more });
    }
    for (const term of page.querySelectorAll(".brief-view-terms dt")) {
      const link = term.querySelector("a[href]");
      const meaning = term.nextElementSibling;
      if (!link || !meaning || meaning.tagName !== "DD") continue;
      found.set(link.href, { name: text(term), title: text(meaning), more: "" });
    }
    return found;
  }

  /** The first reference to each, in reading order, outside annexes and title block. */
  function places(known) {
    const found = [];
    const seen = new Set();
    for (const link of page.querySelectorAll("a.brief-marker, a.brief-ref-term")) {
      const key = link.classList.contains("brief-marker") ? text(link) : link.href;
      if (seen.has(key) || !known.has(key)) continue;
      if (link.closest(`${ANNEX}, .brief-view, .brief-title-block, .brief-card[popover]`)) continue;
      seen.add(key);
      found.push([link, known.get(key)]);
    }
    return found;
  }

  function build() {
    const column = document.createElement("div");
    column.className = "brief-notes";
    column.setAttribute("aria-hidden", "true");
    const notes = places(read()).map(([link, entry]) => {
      const note = document.createElement("div");
      note.className = "brief-note";
      const line = document.createElement("p");
      const name = document.createElement("span");
      name.className = "brief-note-name";
      name.textContent = `${entry.name} `;
      line.append(name, entry.title);
      note.append(line);
      if (entry.more) {
        const more = document.createElement("p");
        more.textContent = entry.more;
        note.append(more);
      }
      const light = (on) => () => note.classList.toggle("brief-note-lit", on);
      for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]])
        link.addEventListener(event, light(on));
      column.append(note);
      return { link, note };
    });
    return { column, notes };
  }

  /** Put notes into one stretch of the margin, each as near to its place as the others allow. */
  function fill(notes, from, until) {
    const placed = [];
    let room = until - from;
    for (const item of notes) {
      // What would stand a screen away from its place is left to the annex.
      if (item.height > room || from - item.at > FAR) continue;
      room -= item.height + GAP;
      placed.push(item);
    }
    let free = from;
    for (const item of placed) {
      item.top = Math.max(item.at, free);
      free = item.top + item.height + GAP;
    }
    let limit = until;
    for (const item of placed.toReversed()) {
      item.top = Math.min(item.top, limit - item.height);
      limit = item.top - GAP;
    }
    return placed;
  }

  let made = null;

  function place() {
    const style = getComputedStyle(page);
    if (!parseFloat(style.getPropertyValue("--brief-notes"))) {
      if (made) made.column.hidden = true;
      return;
    }
    if (!made) {
      made = build();
      page.append(made.column);
    }
    made.column.hidden = false;
    const top = page.getBoundingClientRect().top;
    const column = made.column.getBoundingClientRect();
    const end = page.getBoundingClientRect().height;
    const taken = [[end, end]];
    for (const wide of page.querySelectorAll(`${WIDE}, .brief-annex, ${ABOVE}`)) {
      const box = wide.getBoundingClientRect();
      if (box.right > column.left && box.left < column.right && box.height)
        taken.push([box.top - top, box.bottom - top]);
    }
    taken.sort((one, other) => one[0] - other[0]);
    const wanted = made.notes.map(({ link, note }) => ({
      note,
      at: link.getBoundingClientRect().top - top,
      shown: shown(link),
      height: note.getBoundingClientRect().height,
    }));
    let waiting = wanted.filter((item) => item.shown);
    let from = 0;
    for (const [until, next] of taken) {
      const ready = waiting.filter((item) => item.at < until);
      const placed = fill(ready, from, until - GAP);
      waiting = waiting.filter((item) => !placed.includes(item));
      from = Math.max(from, next + GAP);
    }
    for (const { note, top: at } of wanted) {
      note.style.visibility = at === undefined ? "hidden" : "visible";
      note.style.insetBlockStart = `${at ?? 0}px`;
    }
  }

  let due = 0;
  const later = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(place);
  };
  new ResizeObserver(later).observe(page);
  addEventListener("resize", later);
  later();
})();
