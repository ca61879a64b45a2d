/*
 * The search with facets. Its index is a folder of scripts, each of which calls `BriefingFind.take`
 * with its name and what it holds: scripts load from a disk too, and under any policy that lets
 * this one run. Words are split and stemmed by Sphinx's language_data.js, as the index was.
 * Nothing of the index is ever read as HTML.
 */
"use strict";
window.BriefingFind = (() => {
  const TITLE = 15, TITLE_BEGINS = 7, TEXT = 5, TEXT_BEGINS = 2; // as Sphinx's own search scores
  const AT_ONCE = 20; // results at once
  const SHOWN = 8; // values of a facet at once
  const BEGINNINGS = 4; // parts of words read for the beginning of one
  const OPEN = ["kind", "topic", "year"]; // where there is room beside the results

  const parts = new Map(); // by name: a promise and what keeps it
  let root, form, words, chosen, latest = 0, shown = AT_ONCE;

  const take = (name, value) => parts.get(name)?.keep(value);

  const part = (name) => {
    let known = parts.get(name);
    if (!known) {
      known = {};
      known.promise = new Promise((keep, fail) => {
        known.keep = keep;
        const script = document.createElement("script");
        script.src = root.dataset.parts + name;
        script.charset = "utf-8";
        script.onerror = () => fail(new Error(name));
        document.head.append(script);
      });
      parts.set(name, known);
    }
    return known.promise;
  };

  const numbers = (distances) => {
    let at = 0;
    return distances.map((distance) => (at += distance));
  };

  /* ---- words --------------------------------------------------------------------------- */

  const split = (text) =>
    typeof splitQuery === "function"
      ? splitQuery(text)
      : text.split(/[^\p{Letter}\p{Number}_\p{Emoji_Presentation}]+/gu).filter((word) => word);

  const isStopword = (word) =>
    typeof stopwords !== "undefined" &&
    (stopwords.has ? stopwords.has(word) : stopwords.includes(word));

  /* Words and names are folded as ledger/folding.py does. */
  const FOLDED = {
    "\u00df": "ss", "\u017f": "s", "\u03c2": "\u03c3", "\u0131": "i", "\u2013": "--",
    "\u2014": "---", "\u2015": "---", "\u2026": "...",
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
  };
  const joined = (text) => text.normalize("NFC").replace(/[\u00ad\u200b\u2060\ufeff\u0307]/g, "");
  const fold = (text) =>
    joined(text).toLowerCase().replace(/\u0307/g, "")
      .replace(/[\u00df\u017f\u03c2\u0131\u2013-\u2015\u2026\ufb00-\ufb06]/g, (one) => FOLDED[one])
      .replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/g, '"')
      .replace(/[\u2018-\u201b\u2039\u203a\u2032\u02bc\u00b4]/g, "'")
      .replace(/[\u2010\u2011]/g, "-").replace(/\s/g, " ");
  const wordsOf = (query) =>
    split(joined(query)).filter((word) => !isStopword(word.toLowerCase()));

  const stemmer = typeof Stemmer === "undefined" ? { stemWord: (word) => word } : new Stemmer();

  /* Python sorts by code points, JavaScript by UTF-16 units. */
  const before = (one, other) => {
    const a = [...one], b = [...other];
    for (let i = 0; i < Math.min(a.length, b.length); i++)
      if (a[i] !== b[i]) return a[i].codePointAt(0) < b[i].codePointAt(0);
    return a.length < b.length;
  };

  const blocks = (index, stem, begins) => {
    let last = 0;
    while (last + 1 < index.words.length && !before(stem, index.words[last + 1][0])) last++;
    const found = [];
    for (let at = last; at < index.words.length && found.length < BEGINNINGS; at++) {
      if (at > last && !(begins && index.words[at][0].startsWith(stem))) break;
      found.push(part(index.words[at][1]));
    }
    return Promise.all(found);
  };

  const raise = (scores, pages, score) =>
    pages.forEach((page) => scores.set(page, Math.max(scores.get(page) ?? 0, score)));

  const scoresOf = async (index, word) => {
    const scores = new Map();
    const lower = word.toLowerCase();
    const stems = [fold(stemmer.stemWord(lower)), stemmer.stemWord(fold(word)), fold(word)];
    for (const stem of new Set(stems)) {
      for (const block of await blocks(index, stem, true)) {
        for (const [entry, [text, title]] of Object.entries(block)) {
          if (!entry.startsWith(stem)) continue;
          const whole = entry === stem;
          raise(scores, numbers(text), whole ? TEXT : TEXT_BEGINS);
          raise(scores, numbers(title ?? []), whole ? TITLE : TITLE_BEGINS);
        }
      }
    }
    return scores;
  };

  /* All pages that have every word, each with its score. */
  const matching = async (index, query) => {
    const asked = wordsOf(query);
    if (!asked.length) return new Map(Array.from({ length: index.count }, (_, page) => [page, 0]));
    const [first, ...others] = await Promise.all(asked.map((word) => scoresOf(index, word)));
    for (const page of [...first.keys()]) {
      if (others.every((scores) => scores.has(page)))
        first.set(page, others.reduce((sum, scores) => sum + scores.get(page), first.get(page)));
      else first.delete(page);
    }
    return first;
  };

  /* ---- facets -------------------------------------------------------------------------- */

  const pagesOf = new WeakMap();
  const pages = (value) => {
    if (!pagesOf.has(value)) pagesOf.set(value, numbers(value[2]));
    return pagesOf.get(value);
  };

  /* For each facet with a choice, the pages that one of its chosen values stands for. */
  const chosenPages = async (index) => {
    const found = new Map();
    for (const [name, , file] of index.facets) {
      const ids = chosen.get(name);
      if (!ids?.size) continue;
      const values = (await part(file)).filter(([id]) => ids.has(id));
      found.set(name, new Set(values.flatMap(pages)));
    }
    return found;
  };

  const dayOf = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    if (!day) return 0;
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return Math.round(date.getTime() / 86400000) + 719163; // 1970-01-01, in days from year 1
  };

  const fits = (page, restrictions, except) => {
    for (const [name, set] of restrictions)
      if (name !== except && !set.has(page)) return false;
    return true;
  };

  /* ---- what is shown ------------------------------------------------------------------- */

  const element = (tag, className, ...content) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  const showFacet = async (box, file, name, hits, restrictions) => {
    const ids = chosen.get(name) ?? new Set();
    const filter = box.querySelector(".brief-find-filter input");
    const wanted = fold(filter?.value ?? "");
    const counted = (await part(file))
      .map((value) => [
        value,
        pages(value).reduce((n, page) => n + (hits.has(page) && fits(page, restrictions, name)), 0),
      ])
      .filter(([[id, label], count]) =>
        ids.has(id) || (count && (!wanted || fold(label).includes(wanted))));
    if (name !== "year") // the most frequent first; chosen ones stay in view
      counted.sort(([a, n], [b, m]) => ids.has(b[0]) - ids.has(a[0]) || m - n);
    const all = box.dataset.all === "yes" || wanted;
    const list = element("ul");
    for (const [[id, label], count] of all ? counted : counted.slice(0, SHOWN)) {
      const box = element("input");
      Object.assign(box, { type: "checkbox", name, value: id, checked: ids.has(id) });
      const number = element("span", "brief-find-number", ` ${count}`);
      list.append(element("li", "", element("label", "", box, " ", label, number)));
    }
    const old = box.querySelector("ul");
    const active = document.activeElement;
    const focused = old?.contains(active) ? [active.name, active.value] : null;
    if (old) old.replaceWith(list);
    else box.append(list);
    if (focused)
      [...list.querySelectorAll("input")]
        .find((input) => input.name === focused[0] && input.value === focused[1])?.focus();
    const more = box.querySelector(".brief-find-values");
    more.hidden = all || counted.length <= SHOWN;
    box.append(more);
  };

  const marked = (text, asked) => {
    const found = element("span");
    const words = asked.map((word) => word.replace(/[.*+\-?^${}()|[\]\\]/g, "\\$&"));
    if (!words.length) {
      found.append(text);
      return found;
    }
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])((?:${words.join("|")})[\\p{L}\\p{N}]*)`, "giu");
    text.split(pattern).forEach((piece, at) =>
      found.append(at % 2 ? element("mark", "", piece) : piece));
    return found;
  };

  const showResults = async (index, order, query, mine) => {
    const asked = wordsOf(query).map((word) => stemmer.stemWord(word.toLowerCase()));
    const rows = await Promise.all(
      order.slice(0, shown).map(async (page) => {
        const block = await part(index.pages[Math.floor(page / index.size)]);
        const [address, title, kind, date, excerpt, marking] = block[page % index.size];
        const link = element("a", "", marked(title, asked));
        link.href = root.dataset.top + address;
        const about = [kind, date, marking].filter((text) => text).join(" · ");
        const row = element("li", "", link, element("div", "brief-find-about", about));
        if (excerpt) row.append(element("div", "", marked(excerpt, asked)));
        return row;
      }),
    );
    if (mine !== latest) return;
    root.querySelector(".brief-find-list").replaceChildren(...rows);
    const text = !order.length ? words.none : query.trim() || chosen.size ? words.found : words.all;
    root.querySelector(".brief-find-count").textContent = text.replace("%d", order.length);
    root.querySelector(".brief-find-more").hidden = order.length <= shown;
  };

  /* ---- a question ---------------------------------------------------------------------- */

  const answer = async () => {
    const mine = ++latest;
    try {
      const index = await part("index.js");
      const query = form.elements.q.value;
      const [hits, days] = await Promise.all([matching(index, query), part(index.days)]);
      const restrictions = await chosenPages(index);
      const since = dayOf(form.elements.since.value);
      const until = dayOf(form.elements.until.value);
      for (const page of [...hits.keys()])
        if ((since && !(days[page] >= since)) || (until && !(days[page] && days[page] <= until)))
          hits.delete(page);
      if (mine !== latest) return;
      const order = [...hits.keys()]
        .filter((page) => fits(page, restrictions))
        .sort((a, b) => hits.get(b) - hits.get(a) || days[b] - days[a] || a - b);
      await showResults(index, order, query, mine);
      for (const [name, , file] of index.facets) {
        const box = root.querySelector(`details[data-facet="${name}"]`);
        if (mine === latest && box.open) await showFacet(box, file, name, hits, restrictions);
      }
      if (mine === latest) root.dataset.state = "ready";
    } catch {
      root.querySelector(".brief-find-count").textContent = words.unread;
    }
  };

  const remember = () => {
    const query = new URLSearchParams();
    for (const name of ["q", "since", "until"])
      if (form.elements[name].value) query.set(name, form.elements[name].value);
    for (const [name, ids] of chosen) for (const id of ids) query.append(name, id);
    const text = query.toString();
    try {
      window.history.replaceState(null, "", text ? `?${text}` : window.location.pathname);
    } catch {
      // Some browsers keep the address of a file as it is.
    }
  };

  const changed = () => {
    delete root.dataset.state;
    shown = AT_ONCE;
    remember();
    return answer();
  };

  const drawFacets = (index) => {
    const roomy = window.matchMedia("(min-width: 60rem)").matches;
    for (const [name, label, , count] of index.facets) {
      const box = element("details", "", element("summary", "", label));
      box.dataset.facet = name;
      box.open = chosen.has(name) || (roomy && OPEN.includes(name));
      if (count > 2 * SHOWN) {
        const input = element("input");
        input.type = "search";
        input.autocomplete = "off";
        input.setAttribute("aria-label", `${words.filter}: ${label}`);
        input.placeholder = words.filter;
        input.addEventListener("input", answer);
        box.append(element("p", "brief-find-filter", input));
      }
      const more = element("button", "brief-find-values", words.values);
      more.type = "button";
      more.hidden = true;
      more.setAttribute("aria-label", `${words.values}: ${label}`);
      more.addEventListener("click", async () => {
        box.dataset.all = "yes";
        await answer();
        box.querySelectorAll("input[type=checkbox]")[SHOWN]?.focus();
      });
      box.append(more);
      box.addEventListener("toggle", () => box.open && answer());
      root.querySelector(".brief-find-facets").append(box);
    }
  };

  const begin = async () => {
    root = document.querySelector(".brief-find");
    if (!root) return;
    form = root.querySelector("form");
    words = JSON.parse(root.dataset.words);
    chosen = new Map();
    let index;
    try {
      index = await part("index.js");
    } catch {
      root.querySelector(".brief-find-count").textContent = words.unread;
      return;
    }
    const query = new URLSearchParams(window.location.search);
    for (const name of ["q", "since", "until"]) form.elements[name].value = query.get(name) ?? "";
    for (const [name] of index.facets)
      if (query.has(name)) chosen.set(name, new Set(query.getAll(name)));
    drawFacets(index);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      changed();
    });
    form.addEventListener("input", (event) => {
      const { name, type, value, checked } = event.target;
      if (type === "checkbox") {
        const ids = chosen.get(name) ?? new Set();
        if (checked) ids.add(value);
        else ids.delete(value);
        if (ids.size) chosen.set(name, ids);
        else chosen.delete(name);
      } else if (!form.elements[name]) return; // a filter of one facet
      changed();
    });
    root.querySelector(".brief-find-more").addEventListener("click", async () => {
      const last = root.querySelectorAll(".brief-find-list li").length;
      shown += AT_ONCE;
      await answer();
      root.querySelectorAll(".brief-find-list li a")[last]?.focus();
    });
    await answer();
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
  return { take };
})();
