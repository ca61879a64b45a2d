/* Pictures to take along: the drawing as SVG and its words as CSV, made of what the page shows.
 *
 * Both are made when they are asked for, so that no file lies beside the page. A PNG would need an
 * image of the drawing, which the policy "default-src 'self'" lets no script make. */
"use strict";

(() => {
  const script = document.currentScript;
  const words = (name) => script.getAttribute(`data-${name}`) || "";
  const plain = (node) => node.textContent.replace(/\s+/g, " ").trim();

  function save(content, type, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function svgOf(figure) {
    const drawing = figure.querySelector(".brief-picture-box > svg").cloneNode(true);
    // Its own attributes hold the colours of paper; links lead on from wherever it is opened.
    for (const link of drawing.querySelectorAll("a")) {
      link.setAttribute("href", new URL(link.getAttribute("href"), location.href).href);
    }
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing)}\n`;
  }

  /* The rows of tables, under one head: an amount is a number for each of its ends, and its unit. */
  function rowsOfTables(tables) {
    const heads = [];
    const rows = [];
    const put = (row, head, text) => {
      if (!heads.includes(head)) heads.push(head);
      row.set(head, text);
    };
    for (const table of tables) {
      const labels = [...table.tHead.rows[0].cells].map(plain);
      for (const cells of [...table.tBodies[0].rows].map((row) => [...row.cells])) {
        const row = new Map();
        cells.forEach((one, at) => {
          const amount = one.querySelector(".brief-amount[data-approximate]");
          put(row, labels[at], plain(one));
          for (const name of amount ? ["low", "high", "approximate", "unit"] : []) {
            put(row, words(name), amount.dataset[name] || "");
          }
        });
        rows.push(row);
      }
    }
    return [heads, ...rows.map((row) => heads.map((head) => row.get(head) || ""))];
  }

  function rowsOf(box) {
    const tables = box.querySelectorAll("details.brief-words table.brief-table");
    if (tables.length) return rowsOfTables(tables);
    const rows = [];
    for (const part of box.querySelectorAll("details.brief-words dd")) {
      let head = part.previousElementSibling;
      while (head && head.localName !== "dt") head = head.previousElementSibling;
      let row = null;
      for (const line of part.querySelectorAll("p")) {
        if (row && line.matches(".brief-details")) {
          row.push(plain(line));
        } else {
          row = [head ? plain(head) : "", plain(line)];
          rows.push(row);
        }
      }
    }
    return rows;
  }

  function cell(text) {
    // A cell that begins like a formula is none: programs for tables would work it out.
    const isNumber = /^-?\d+(?:\.\d+)?$/.test(text);
    const safe = !isNumber && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function start() {
    document.querySelectorAll(".brief-pictured").forEach((box, number) => {
      const figure = box.querySelector("figure.brief-picture");
      if (!figure) return;
      const page = location.pathname.split("/").pop().replace(/\.html$/, "") || "picture";
      const name = `${page}-${number + 1}`;
      const line = document.createElement("p");
      line.className = "brief-picture-tools";
      line.append(`${words("save")} `);
      for (const [kind, make] of [
        ["SVG", () => save(svgOf(figure), "image/svg+xml", `${name}.svg`)],
        ["CSV", () => save(`\ufeff${rowsOf(box).map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`, "text/csv", `${name}.csv`)],
      ]) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = kind;
        button.addEventListener("click", make);
        line.append(button);
      }
      figure.append(line);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
