/* Ways to cite a record of Sphinx Briefing: its place, a link to it, the role that refers to it.
 *
 * One set of controls goes to whichever record a reader points at or has the focus in, as the last
 * part of it, so that the Tab key leads on to it. Pages hold nothing for it, and without this
 * script nothing is missing but these. */

(() => {
  "use strict";

  const PLACES = ".brief-record[id], .brief-view :is(.brief-head, dt)[id]";
  const words = document.currentScript.dataset;
  const canonical = document.querySelector('link[rel="canonical"]')?.href;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  /* The record that something stands in: its anchor, its kind and id, and what holds it. */
  const recordAt = (target) => {
    if (!(target instanceof Element)) return null;
    const place = target.closest(PLACES) || target.closest("li, tr, .brief-card")?.querySelector(PLACES);
    const name = place && /^([a-z][a-z0-9]*)-(.+)$/.exec(place.id);
    if (!name) return null;
    const host = place.matches(".brief-record") ? place : place.closest("li, .brief-card, td, th, dt") || place;
    return { anchor: place.id, role: `{${name[1]}}\`${name[2]}\``, host };
  };

  const bar = element("span", "brief-cite-bar");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", words.label);
  const link = element("a", "brief-cite-place", "#");
  link.setAttribute("aria-label", words.place);
  link.title = words.place;
  const said = element("span", "brief-unseen");
  said.setAttribute("role", "status");
  document.body.append(said); // it must be there before it says something

  let current = null;
  let dismissed = null; // the record that Escape has left, until another is entered
  let timer = 0;

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = element("textarea", "brief-unseen");
      field.value = text;
      bar.append(field);
      field.select();
      const done = document.execCommand("copy"); // where the clipboard is closed to pages
      field.remove();
      return done;
    }
  };

  const button = (text, value) => {
    const made = element("button", "brief-cite-button", text);
    made.type = "button";
    made.addEventListener("click", async () => {
      const done = await copied(value());
      made.focus();
      said.textContent = done ? words.copied : words.failed;
      made.textContent = said.textContent;
      clearTimeout(timer);
      timer = setTimeout(() => {
        made.textContent = text;
        said.textContent = "";
      }, 2000);
    });
    return made;
  };

  const address = () => `${(canonical || location.href).split("#")[0]}#${encodeURI(current.anchor)}`;
  bar.append(link, button(words.link, address), button(words.role, () => current.role));

  const leave = () => {
    if (!current) return;
    current.host.classList.remove("brief-citable");
    current = null;
    bar.remove();
  };

  const enter = (target) => {
    if (bar.contains(target)) return;
    const record = recordAt(target);
    if (record?.host !== dismissed) dismissed = null;
    else if (record) return;
    if (!record) {
      if (!bar.contains(document.activeElement)) leave();
      return;
    }
    if (current?.host === record.host || bar.contains(document.activeElement)) return;
    leave();
    current = record;
    link.href = `#${encodeURI(record.anchor)}`;
    record.host.classList.add("brief-citable");
    record.host.append(bar);
  };

  document.addEventListener("pointerover", (event) => enter(event.target), { passive: true });
  document.addEventListener("focusin", (event) => {
    const record = recordAt(event.target);
    if (record && current && record.host !== current.host) leave();
    enter(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !bar.contains(document.activeElement)) return;
    const { host } = current;
    leave();
    dismissed = host;
    host.querySelector("a[href], button")?.focus();
  });

  /* A record without a link of its own is a stop itself, or no key would lead to it. */
  const reachable = () => {
    for (const record of document.querySelectorAll(".brief-record[id]"))
      if (!record.querySelector("a[href], button, summary, [tabindex]")) record.tabIndex = 0;
  };
  (window.requestIdleCallback || setTimeout)(reachable);
})();
