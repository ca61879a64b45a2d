/*
 * The search, second part: words as they are compared. What is done to words here is what
 * html/search/words.py has done to those of the index.
 */
"use strict";
(() => {
  const { letters } = BriefingFind;
  const LONGEST = 64; // characters of a word that count
  const ASKED = 1000; // characters of a question that count
  const UNITS = 24; // words of a question that count

  // ---- Words -----------------------------------------------------------------------------------

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

  /* The letters of ASCII that a text has, or would have. */
  const plain = (text) => {
    const folded = fold(text).replace(/\u00b7/g, " ");
    // eslint-disable-next-line no-control-regex
    if (/^[\x00-\x7f]*$/.test(folded)) return folded;
    return Array.from(folded, (one) => letters.get(one) ?? one).join("");
  };

  const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf"
    + "\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{2fa1f}";
  const WORD = `[\\p{L}\\p{N}\\u0900-\\u0dff\\u0f00-\\u0fff${UNSPACED}]+`;
  const CHUNK = new RegExp(`${WORD}(?:[-./:,'_]${WORD})*`, "gu");
  const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
  const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
  const GROUPED = /^\d{1,3}(?:[,.']\d{3})+$/;
  const DECIMAL = /^\d+[.,]\d+$/;
  const SPACED = /(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)/g;
  const PERCENT = /(\d+(?:[.,']\d+)*) ?(?:%|per ?cent\b|prozent\b|pour cent\b)/g;

  const number = (written) =>
    GROUPED.test(written) ? written.replace(/\D/g, "") : written.replace(/,/g, ".");

  const pairs = (chunk) => (chunk.match(RUNS) ?? []).flatMap((run) => {
    if (!IS_UNSPACED.test(run)) {
      const bare = run.replace(/^[-./:,'_]+|[-./:,'_]+$/g, "");
      return bare ? pieces(bare) : [];
    }
    const all = [...run];
    return all.length === 1 ? all : all.slice(1).map((one, at) => all[at] + one);
  });

  /* A chunk as words: the whole first, then its parts. */
  const pieces = (chunk) => {
    if (IS_UNSPACED.test(chunk)) return pairs(chunk);
    if (GROUPED.test(chunk))
      return chunk.split(".").length === 2 ? [number(chunk), chunk] : [number(chunk)];
    if (DECIMAL.test(chunk)) return [number(chunk)];
    for (const marks of [/[-/_:]/, /[.,']/]) {
      const split = chunk.split(marks);
      if (split.length > 1)
        return [chunk.replace(/'/g, "").slice(0, LONGEST), ...split.flatMap(pieces)];
    }
    return [chunk.slice(0, LONGEST)];
  };

  const chunks = (text) => text.match(CHUNK) ?? [];

  const nameKey = (text) =>
    chunks(plain(text)).map((one) => (IS_UNSPACED.test(one) ? one : pieces(one)[0]))
      .join(" ").slice(0, LONGEST);

  /* All words of a text one after the other, as phrases are compared. */
  const sequence = (text) =>
    ` ${chunks(plain(text)).flatMap((one) => {
      const all = pieces(one);
      return all.length > 1 && !IS_UNSPACED.test(one) ? all.slice(1) : all;
    }).join(" ")} `;

  const isStopword = (word) =>
    typeof stopwords !== "undefined" &&
    (stopwords.has ? stopwords.has(word) : stopwords.includes(word));

  const stemmer = typeof Stemmer === "undefined" ? { stemWord: (word) => word } : new Stemmer();
  const stems = new Map();
  const stem = (word) => {
    if (!stems.has(word)) stems.set(word, /^\p{L}+$/u.test(word) ? stemmer.stemWord(word) : word);
    return stems.get(word);
  };

  /* A unit of a question is one word, or a whole and its parts, any of which will do. */
  const unit = (chunk) => {
    const [whole, ...rest] = pieces(chunk);
    if (IS_UNSPACED.test(chunk)) return { ways: [[whole, ...rest]] };
    return { ways: rest.length ? [[whole], rest] : [[whole]] };
  };

  /* What is asked for: units, phrases that must stand so, and a name that it may be. */
  const asked = (text) => {
    let rest = plain(text.slice(0, ASKED));
    const units = [], phrases = [];
    const put = (found) => {
      const key = found.ways.flat().join(" ");
      if (units.length < UNITS && !units.some((known) => known.key === key))
        units.push({ ...found, key });
    };
    rest = rest.replace(/"([^"]+)"/g, (_, phrase) => {
      const words = sequence(phrase);
      if (words.trim()) phrases.push(words);
      words.trim().split(" ").filter((word) => word && !isStopword(word))
        .forEach((word) => put({ ways: [[word]], exact: true }));
      return " ";
    });
    const name = nameKey(text.slice(0, ASKED));
    rest = rest.replace(PERCENT, (_, written) => {
      put({ ways: [[`${number(written)}%`]], exact: true });
      return " ";
    });
    rest = rest.replace(SPACED, (written) => {
      put({ ways: [[written.replace(/ /g, "")]] });
      return " ";
    });
    const left = chunks(rest).map(unit);
    left.filter((one) => !one.ways.flat().every(isStopword)).forEach(put);
    return { units, phrases, name, isEmpty: !text.trim() };
  };

  Object.assign(BriefingFind, {
    asked, sequence, plain, fold, pieces, chunks, nameKey, stem, number,
    isUnspaced: (text) => IS_UNSPACED.test(text), CHUNK,
  });
})();
