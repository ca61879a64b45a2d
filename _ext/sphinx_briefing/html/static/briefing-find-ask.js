/*
 * The search, second part: from a question to the numbers of what answers it, with a score each.
 * Of the index it reads the parts of the words that are asked for, and of those near a slip.
 */
"use strict";
BriefingFind.ask = (() => {
  const find = BriefingFind;
  const TEXT = 0, TITLE = 1, NAME = 2, NEAR = 3; // places of the index
  const WORTH = [6, 15, 15, 2.5];
  const STEM = 0.85, BEGINS = [0.35, 0.45, 0.45, 0.3];
  const IS_NAME = 45, NAME_BEGINS = 10, OTHERWISE = 0.45;
  const BEGINNINGS = 4; // parts read for the beginning of a word
  const NEAREST = 8; // parts read for a slip
  const VERIFIED = 400; // entries read for a phrase

  /* Python sorts by code points, JavaScript by UTF-16 units. */
  const before = (one, other) => {
    const a = [...one], b = [...other];
    for (let i = 0; i < Math.min(a.length, b.length); i++)
      if (a[i] !== b[i]) return a[i].codePointAt(0) < b[i].codePointAt(0);
    return a.length < b.length;
  };

  const placeOf = (word) => {
    const { words } = find.root;
    let low = 0, high = words.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (before(word, words[middle][0])) high = middle - 1;
      else low = middle;
    }
    return low;
  };

  const partsOf = (beginning, most) => {
    const { words } = find.root;
    const found = [];
    for (let at = placeOf(beginning); at < words.length && found.length < most; at++) {
      if (found.length && !words[at][0].startsWith(beginning)) break;
      found.push(find.part(words[at][1]));
    }
    return Promise.all(found);
  };

  const entriesOf = async (beginning, most = BEGINNINGS) =>
    (await partsOf(beginning, most)).flatMap((part) =>
      Object.entries(part).filter(([word]) => word.startsWith(beginning)));

  const raise = (scores, places, worth) =>
    places.forEach((distances, place) => {
      if (worth[place])
        for (const number of find.numbers(distances))
          scores.set(number, Math.max(scores.get(number) ?? 0, worth[place]));
    });

  const shared = (one, other) => {
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    return one.slice(0, at);
  };

  /* What has one word, also in other forms of it, or begins with it. */
  const scoresOf = async (word, exact) => {
    const scores = new Map();
    const stem = find.stem(word);
    let beginning = exact ? word : shared(word, stem);
    if (!exact && stem.endsWith("i") && beginning === stem) beginning = stem.slice(0, -1);
    const isNumber = /^\d/.test(word);
    const names = WORTH.map((worth, place) => (place === NAME ? 0 : worth));
    for (const [entry, places] of await entriesOf(beginning.length > 1 ? beginning : word)) {
      if (entry.includes(" ")) continue; // a name of several words
      if (entry === word) raise(scores, places, names);
      else if (exact) continue;
      else if (find.stem(entry) === stem) raise(scores, places, names.map((worth) => worth * STEM));
      else if (entry.startsWith(word) && !(isNumber && word.length < 3))
        raise(scores, places, names.map((worth, place) => worth * BEGINS[place]));
    }
    const rare = Math.log((find.root.count + 1) / (scores.size + 1))
      / Math.log(find.root.count + 2);
    for (const [number, score] of scores) scores.set(number, score * (1 + rare));
    return scores;
  };

  const all = (found) => {
    const [first, ...others] = found.sort((a, b) => a.size - b.size);
    const scores = new Map();
    for (const [number, score] of first)
      if (others.every((other) => other.has(number)))
        scores.set(number, others.reduce((sum, other) => sum + other.get(number), score)
          / found.length);
    return scores;
  };

  const scoresOfUnit = async ({ ways, exact }) => {
    const scores = new Map();
    for (const [at, way] of ways.entries()) {
      const found = all(await Promise.all(way.map((word) => scoresOf(word, exact))));
      for (const [number, score] of found)
        scores.set(number, Math.max(scores.get(number) ?? 0, at ? 0.9 * score : score));
    }
    return scores;
  };

  // ---- Slips -----------------------------------------------------------------------------------

  /* Letters to be changed, added, left out or swapped; more than `most` count as one more. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let last = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          next[j] = Math.min(next[j], last[j - 2] + 1);
        least = Math.min(least, next[j]);
      }
      if (least > most) return most + 1;
      [last, row] = [row, next];
    }
    return row[other.length];
  };

  /* Spellings that come from other scripts differ in these. */
  const loose = (word) =>
    word.replace(/[yj]/g, "i").replace(/w/g, "v").replace(/kh/g, "h").replace(/(.)\1+/g, "$1");

  const NAMED = 3;
  const nearTo = async (word) => {
    if (word.length < 3 || /\d/.test(word)) return [];
    const letters = [...word];
    const beginnings = [letters.slice(0, 2).join(""), letters[0], letters[1]];
    const blocks = new Set();
    for (const beginning of beginnings)
      if (blocks.size < NEAREST)
        for (const block of await partsOf(beginning, NEAREST)) blocks.add(block);
    const most = word.length < 6 ? 1 : 2;
    const found = [];
    for (const block of blocks)
      for (const [entry, places] of Object.entries(block)) {
        if (entry.includes(" ") || /\d/.test(entry) || !(places[TEXT].length || places[TITLE]?.length))
          continue;
        let far = loose(entry) === loose(word) ? 0.5 : distance(word, entry, most);
        const common = shared(word, entry).length;
        // Names in other languages end otherwise.
        const isForm = common >= 5 && common >= 0.6 * word.length && entry.length - common <= 3;
        if (far > most && isForm && word.length - common <= 4) far = most + 0.5;
        if (far <= most + 0.5)
          found.push([entry, far - Math.min(0.4, 0.1 * (places[TITLE]?.length ?? 0)),
            places[TEXT].length + (places[TITLE]?.length ?? 0)]);
      }
    found.sort((a, b) => a[1] - b[1] || b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
    const best = found[0]?.[1] ?? 0;
    const distinct = new Map();
    for (const [entry, far] of found)
      if (far <= best + 1 && !distinct.has(loose(entry))) distinct.set(loose(entry), entry);
    return [...distinct.values()].slice(0, NAMED);
  };

  // ---- All of a question -----------------------------------------------------------------------

  const byName = async (name, scores, factor) => {
    if (!name) return;
    for (const [entry, places] of await entriesOf(name, 1)) {
      const isWhole = entry === name;
      if (!places[NAME]?.length || !(isWhole || name.length > 2)) continue;
      const worth = isWhole ? IS_NAME : NAME_BEGINS * (name.length / entry.length);
      for (const number of find.numbers(places[NAME]))
        if (isWhole || scores.has(number))
          scores.set(number, (scores.get(number) ?? 10) + worth * factor(number));
    }
  };

  /* Whoever asks by another name of something means what its own name says, too. */
  const byTitle = async (name, scores, weight) => {
    const also = [];
    const [, places] = (await entriesOf(name, 1)).find(([entry]) => entry === name) ?? [];
    const named = find.numbers(places?.[NAME] ?? [])
      .filter((number) => find.sectionOf(number).kind !== "page").slice(0, NAMED);
    for (const number of named) {
      const { title } = await find.shown(number);
      if (find.nameKey(title) === name) continue;
      const { units } = find.asked(title);
      const found = await Promise.all(units.map((unit) => scoresOfUnit({ ...unit, exact: true })));
      if (!found.length) continue;
      for (const [one, score] of all(found)) {
        const worth = OTHERWISE * score * found.length ** 0.5 * weight(one);
        scores.set(one, Math.max(scores.get(one) ?? 0, worth));
      }
      also.push(...units.map((unit) => ({ ...unit, exact: true })));
    }
    return also;
  };

  const verified = async (scores, phrases) => {
    const best = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, VERIFIED);
    const kept = new Map();
    await Promise.all(best.map(async ([number, score]) => {
      const { title, others, text } = await find.shown(number);
      const words = [title, text, ...others.split(", ")].map(find.sequence);
      if (phrases.every((phrase) => words.some((one) => one.includes(phrase))))
        kept.set(number, score);
    }));
    return new Map([...scores].filter(([number]) => kept.has(number)));
  };

  /* Scores by number, what was taken for a slip, and whether some words are missing. */
  return async (text) => {
    const question = find.asked(text);
    const { units, phrases, name } = question;
    const slips = [];
    const found = await Promise.all(units.map(async (unit) => {
      const scores = await scoresOfUnit(unit);
      if (scores.size) return scores;
      const word = unit.ways[0][0];
      let near = await nearTo(word);
      const rest = unit.ways[1] ?? [];
      if (!near.length && rest.length) {
        // Each part of several may hold the slip.
        const mended = await Promise.all(rest.map(async (one) =>
          (await scoresOf(one, false)).size ? [one] : nearTo(one)));
        if (mended.every((ways) => ways.length)) near = [mended.map((ways) => ways[0]).join(" ")];
      }
      if (!near.length) return scores;
      slips.push({ word, near });
      unit.ways = [near[0].split(" ")];
      return scoresOfUnit({ ...unit, exact: true });
    }));
    const weight = (number) => find.sectionOf(number).weight;
    let scores = new Map();
    let isPart = false;
    if (found.length) {
      scores = all([...found]);
      if (!scores.size && found.length > 1) {
        const counts = new Map();
        for (const one of found)
          for (const [number, score] of one) {
            const [times, sum] = counts.get(number) ?? [0, 0];
            counts.set(number, [times + 1, sum + score / found.length]);
          }
        const most = Math.max(0, ...[...counts.values()].map(([times]) => times));
        for (const [number, [times, sum]] of counts) if (times === most) scores.set(number, sum);
        isPart = scores.size > 0;
      }
      for (const [number, score] of scores)
        scores.set(number, score * found.length ** 0.5 * weight(number));
    }
    const corrected = slips.length
      ? units.map((unit) => unit.ways[0].join(" ")).join(" ") : name;
    await byName(corrected, scores, weight);
    const also = phrases.length || !corrected ? [] : await byTitle(corrected, scores, weight);
    if (phrases.length) scores = await verified(scores, phrases);
    return { ...question, also, scores, slips, isPart: isPart && !phrases.length };
  };
})();
