/*
 * The search, last part: its page. It asks while a reader types, keeps the question in the address,
 * and can be used by keyboard alone.
 */
"use strict";
(() => {
  const find = BriefingFind;
  const { element } = find.show;
  const IN_GROUP = 4; // results of a group at first
  const MORE = 20; // results of a group that a press of its button adds
  const NEAR_BEST = 0.5; // what part of the score of the best of a group is shown at first
  const LOOKED_AT = 12; // results of a group that are put in order by what they say
  const SHOWN = 8; // values of a facet at once
  const OPEN = ["kind", "topic", "year"]; // where there is room beside the results
  const LARGE = 20000; // bytes of a facet that is read when a reader opens it alone
  const CARD = 400; // milliseconds that the card of the best match may take
  const WAIT = 80; // milliseconds after a key

  let box, form, words, chosen, latest = 0, timer = 0;
  const shownOf = new Map(); // by group: how many results
  const places = new Map(); // by facet: its box

  // ---- Facets ----------------------------------------------------------------------------------

  const entriesOf = new WeakMap();
  const entries = (value) => {
    if (!entriesOf.has(value)) entriesOf.set(value, find.numbers(value[2]));
    return entriesOf.get(value);
  };

  /* For each facet with a choice, the entries that one of its chosen values stands for. */
  const chosenEntries = async () => {
    const found = new Map();
    for (const [name, , file] of find.root.facets) {
      const ids = chosen.get(name);
      if (!ids?.size) continue;
      const values = await find.valuesOf(file, ids);
      found.set(name, new Set(values.flatMap(entries)));
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

  const fits = (number, restrictions, except) => {
    for (const [name, set] of restrictions)
      if (name !== except && !set.has(number)) return false;
    return true;
  };

  const showFacet = async (place, [name, , file, , size = 0], hits, restrictions) => {
    const ids = chosen.get(name) ?? new Set();
    const filter = place.querySelector(".brief-find-filter input");
    const wanted = find.fold(filter?.value ?? "");
    const all = place.dataset.all === "yes" || wanted;
    // Of what is large, those alone that were chosen, until a reader wants others.
    const isPart = size >= LARGE && ids.size > 0 && !all && !place.dataset.whole;
    if (!isPart) place.dataset.whole = "yes";
    const count = (value) => entries(value).reduce(
      (sum, number) => sum + (hits.has(number) && fits(number, restrictions, name)), 0);
    const values = await find.valuesOf(file, isPart ? ids : undefined);
    const counted = values.map((value) => [value, count(value)])
      .filter(([[id, label], number]) =>
        ids.has(id) || (number && (!wanted || find.fold(label).includes(wanted))));
    if (name !== "year") // the most frequent first; chosen ones stay in view
      counted.sort(([a, n], [b, m]) => ids.has(b[0]) - ids.has(a[0]) || m - n);
    const list = element("ul");
    for (const [[id, label], number] of all ? counted : counted.slice(0, SHOWN)) {
      const input = element("input");
      Object.assign(input, { type: "checkbox", name, value: id, checked: ids.has(id) });
      const shown = element("span", "brief-find-number", ` ${number}`);
      list.append(element("li", "", element("label", "", input, " ", label, shown)));
    }
    const old = place.querySelector("ul");
    const active = document.activeElement;
    const focused = old?.contains(active) ? [active.name, active.value] : null;
    if (old) old.replaceWith(list);
    else place.append(list);
    if (focused)
      [...list.querySelectorAll("input")]
        .find((input) => input.name === focused[0] && input.value === focused[1])?.focus();
    const more = place.querySelector(".brief-find-values");
    more.hidden = all || !(isPart || counted.length > SHOWN);
    place.append(more);
  };

  const drawFacets = () => {
    const roomy = window.matchMedia("(min-width: 60rem)").matches;
    box.querySelector(".brief-find-narrow").open = roomy || chosen.size > 0
      || Boolean(form.elements.since.value || form.elements.until.value);
    for (const [name, label, , count, size = 0] of find.root.facets) {
      const place = element("details", "", element("summary", "", label));
      place.dataset.facet = name;
      place.open = chosen.has(name) || (roomy && OPEN.includes(name) && size < LARGE);
      if (count > 2 * SHOWN) {
        const input = element("input");
        Object.assign(input, { type: "search", autocomplete: "off", placeholder: words.filter });
        input.setAttribute("aria-label", `${words.filter}: ${label}`);
        input.addEventListener("input", answer);
        place.append(element("p", "brief-find-filter", input));
      }
      const more = element("button", "brief-find-values", words.values);
      more.type = "button";
      more.hidden = true;
      more.setAttribute("aria-label", `${words.values}: ${label}`);
      more.addEventListener("click", async () => {
        place.dataset[place.dataset.whole ? "all" : "whole"] = "yes";
        await answer();
        place.querySelectorAll("input[type=checkbox]")[SHOWN]?.focus();
      });
      place.append(more);
      place.addEventListener("toggle", () => place.open && answer());
      places.set(name, place);
    }
  };

  // ---- Results ---------------------------------------------------------------------------------

  /* The results of each group, best first; those that are shown have been read. */
  const grouped = async (scores, question) => {
    const groups = new Map();
    for (const section of find.root.sections)
      if (!groups.has(section.group)) groups.set(section.group, []);
    for (const [number, score] of scores)
      groups.get(find.sectionOf(number).group).push([number, score]);
    const found = [];
    let order = 0;
    for (const [name, members] of groups) {
      order += 1;
      if (!members.length) continue;
      members.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const wanted = shownOf.get(name) ?? IN_GROUP;
      const read = await Promise.all(members.slice(0, Math.max(LOOKED_AT, wanted + 1))
        .map(async ([number, score]) => {
          const entry = await find.shown(number);
          return { entry, score: score + find.show.bonus(entry, question) };
        }));
      read.sort((a, b) => b.score - a.score || a.entry.number - b.entry.number);
      found.push({ name, order, read, count: members.length, wanted });
    }
    return found.sort(byBest);
  };

  const byBest = (one, other) =>
    (other.read[0]?.score ?? 0) - (one.read[0]?.score ?? 0) || one.order - other.order;

  const heading = (text) => element("h2", "brief-find-group", text);

  const listOf = (rows, asked) => element("ol", "brief-find-list",
    ...rows.map(({ entry }) => find.show.row(entry, asked, box.dataset.top)));

  const moreButton = (group) => {
    const left = group.count - group.shown;
    const button = element("button", "brief-find-more", words.more.replace("%d", left));
    button.type = "button";
    button.setAttribute("aria-label", `${button.textContent}: ${group.name}`);
    button.addEventListener("click", async () => {
      shownOf.set(group.name, group.wanted + MORE);
      const at = group.shown;
      await answer();
      [...box.querySelectorAll(".brief-find-results section")]
        .find((section) => section.dataset.group === group.name)
        ?.querySelectorAll("a.brief-find-hit")[at]?.focus();
    });
    return element("p", "", button);
  };

  const showResults = async (question, scores, mine) => {
    const asked = find.show.wanted(question);
    const groups = await grouped(scores, question);
    if (mine !== latest) return;
    const made = [];
    if (question.units.length || question.name) {
      const top = groups.find(({ read }) => read.length);
      if (top) {
        const best = top.read.shift();
        top.count -= 1;
        const list = listOf([best], asked);
        groups.sort(byBest);
        made.push(element("section", "brief-find-best", heading(words.best), list));
        if (best.entry.section.kind !== "page") {
          // It comes with the result, so that it pushes nothing down.
          const late = new Promise((go) => { setTimeout(go, CARD); });
          await Promise.race([find.show.card(list.firstElementChild).catch(() => {}), late]);
          if (mine !== latest) return;
        }
      }
    }
    for (const group of groups) {
      // At first those alone that come near the best of their group.
      const rows = group.read.slice(0, group.wanted).filter(({ score }) =>
        shownOf.has(group.name) || score >= NEAR_BEST * group.read[0].score);
      group.shown = rows.length;
      if (!rows.length) continue;
      const section = element("section", "", heading(group.name), listOf(rows, asked));
      section.dataset.group = group.name;
      if (group.count > rows.length) section.append(moreButton(group));
      made.push(section);
    }
    box.querySelector(".brief-find-groups").replaceChildren(...made);
    say(question, scores);
  };

  /* What is said of the results as a whole: their number, and what was taken for a slip. */
  const say = (question, scores) => {
    const text = !scores.size ? words.none
      : !question.isEmpty || chosen.size ? words.found : words.all;
    box.querySelector(".brief-find-count").textContent =
      [text.replace("%d", scores.size), question.isPart ? words.part : ""].join(" ").trim();
    const place = box.querySelector(".brief-find-slips");
    place.replaceChildren();
    for (const { word, near } of question.slips) {
      const line = element("p", "", words.slip.replace("%s", typed(form.elements.q.value, word)), " ");
      near.forEach((other, number) => {
        const link = element("a", "", other);
        const query = new URLSearchParams(window.location.search);
        query.set("q", replaced(form.elements.q.value, word, other));
        link.href = `?${query}`;
        line.append(number ? ", " : "", link);
      });
      place.append(line);
    }
  };

  /* Where a question holds a word. */
  const placeOf = (text, word) =>
    [...text.matchAll(find.CHUNK)].find(([chunk]) =>
      find.chunks(find.plain(chunk)).some((one) => find.pieces(one)[0] === word));

  const typed = (text, word) => placeOf(text, word)?.[0] ?? word;

  /* A question with one of its words in another spelling. */
  const replaced = (text, word, other) => {
    const match = placeOf(text, word);
    return match
      ? text.slice(0, match.index) + other + text.slice(match.index + match[0].length)
      : other;
  };

  // ---- A question ------------------------------------------------------------------------------

  const isPage = (number) => find.sectionOf(number).kind === "page";

  const answer = async () => {
    const mine = ++latest;
    try {
      const text = form.elements.q.value;
      const question = await find.ask(text);
      let { scores } = question;
      const restrictions = await chosenEntries();
      const since = dayOf(form.elements.since.value);
      const until = dayOf(form.elements.until.value);
      if (question.isEmpty) {
        // Without a question all pages, and what else there is of what was chosen.
        const narrowed = restrictions.size || since || until;
        scores = new Map();
        for (let number = 0; number < find.root.count; number++)
          if (narrowed || isPage(number)) scores.set(number, 0);
      }
      if (since || until) {
        const days = await find.daysBetween(since, until);
        for (const number of [...scores.keys()]) {
          const [from, to] = days[find.root.sections.indexOf(find.sectionOf(number))];
          if (number < from || number >= to) scores.delete(number);
        }
      }
      if (mine !== latest) return;
      const kept = new Map([...scores].filter(([number]) => fits(number, restrictions)));
      await showResults(question, kept, mine);
      for (const facet of find.root.facets) {
        const place = places.get(facet[0]);
        if (mine === latest && place.open) await showFacet(place, facet, scores, restrictions);
      }
      // They come all at once, so that none is pushed down by another.
      const holder = box.querySelector(".brief-find-facets");
      if (!holder.firstChild) holder.append(...places.values());
      if (mine === latest) box.dataset.state = "ready";
    } catch {
      box.querySelector(".brief-find-count").textContent = words.unread;
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

  const changed = (wait = 0) => {
    delete box.dataset.state;
    shownOf.clear();
    clearTimeout(timer);
    const go = () => {
      remember();
      return answer();
    };
    if (wait) timer = setTimeout(go, wait);
    else go();
  };

  // ---- By keyboard -----------------------------------------------------------------------------

  const moved = (event) => {
    const { q } = form.elements;
    const here = document.activeElement;
    const hits = [...box.querySelectorAll("a.brief-find-hit")];
    const at = hits.indexOf(here);
    if (here !== q && at < 0) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
    if (event.key === "ArrowDown" && hits[at + 1]) hits[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (hits[at - 1] ?? q).focus();
    else if (event.key === "Escape" && at >= 0) q.focus();
    else if (event.key === "Escape" && q.value) {
      q.value = "";
      changed();
    } else return;
    event.preventDefault();
  };

  const begin = async () => {
    box = document.querySelector(".brief-find");
    if (!box) return;
    form = box.querySelector("form");
    words = JSON.parse(box.dataset.words);
    chosen = new Map();
    const query = new URLSearchParams(window.location.search);
    for (const name of ["q", "since", "until"]) form.elements[name].value = query.get(name) ?? "";
    try {
      await find.open(box.dataset.parts);
    } catch {
      box.querySelector(".brief-find-count").textContent = words.unread;
      return;
    }
    for (const [name] of find.root.facets)
      if (query.has(name)) chosen.set(name, new Set(query.getAll(name)));
    drawFacets();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      changed();
    });
    form.addEventListener("input", (event) => {
      const { name, type, value, checked } = event.target;
      if (!name) return; // the choice of a key, or the filter of a facet
      if (type === "checkbox") {
        const ids = chosen.get(name) ?? new Set();
        if (checked) ids.add(value);
        else ids.delete(value);
        if (ids.size) chosen.set(name, ids);
        else chosen.delete(name);
      }
      changed(name === "q" ? WAIT : 0);
    });
    box.addEventListener("keydown", moved);
    await answer();
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
