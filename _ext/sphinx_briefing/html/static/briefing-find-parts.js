/*
 * The search, first part: the parts of the index. It is a folder of scripts, each of which calls
 * `BriefingFind.take` with its name and what it holds: scripts load from a disk too, and under any
 * policy that lets this one run.
 */
"use strict";
window.BriefingFind = (() => {
  // ---- Parts of the index ----------------------------------------------------------------------

  const parts = new Map(); // by name: a promise and what keeps it
  let folder = "";

  const take = (name, value) => parts.get(name)?.keep(value);

  const part = (name) => {
    let known = parts.get(name);
    if (!known) {
      known = {};
      known.promise = new Promise((keep, fail) => {
        known.keep = keep;
        const script = document.createElement("script");
        script.src = folder + name;
        script.charset = "utf-8";
        script.onerror = () => {
          parts.delete(name);
          fail(new Error(name));
        };
        document.head.append(script);
      });
      parts.set(name, known);
    }
    return known.promise;
  };

  // ---- Blocks of a part ------------------------------------------------------------------------

  /*
   * Parts of large indexes are lists of blocks, before which stands where in the file each begins.
   * A server is asked for the bytes of a block alone. Where none answers so (a disk, a server that
   * gives whole files only, a policy that forbids to ask), the part is loaded as the script it is.
   */
  const OFFSET = 8; // characters of a place
  const TOGETHER = 3; // places that are read at once
  let isRanged = /^https?:$/.test(window.location.protocol);
  const slices = new Map(); // by name and place: a promise

  const once = (key, make) => {
    if (!slices.has(key)) slices.set(key, make());
    return slices.get(key);
  };

  const slice = async (name, from, to) => {
    const leave = new AbortController();
    const headers = { Range: `bytes=${from}-${to - 1}` };
    const response = await fetch(folder + name, { headers, signal: leave.signal });
    const place = /^bytes (\d+)-/.exec(response.headers.get("Content-Range") ?? "");
    if (response.status !== 206 || Number(place?.[1]) !== from) {
      leave.abort();
      throw new Error(name);
    }
    return response.text();
  };

  const sliceOf = async (name, at) => {
    const first = at - (at % TOGETHER);
    const start = `BriefingFind.take(${JSON.stringify(name)},["`.length + OFFSET * first;
    const places = await once(`${name} ${first}`,
      () => slice(name, start, start + OFFSET * (TOGETHER + 1)));
    const place = (which) =>
      parseInt(places.slice(OFFSET * (which - first), OFFSET * (which - first + 1)), 16);
    return JSON.parse(await slice(name, place(at), place(at + 1) - 2));
  };

  const block = async (name, at) => {
    if (isRanged)
      try {
        return await once(`${name}:${at}`, () => sliceOf(name, at));
      } catch {
        isRanged = false;
      }
    return (await part(name))[at + 1];
  };

  // ---- Numbers of entries ----------------------------------------------------------------------

  const ENDS = 64, GOES_ON = 24; // characters that end a number, and after which it goes on

  const valueAt = (text, at) => {
    const code = text.charCodeAt(at);
    return code - (code > 92 ? 36 : 35);
  };

  /* Numbers that are written as text: html/search/numbers.py says how. */
  const decoded = (text) => {
    let at = 1;
    const next = () => {
      let number = 0;
      for (;;) {
        const value = valueAt(text, at++);
        if (value < ENDS) return number * ENDS + value;
        number = number * GOES_ON + value - ENDS + 1;
      }
    };
    const found = [];
    let last = 0;
    if (text[0] === "g")
      while (at < text.length) found.push(last += next());
    else if (text[0] === "r")
      while (at < text.length) {
        const start = last + next();
        last = start + next();
        for (let number = start; number < last; number++) found.push(number);
      }
    else
      for (let number = next(); at < text.length; at++, number += 6) {
        const bits = valueAt(text, at);
        for (let bit = 0; bit < 6; bit++) if (bits & (1 << bit)) found.push(number + bit);
      }
    return found;
  };

  const numbers = (listed) => {
    if (typeof listed === "string") return decoded(listed);
    let at = 0;
    return listed.map((distance) => (at += distance));
  };

  /* The numbers of a list that may stand in a block of its own. */
  const numbersIn = async (name, listed) =>
    numbers(listed.in ? await block(name, listed.in) : listed);

  const count = (listed) => listed.n ?? (typeof listed === "string"
    ? decoded(listed).length : listed.length);

  // ---- The root, and what it leads to ----------------------------------------------------------

  const letters = new Map(); // of other scripts, and those that they become
  let root;

  const open = async (where) => {
    folder = where;
    root = await part("index.js");
    for (const [first, run] of await part(root.letters))
      run.split(" ").forEach((ascii, at) => letters.set(String.fromCodePoint(first + at), ascii));
    let start = 0, at = 0;
    root.sections = root.sections.map(([kind, group, count, inPart, weight]) => {
      const section = { kind, group, count, inPart, weight, start, firstPart: at };
      start += count;
      at += Math.ceil(count / inPart);
      return section;
    });
    root.count = start;
    return root;
  };

  const sectionOf = (number) => {
    let low = 0, high = root.sections.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (root.sections[middle].start <= number) low = middle;
      else high = middle - 1;
    }
    return root.sections[low];
  };

  const HASH = 12;
  const shown = async (number) => {
    const section = sectionOf(number);
    const within = number - section.start;
    const at = (section.firstPart + Math.floor(within / section.inPart)) * HASH;
    const name = `shown-${root.shown.slice(at, at + HASH)}.js`;
    const place = within % section.inPart;
    const [address, title, about, marking, text, others] =
      root.levels ? await block(name, place) : (await part(name))[place];
    return { number, section, address, title, about, marking, text, others: others ?? "" };
  };

  /* The values of a facet that are asked for, or all, each with its entries as a list. */
  const valuesOf = async (file, ids) => {
    if (!root.levels) {
      const all = await part(file);
      return ids ? all.filter(([id]) => ids.has(id)) : all;
    }
    if (!ids)
      return once(file, async () => {
        const [, , ...blocks] = await part(file);
        return blocks.filter(Array.isArray).flat().sort((a, b) => a[3] - b[3])
          .map(([id, label, listed]) => [id, label, listed.in ? blocks[listed.in - 1] : listed]);
      });
    const firsts = await block(file, 0);
    const found = new Map();
    for (const id of ids) {
      const at = lastBefore(firsts, id);
      // Two values may have the same id, on both sides of a border.
      for (const near of [at - 1, at])
        if (firsts[near])
          for (const value of await block(file, firsts[near][1]))
            if (value[0] === id) found.set(value[3], value);
    }
    return Promise.all([...found.values()].map(async ([id, label, listed]) =>
      [id, label, listed.in ? await block(file, listed.in) : listed]));
  };

  /* For each section, the first entry of some days and the first after them. */
  const daysBetween = async (since, until) => {
    const days = await part(root.days);
    return root.sections.map(({ start, count: all }, at) => {
      const [starts, values] = root.levels
        ? [numbers(days[at][0]), numbers(days[at][1]).reverse()]
        : [Array.from({ length: all }, (_, within) => within), days.slice(start, start + all)];
      const from = until ? values.findIndex((day) => day <= until) : 0;
      const to = values.findIndex((day) => day < since || !day);
      return [
        start + (from < 0 ? all : starts[from]),
        start + (to < 0 ? all : starts[to]),
      ];
    });
  };

  /* Python sorts by code points, JavaScript by UTF-16 units. */
  const before = (one, other) => {
    const a = [...one], b = [...other];
    for (let i = 0; i < Math.min(a.length, b.length); i++)
      if (a[i] !== b[i]) return a[i].codePointAt(0) < b[i].codePointAt(0);
    return a.length < b.length;
  };

  /* The place of the last of some sorted firsts that does not come after a word, or 0. */
  const lastBefore = (firsts, word) => {
    let low = 0, high = firsts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (before(word, firsts[middle][0])) high = middle - 1;
      else low = middle;
    }
    return low;
  };

  const AHEAD = 4; // blocks that are read at once, since many are needed
  const MANY = 1000; // words that fill many blocks

  /*
   * The blocks that may hold words with some beginning, in their order: each a list of words with
   * their places, and the name of the part that it is of. Large indexes have names apart.
   */
  const blocksOf = async function* (beginning, kind = "words", ahead = 2) {
    const { words, levels } = root;
    const files = levels ? root[kind] : [["", ""]];
    const load = async (name, at) => {
      const found = Object.entries(await (levels ? block(name, at) : part(at)));
      const areNames = levels && kind === "names";
      return [name, areNames ? found.map(([word, listed]) => [word, [[], [], listed]]) : found];
    };
    let isFirst = true;
    for (let file = lastBefore(files, beginning); file < files.length; file++) {
      const [first, name] = files[file];
      if (!isFirst && !first.startsWith(beginning)) return;
      const firsts = levels ? await block(name, 0) : words;
      if (!firsts.length) return;
      const from = isFirst ? lastBefore(firsts, beginning) : 0;
      let to = from + 1;
      while (to < firsts.length && firsts[to][0].startsWith(beginning)) to++;
      const coming = [];
      for (let at = from; at < to; at++) {
        while (coming.length < ahead && at + coming.length < to) {
          const next = load(name, firsts[at + coming.length][1]);
          next.catch(() => {}); // whoever awaits it hears of it
          coming.push(next);
        }
        yield await coming.shift();
      }
      if (to < firsts.length) return;
      isFirst = false;
    }
  };

  const NAME = 2; // the place of names

  /*
   * The first words with some beginning that stand in a text, in a title or near one, or the first
   * names: each with its places, and the part that it is of.
   */
  const wordsFrom = async (beginning, most, kind = "words") => {
    const isOne = kind === "names" ? (places) => places[NAME] && count(places[NAME])
      : (places) => places.some((listed, place) => place !== NAME && count(listed));
    const found = [];
    for await (const [name, words] of blocksOf(beginning, kind, most < MANY ? 1 : AHEAD)) {
      for (const [word, places] of words)
        if (word.startsWith(beginning) && isOne(places)) found.push([word, places, name]);
      if (found.length >= most) break;
    }
    if (found.length > most) found.sort(([one], [other]) => (before(one, other) ? -1 : 1));
    return found.slice(0, most);
  };

  return {
    take, part, open, letters, shown, sectionOf, numbers, numbersIn, count, valuesOf, daysBetween,
    blocksOf, wordsFrom,
    get root() { return root; },
  };
})();
