/*
 * The search, fourth part: what a result looks like, with an excerpt around what was asked for.
 * Nothing of the index is ever read as HTML.
 */
"use strict";
BriefingFind.show = (() => {
  const find = BriefingFind;
  const EXCERPT = 220; // characters of an excerpt
  const LEAD = 60; // characters of it before the first match
  const PHRASE_IN_TITLE = 8, PHRASE_IN_TEXT = 3, COVERED = 8, OFTEN = 5;

  const element = (tag, className, ...content) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  // ---- Where a text holds what was asked for -----------------------------------------------------

  /* The words of a question as they are compared with those of a text. */
  const wanted = ({ units, also, slips }) => {
    const exact = new Set(), stems = new Set(), beginnings = [];
    for (const { ways, exact: isExact } of [...units, ...also])
      for (const word of ways.flat()) {
        exact.add(word);
        if (isExact) continue;
        stems.add(find.stem(word));
        if (word.length > 2 || !/\d/.test(word)) beginnings.push(word);
      }
    for (const { near } of slips) near[0].split(" ").forEach((word) => exact.add(word));
    return { exact, stems, beginnings };
  };

  const fits = (word, { exact, stems, beginnings }) =>
    exact.has(word) || stems.has(find.stem(word)) || beginnings.some((one) => word.startsWith(one));

  const RAW = /[\p{L}\p{N}\p{M}]+(?:[-./:,'\u2019_][\p{L}\p{N}\p{M}]+)*/gu;
  const PER_CENT = /^[ \u00a0\u202f]?(?:%|per[ \u00a0]?cent\b|prozent\b|pour cent\b)/i;
  const THOUSANDS = /^(?:[ \u00a0\u202f]\d{3})+(?!\d)/;

  /* Begin and end of every match in a text. */
  const matches = (text, asked) => {
    const found = [];
    for (const match of text.matchAll(RAW)) {
      const [raw] = match;
      const at = match.index;
      const folded = find.plain(raw);
      if (find.isUnspaced(folded)) {
        for (const word of asked.exact)
          for (let from = raw.indexOf(word); from >= 0; from = raw.indexOf(word, from + 1))
            found.push([at + from, at + from + word.length]);
        continue;
      }
      const rest = text.slice(at + raw.length, at + raw.length + 16);
      const per = /\d$/.test(folded) ? PER_CENT.exec(rest)?.[0] : undefined;
      const more = /^\d{1,3}$/.test(folded) ? THOUSANDS.exec(rest)?.[0] : undefined;
      if (per && asked.exact.has(`${find.number(folded)}%`))
        found.push([at, at + raw.length + per.length]);
      else if (more && asked.exact.has(folded + more.replace(/\D/g, "")))
        found.push([at, at + raw.length + more.length]);
      else {
        const words = find.chunks(folded).flatMap(find.pieces);
        if (words.length && fits(words[0], asked)) found.push([at, at + raw.length]);
        else if (words.some((word) => fits(word, asked))) {
          // One of several parts.
          for (const piece of raw.matchAll(/[\p{L}\p{N}\p{M}]+/gu))
            if (fits(find.plain(piece[0]), asked))
              found.push([at + piece.index, at + piece.index + piece[0].length]);
        }
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  };

  const marked = (text, places, from = 0, to = text.length) => {
    const made = document.createDocumentFragment();
    let at = from;
    for (const [start, end] of places) {
      if (start < at || end > to) continue;
      made.append(text.slice(at, start), element("mark", "", text.slice(start, end)));
      at = end;
    }
    made.append(text.slice(at, to));
    return made;
  };

  /* The part of a text that holds the most of what was asked for. */
  const excerpt = (text, asked) => {
    if (!text) return null;
    const places = matches(text, asked);
    let from = 0;
    if (places.length && text.length > EXCERPT) {
      let best = -1;
      places.forEach(([start], first) => {
        const inside = new Set();
        for (let at = first; at < places.length && places[at][1] <= start + EXCERPT - LEAD; at++)
          inside.add(find.plain(text.slice(...places[at])));
        if (inside.size > best) [best, from] = [inside.size, start];
      });
      from = Math.max(0, from - LEAD);
      if (from) from += Math.max(0, text.slice(from, from + LEAD).search(/\s/)) + 1;
    }
    let to = Math.min(text.length, from + EXCERPT);
    if (to < text.length) {
      const cut = text.lastIndexOf(" ", to);
      if (cut > from + EXCERPT / 2) to = cut;
    }
    // Characters of two units are not cut in half.
    while (to < text.length && /[\udc00-\udfff]/.test(text[to])) to++;
    while (from > 0 && /[\udc00-\udfff]/.test(text[from])) from--;
    const line = element("p", "brief-find-excerpt");
    if (from) line.append("\u2026 ");
    line.append(marked(text, places, from, to));
    if (to < text.length) line.append(" \u2026");
    line.dir = "auto";
    return line;
  };

  // ---- Results ---------------------------------------------------------------------------------

  const row = (entry, asked, top) => {
    const link = element("a", "brief-find-hit", marked(entry.title, matches(entry.title, asked)));
    link.href = top + entry.address;
    link.dir = "auto";
    link.dataset.kind = entry.section.kind;
    const about = element("p", "brief-find-about", entry.about);
    if (entry.marking) about.append(" ", element("span", "brief-badge brief-tlp", entry.marking));
    const made = element("li", "", link, about);
    const places = matches(entry.others, asked);
    if (places.length) {
      const names = element("p", "brief-find-others");
      // The names that match, without the many others.
      let at = 0;
      const shown = entry.others.split(", ").filter((name) => {
        const [from, to] = [at, at + name.length];
        at = to + 2;
        return places.some(([start, end]) => start >= from && end <= to);
      });
      shown.slice(0, 4).forEach((name, number) =>
        names.append(number ? ", " : "", marked(name, matches(name, asked))));
      names.dir = "auto";
      made.append(names);
    }
    const line = excerpt(entry.text, asked);
    if (line) made.append(line);
    return made;
  };

  /* What of the card of a record is not said by the result already. */
  const card = async (result) => {
    const link = result.querySelector("a.brief-find-hit");
    const content = await window.briefingCards?.content?.(link, link.dataset.kind);
    const said = result.textContent;
    const kept = (content ?? []).filter((one) => one.matches(".brief-hover-rows, .brief-hover-more"));
    for (const rows of kept)
      for (const value of rows.querySelectorAll("dd"))
        if (said.includes(value.textContent)) {
          value.previousElementSibling.remove();
          value.remove();
        }
    const full = kept.filter((one) => one.textContent.trim());
    const isOne = full.length === 1 && full[0].matches(".brief-hover-more");
    if (full.length)
      result.append(element("div", isOne ? "brief-find-profile" : "brief-find-card", ...full));
  };

  /* How much better a result is than its words alone say: they stand together, or are its title. */
  const bonus = (entry, question) => {
    if (!question.units.length) return 0;
    const words = question.units.map(({ ways }) => ways.at(-1).join(" ")).join(" ");
    const title = find.sequence(entry.title);
    const count = Math.max(1, title.trim().split(" ").length);
    const asked = wanted({ ...question, also: [] });
    const covered = title.trim().split(" ").filter((word) => fits(word, asked)).length;
    const phrase = ` ${words} `;
    const together = words.includes(" ")
      ? (title.includes(phrase) ? PHRASE_IN_TITLE
        : find.sequence(entry.text).includes(phrase) ? PHRASE_IN_TEXT : 0)
      : 0;
    const often = matches(entry.text, asked).length;
    return together + Math.min(OFTEN, Math.log2(1 + often)) + COVERED * Math.min(1, covered / count) * entry.section.weight;
  };

  return { element, wanted, row, card, bonus };
})();
