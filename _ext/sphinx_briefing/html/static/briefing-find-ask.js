/*
 * The search, third part: from a question to the numbers of what answers it, with a score each.
 * Of the index it reads the parts of the words that are asked for, and of those near a slip.
 */
"use strict";
BriefingFind.ask = (() => {
  const find = BriefingFind;
  const TEXT = 0, TITLE = 1, NAME = 2, NEAR = 3; // places of the index
  const WORTH = [6, 15, 15, 2.5];
  const STEM = 0.85, BEGINS = [0.35, 0.45, 0.45, 0.3];
  const IS_NAME = 45, NAME_BEGINS = 10, OTHERWISE = 0.45;
  const FORMS = 4000; // words with the same beginning that count
  const NAMES = 150; // names with the same beginning that count
  const NEAREST = 8, NEAREST_IN_LEVELS = 9; // blocks read for a slip
  const WORDS_OF_NAME = 8; // words of a name, in an index with levels
  const VERIFIED = 400; // entries read for a phrase

  /* The numbers of a word, by place; places that are worth nothing stay unread. */
  const numbersOf = (places, name, worth) => Promise.all(
    places.map((listed, place) => (worth[place] ? find.numbersIn(name, listed) : [])));

  const raise = (scores, numbers, worth) =>
    numbers.forEach((found, place) => {
      for (const number of found)
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
    const isShort = isNumber && word.length < 3;
    // Among many thousand pages, everything has a word that begins with two letters of ASCII.
    const begins = !isShort && !(find.root.levels && /^\w\w?$/.test(word));
    const worthOf = (entry) => {
      if (entry.includes(" ")) return null; // a name of several words
      if (entry === word) return names;
      if (exact) return null;
      if (find.stem(entry) === stem) return names.map((worth) => worth * STEM);
      if (!begins || !entry.startsWith(word)) return null;
      return names.map((worth, place) => worth * BEGINS[place]);
    };
    const found = exact || isShort ? await find.wordsFrom(word, 1)
      : await find.wordsFrom(beginning.length > 1 ? beginning : word, FORMS);
    await Promise.all(found.map(async ([entry, places, name]) => {
      const worth = worthOf(entry);
      if (worth) raise(scores, await numbersOf(places, name, worth), worth);
    }));
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
    const { levels } = find.root;
    const limit = levels ? NEAREST_IN_LEVELS : NEAREST;
    const beginnings = [letters.slice(0, 2).join(""), letters[0], letters[1]];
    // Two letters are those of too many words where there are many thousand pages.
    if (levels) beginnings.unshift(letters.slice(0, 4).join(""), letters.slice(0, 3).join(""));
    const blocks = new Map(); // by their first words
    for (const beginning of beginnings) {
      if (blocks.size >= limit) break;
      let count = 0;
      for await (const [, block] of find.blocksOf(beginning)) {
        blocks.set(block[0][0], block);
        if (++count >= limit || (levels && blocks.size >= limit)) break;
      }
    }
    const most = word.length < 6 ? 1 : 2;
    const found = [];
    for (const block of blocks.values())
      for (const [entry, places] of block) {
        if (entry.includes(" ") || /\d/.test(entry)) continue;
        const inTitles = places[TITLE] ? find.count(places[TITLE]) : 0;
        const often = find.count(places[TEXT]) + inTitles;
        if (!often) continue;
        let far = loose(entry) === loose(word) ? 0.5 : distance(word, entry, most);
        const common = shared(word, entry).length;
        // Names in other languages end otherwise.
        const isForm = common >= 5 && common >= 0.6 * word.length && entry.length - common <= 3;
        if (far > most && isForm && word.length - common <= 4) far = most + 0.5;
        if (far <= most + 0.5)
          found.push([entry, far - Math.min(0.4, 0.1 * inTitles), often]);
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
    for (const [entry, places, part] of await find.wordsFrom(name, NAMES, "names")) {
      const isWhole = entry === name;
      if (!(isWhole || name.length > 2)) continue;
      const worth = isWhole ? IS_NAME : NAME_BEGINS * (name.length / entry.length);
      for (const number of await find.numbersIn(part, places[NAME]))
        if (isWhole || scores.has(number))
          scores.set(number, (scores.get(number) ?? 10) + worth * factor(number));
    }
  };

  /* Whoever asks by another name of something means what its own name says, too. */
  const byTitle = async (name, scores, weight) => {
    const also = [];
    const [[entry, places, part] = []] = await find.wordsFrom(name, 1, "names");
    const named = (entry === name ? await find.numbersIn(part, places[NAME]) : [])
      .filter((number) => find.sectionOf(number).kind !== "page").slice(0, NAMED);
    for (const number of named) {
      const { title } = await find.shown(number);
      if (find.nameKey(title) === name) continue;
      const { units } = find.asked(title);
      // A statement is no name; among many thousand pages, its words are everywhere.
      if (find.root.levels && units.length > WORDS_OF_NAME) continue;
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
