/* Tables of Sphinx Briefing that can be sorted and filtered.
 *
 * Every table of a selection gets buttons in its head, and a field that filters its rows, where
 * there are enough of them. Without this script, and on paper, it is the table that it was. */

(() => {
  "use strict";

  const TABLES = ":is(.brief-view-table, .brief-view-ledger) table.brief-table";
  const SORTED_FROM = 2;
  const FILTERED_FROM = 3;
  const words = document.currentScript.dataset;
  const language = document.documentElement.lang || undefined;
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  let count = 0;

  /* What a cell is sorted by: the first day of a date, the letters and numbers of grades, the lower
   * bound of a likelihood, else its text. */
  const GRADE = /^brief-(?:reliability|credibility)-(.+)$/;
  const keyOf = (cell) => {
    const dated = cell?.querySelector("[data-sort]");
    if (dated) return dated.dataset.sort;
    const likelihood = cell?.querySelector(".brief-likelihood");
    if (likelihood) return /\d+/.exec(likelihood.textContent)?.[0] || "";
    const classes = [...(cell?.querySelectorAll("span") || [])].flatMap((span) => [...span.classList]);
    const grade = classes.map((name) => GRADE.exec(name)?.[1] || "").join("");
    return grade || (cell?.textContent || "").trim().replace(/^[[("“„«]+/, "");
  };

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const sortable = (table, body, rows) => {
    const heads = [...table.tHead.rows[0].cells];
    const sort = (at, order) => {
      heads.forEach((head, number) => {
        if (number === at && order) head.setAttribute("aria-sort", order);
        else head.removeAttribute("aria-sort");
      });
      const sign = order === "descending" ? -1 : 1;
      const keyed = rows.map((row, number) => ({ row, number, key: keyOf(row.cells[at]) }));
      if (order) {
        keyed.sort((one, other) => {
          if (!one.key !== !other.key) return one.key ? -1 : 1; // what is empty comes last
          return sign * collator.compare(one.key, other.key) || one.number - other.number;
        });
      }
      body.append(...keyed.map(({ row }) => row));
    };
    const next = { ascending: "descending", descending: "" };
    heads.forEach((head, at) => {
      head.scope = "col";
      const inner = head.querySelector(":scope > p") || head;
      const button = element("button", "brief-sort");
      button.type = "button";
      button.title = words.sort;
      button.append(...inner.childNodes);
      inner.append(button);
      button.addEventListener("click", () => {
        const order = head.getAttribute("aria-sort");
        sort(at, order ? next[order] : "ascending");
      });
    });
  };

  const filtered = (table, rows) => {
    count += 1;
    const tools = element("div", "brief-table-tools");
    const label = element("label", "", words.filter);
    const field = element("input", "");
    field.type = "search";
    field.id = label.htmlFor = `brief-filter-${count}`;
    field.autocomplete = "off";
    const shown = element("output", "brief-table-count");
    shown.htmlFor = field.id;
    shown.setAttribute("aria-live", "polite");
    const texts = rows.map((row) => folded(row.textContent));
    const say = (number) => {
      shown.textContent = words.rows.replace("%d", number).replace("%d", rows.length);
    };
    const filter = () => {
      const wanted = folded(field.value).split(/\s+/).filter(Boolean);
      let number = 0;
      rows.forEach((row, at) => {
        row.hidden = !wanted.every((word) => texts[at].includes(word));
        if (!row.hidden) number += 1;
      });
      say(number);
    };
    field.addEventListener("input", filter);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && field.value) {
        field.value = "";
        filter();
        event.preventDefault();
      }
    });
    say(rows.length);
    tools.append(label, field, shown);
    (table.closest(".table-wrapper") || table).before(tools);
  };

  document.querySelectorAll(TABLES).forEach((table) => {
    const body = table.tBodies[0];
    if (!table.tHead || !body) return;
    const rows = [...body.rows];
    if (rows.length >= SORTED_FROM) sortable(table, body, rows);
    if (rows.length >= FILTERED_FROM) filtered(table, rows);
  });
})();
