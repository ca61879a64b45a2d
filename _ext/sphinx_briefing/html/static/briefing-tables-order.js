/* The order of the rows of a table, for briefing-tables.js: what they are sorted by, and how, in steps
 * between which a page can be used. */

(() => {
  "use strict";

  const STEP = 100; // rows that are sorted without a break
  const language = document.documentElement.lang || undefined;
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

  /* What a cell is sorted by: the first day of a date, the letters and numbers of grades, the lower
   * bound of a likelihood, else its text. */
  const GRADE = /^brief-(?:reliability|credibility)-(.+)$/;
  const keyOf = (cell) => {
    if (!cell) return "";
    let grade = "";
    for (const span of cell.getElementsByTagName("span")) {
      if (span.dataset.sort) return span.dataset.sort;
      if (span.classList.contains("brief-likelihood")) return /\d+/.exec(span.textContent)?.[0] || "";
      for (const name of span.classList) grade += GRADE.exec(name)?.[1] || "";
    }
    return grade || cell.textContent.trim().replace(/^[[("“„«]+/, "");
  };

  /* Sort by merging runs; those that are equal keep their order. */
  function* sortedInSteps(items, compare) {
    let runs = [];
    for (let at = 0; at < items.length; at += STEP) {
      runs.push(items.slice(at, at + STEP).sort(compare));
      yield;
    }
    while (runs.length > 1) {
      const merged = [];
      for (let at = 0; at < runs.length; at += 2) {
        merged.push(yield* merge(runs[at], runs[at + 1] || [], compare));
        yield;
      }
      runs = merged;
    }
    return runs[0] || [];
  }

  function* merge(some, others, compare) {
    const merged = [];
    let at = 0;
    for (const one of some) {
      while (at < others.length && compare(others[at], one) < 0) merged.push(others[at++]);
      merged.push(one);
      if (merged.length % STEP === 0) yield;
    }
    return [...merged, ...others.slice(at)];
  }

  /* The rows in the order of their keys, one a row, from the first and from the last. */
  function* bothWays(rows, keys) {
    const keyed = rows.map((row, number) => ({ row, key: keys[number] }));
    const empty = keyed.filter(({ key }) => !key); // what is empty comes last
    // Dates and grades need no rules of a language, which take their time.
    const plain = keyed.every(({ key }) => /^[\da-f-]*$/.test(key) && (!/^\d+$/.test(key) || key.length === 1));
    const rule = plain ? (one, other) => (one < other ? -1 : Number(one > other)) : collator.compare;
    const compare = (one, other) => rule(one.key, other.key);
    const sorted = yield* sortedInSteps(keyed.filter(({ key }) => key), compare);
    const groups = []; // of rows that are equal, which keep their order both ways
    for (const one of sorted) {
      if (groups.length && !compare(groups.at(-1)[0], one)) groups.at(-1).push(one);
      else groups.push([one]);
    }
    yield;
    const rowsOf = (items) => [...items, ...empty].map(({ row }) => row);
    return { ascending: rowsOf(sorted), descending: rowsOf(groups.reverse().flat()) };
  }

  window.briefTables = { keyOf, bothWays };
})();
