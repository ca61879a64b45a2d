/* Tables of Sphinx Briefing that can be sorted and filtered.
 *
 * Every table of a selection gets buttons in its head, and a field that filters its rows, where
 * there are enough of them. Of a large one, a part is on the page at a time: what is kept beside it
 * costs neither style nor layout. Keys and texts are read once, and an order is one write to the
 * page. Without this script, and on paper, it is the whole table that it was. */

(() => {
  "use strict";

  const TABLES = ":is(.brief-view-table, .brief-view-ledger, .brief-view-ach, .brief-view-chart) table.brief-table";
  const SORTED_FROM = 2;
  const FILTERED_FROM = 8;
  const PART = 100;
  const AT_ONCE = 20; // what fills a window; the others follow in steps
  const LIVE = "brief-live";
  const words = document.currentScript.dataset;
  const { keyOf, bothWays } = window.briefTables; // briefing-tables-order.js
  const language = document.documentElement.lang || undefined;
  const numbers = new Intl.NumberFormat(language);
  const live = [];

  const say = (text, ...values) =>
    values.reduce((said, value) => said.replace("%d", numbers.format(value)), text);

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);

  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter(Boolean));
    return made;
  };

  const button = (className, text, action) => {
    const made = element("button", className, text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };

  class Table {
    constructor(table, number) {
      this.table = table;
      this.number = number;
      this.body = table.tBodies[0];
      // What is folded costs nothing until it is asked for, and is saved as a whole.
      this.isLarge = this.body.rows.length > PART && !table.closest("details");
      this.rest = document.createDocumentFragment(); // those that are not shown
      this.heads = [...table.tHead.rows[0].cells];
      this.labels = this.heads.map((head) => (head.querySelector(":scope > p") || head).textContent.trim());
      this.keys = []; // by column
      this.orders = new Map(); // by column and direction
      this.wanted = [];
      this.limit = PART;
      this.texts = null;
      this.labelled = new WeakSet();
    }

    /* In pieces, so that whoever reads a page with a large table need not wait for all of them. */
    * begin() {
      const whole = this.body;
      if (this.isLarge) {
        // All at once: of rows that leave one by one, the browser looks at all that follow.
        this.body = element("tbody");
        whole.replaceWith(this.body);
        while (this.body.childElementCount < AT_ONCE) this.body.append(whole.firstElementChild);
        this.rest.append(whole);
      }
      for (const box of [this.table, this.table.closest(".table-wrapper")]) box?.classList.add(LIVE);
      yield;
      this.shown = [...this.body.rows];
      this.rows = this.isLarge ? [...this.shown, ...whole.rows] : this.shown; // as they are written
      this.order = this.rows;
      this.matching = this.rows;
      yield;
      if (this.rows.length >= SORTED_FROM) this.addSorting();
      for (const row of this.shown) this.label(row);
      this.addTools();
      if (this.isLarge) this.addMore();
      this.show();
    }

    // ---- What is shown ------------------------------------------------------------------------

    /* Show the first rows that match, in their order: those in view now, the others soon. */
    show(inSteps = true) {
      clearTimeout(this.waiting);
      if (inSteps && this.isLarge) this.follow(Math.max(AT_ONCE, this.same()));
      else this.put(this.limit);
      this.tell();
    }

    follow(limit) {
      this.put(Math.min(limit, this.limit));
      if (this.shown.length < Math.min(this.limit, this.matching.length))
        this.waiting = setTimeout(() => this.follow(limit + AT_ONCE), 50);
    }

    /* How many of the rows that are shown stand where they are to stand. */
    same() {
      const at = this.shown.findIndex((row, number) => row !== this.matching[number]);
      return at < 0 ? this.shown.length : at;
    }

    put(limit) {
      const part = this.matching.slice(0, limit);
      const { shown } = this;
      const from = Math.min(this.same(), part.length);
      for (const row of part.slice(from)) if (!this.labelled.has(row)) this.label(row);
      const gone = new Set(shown.slice(from));
      for (const row of part) gone.delete(row);
      this.rest.append(...gone);
      this.body.append(...part.slice(from));
      this.shown = part;
    }

    /* Say before each cell what it is; style sheets show that where rows are cards. */
    label(row) {
      this.labelled.add(row);
      [...row.cells].forEach((cell, at) => {
        if (at && this.labels[at] && cell.textContent.trim()) cell.dataset.label = this.labels[at];
      });
    }

    tell() {
      const { matching, rows } = this;
      const shown = Math.min(this.limit, matching.length);
      if (this.count) {
        const number = this.wanted.length ? matching.length : shown;
        this.count.textContent = say(words.rows, number, rows.length);
      }
      if (this.more) {
        const left = matching.length - shown;
        this.more.hidden = !left;
        this.next.textContent = say(words.more, Math.min(PART, left));
        this.last.textContent = say(words.all, matching.length);
        this.last.hidden = left <= PART;
      }
    }

    /* Show more, and go on from there if the button that was pressed is gone. */
    extend(limit) {
      const at = this.shown.length;
      this.limit = limit;
      this.show(false);
      if (this.more.hidden || this.last.hidden) this.shown[at]?.querySelector("a[href], button")?.focus();
    }

    showAll() {
      this.limit = Infinity;
      this.show(false);
    }

    /* Show a row, whatever hides it. */
    reveal(row) {
      let at = this.matching.indexOf(row);
      if (at < 0) {
        this.field.value = "";
        this.filter();
        at = this.matching.indexOf(row);
      }
      if (at >= this.limit) {
        this.limit = PART * Math.ceil((at + 1) / PART);
      }
      this.show(false);
    }

    addMore() {
      this.next = button("brief-table-button", "", () => this.extend(this.limit + PART));
      this.last = button("brief-table-button", "", () => this.extend(Infinity));
      this.more = element("div", "brief-table-more", this.next, this.last);
      (this.table.closest(".table-wrapper") || this.table).after(this.more);
    }

    // ---- Sorting ------------------------------------------------------------------------------

    addSorting() {
      const next = { ascending: "descending", descending: "" };
      this.heads.forEach((head, at) => {
        head.scope = "col";
        const inner = head.querySelector(":scope > p") || head;
        const made = button("brief-sort", "", () => {
          const order = head.getAttribute("aria-sort");
          this.sort(at, order ? next[order] : "ascending");
        });
        made.title = words.sort;
        made.append(...inner.childNodes);
        inner.append(made);
      });
    }

    sort(at, direction) {
      this.heads.forEach((head, number) => {
        if (number === at && direction) head.setAttribute("aria-sort", direction);
        else head.removeAttribute("aria-sort");
      });
      if (this.choice) this.choice.value = direction ? `${at} ${direction}` : "";
      this.order = direction ? this.sorted(at, direction) : this.rows;
      this.match();
      this.show();
    }

    /* Read the keys of a column, a few at a time. */
    * read(at) {
      const keys = (this.keys[at] ||= []);
      while (keys.length < this.rows.length) {
        keys.push(keyOf(this.rows[keys.length].cells[at]));
        if (keys.length % 50 === 0) yield;
      }
    }

    /* Read and order what a reader may ask for, while nobody waits. */
    * prepare() {
      for (let at = 0; at < this.heads.length; at += 1) {
        yield* this.read(at);
        yield* this.ordered(at);
      }
    }

    sorted(at, direction) {
      const name = `${at} ${direction}`;
      if (!this.orders.has(name)) {
        for (const _ of this.read(at)); // eslint-disable-line no-unused-vars
        for (const _ of this.ordered(at)); // eslint-disable-line no-unused-vars
      }
      return this.orders.get(name);
    }

    /* Order the rows by a column whose keys are read, both ways, a few at a time. */
    * ordered(at) {
      if (this.orders.has(`${at} ascending`)) return;
      const { ascending, descending } = yield* bothWays(this.rows, this.keys[at]);
      this.orders.set(`${at} ascending`, ascending);
      this.orders.set(`${at} descending`, descending);
    }

    // ---- Filtering ----------------------------------------------------------------------------

    addTools() {
      const tools = element("div", "brief-table-tools");
      if (this.rows.length >= SORTED_FROM) tools.append(...this.sortChoice());
      if (this.rows.length >= FILTERED_FROM) tools.append(...this.filterField());
      else tools.classList.add("brief-table-narrow"); // for cards alone, which have no heads
      if (!tools.children.length) return;
      const { caption } = this.table;
      if (!caption) {
        (this.table.closest(".table-wrapper") || this.table).before(tools);
        return;
      }
      const name = caption.querySelector(".caption-text") || caption.firstElementChild;
      if (name) {
        name.id ||= `brief-caption-${this.number}`;
        this.table.setAttribute("aria-labelledby", name.id);
      }
      caption.append(tools);
    }

    filterField() {
      this.field = element("input", "");
      this.field.type = "search";
      this.field.id = `brief-filter-${this.number}`;
      this.field.autocomplete = "off";
      const label = element("label", "", words.filter);
      label.htmlFor = this.field.id;
      this.count = element("output", "brief-table-count");
      this.count.htmlFor = this.field.id;
      this.count.setAttribute("aria-live", "polite");
      this.field.addEventListener("input", () => this.filter());
      this.field.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.field.value) {
          this.field.value = "";
          this.filter();
          event.preventDefault();
        }
      });
      return [label, this.field, this.count];
    }

    sortChoice() {
      this.choice = element("select", "brief-sort-choice", new Option("–", ""));
      this.choice.id = `brief-order-${this.number}`;
      this.labels.forEach((label, at) => {
        for (const [direction, arrow] of [["ascending", "↑"], ["descending", "↓"]])
          this.choice.add(new Option(`${label} ${arrow}`, `${at} ${direction}`));
      });
      this.choice.addEventListener("change", () => {
        const [at, direction] = this.choice.value.split(" ");
        this.sort(Number(at || 0), direction || "");
      });
      const label = element("label", "brief-sort-choice", words.sort);
      label.htmlFor = this.choice.id;
      return [label, this.choice];
    }

    filter() {
      this.wanted = folded(this.field.value).split(/\s+/).filter(Boolean);
      this.limit = PART;
      this.match();
      this.show();
    }

    match() {
      const { wanted, order } = this;
      if (wanted.length) {
        this.texts ||= new Map(this.rows.map((row) => [row, folded(row.textContent)]));
        this.matching = order.filter((row) => wanted.every((word) => this.texts.get(row).includes(word)));
      } else {
        this.matching = order;
      }
    }
  }

  /* Small tables at once; large ones in tasks of their own, between which the page can be used. */
  const starting = (function* started() {
    const found = [...document.querySelectorAll(TABLES)].filter((table) => table.tHead?.rows.length && table.tBodies[0]);
    for (const [number, table] of found.entries()) {
      const made = new Table(table, number + 1);
      for (const _ of made.begin()) if (made.isLarge) yield; // eslint-disable-line no-unused-vars
      live.push(made);
    }
    follow();
    idle(prepare);
  })();
  const go = () => {
    if (!starting.next().done) setTimeout(go);
  };
  const all = () => {
    for (const _ of starting); // eslint-disable-line no-unused-vars
    return live;
  };

  const preparing = (function* prepared() {
    for (const table of live) if (table.isLarge) yield* table.prepare();
  })();
  const idle = window.requestIdleCallback || ((then) => setTimeout(then, 200));
  const prepare = (deadline) => {
    let done;
    do done = preparing.next().done; while (!done && deadline?.timeRemaining() > 8);
    if (!done) idle(prepare);
  };

  // ---- Whoever looks for a row finds it, whether it is shown or not -----------------------------

  const follow = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* what is no address is looked for as it is */ }
    if (!id) return;
    for (const table of live) {
      const target = table.rest.getElementById(id);
      if (target) {
        table.reveal(target.closest("tr"));
        target.scrollIntoView();
      }
    }
  };
  window.addEventListener("hashchange", follow);
  go();

  /* The browser's own search looks at what is shown, and paper shows all. */
  window.addEventListener("keydown", (event) => {
    const finds = event.key === "F3" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f");
    if (finds) all().forEach((table) => table.showAll());
  });
  const print = () => {
    for (const table of all()) {
      table.before ??= table.limit;
      table.showAll();
    }
  };
  const printed = () => {
    for (const table of all()) {
      table.limit = table.before ?? PART;
      table.before = null;
      table.show();
    }
  };
  const paper = window.matchMedia("print");
  paper.addEventListener("change", () => (paper.matches ? print() : printed()));
  window.addEventListener("beforeprint", print);
  window.addEventListener("afterprint", printed);
  if (paper.matches) print();
})();
