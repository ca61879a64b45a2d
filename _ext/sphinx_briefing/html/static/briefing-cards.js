/* Hover cards of Sphinx Briefing.
 *
 * Every link with the class "brief-ref" shows a card: when it is pointed at, when it has the focus
 * of the keyboard, when it is tapped. The card can be copied from, and goes away with Escape (WCAG
 * 2.2, 1.4.13). Its links are no stops of the Tab key, of which a brief has enough: the arrow down
 * leads into it. Without this script a link leads to the same content.
 *
 * Cards lie in parts of moderate size under _static/briefing-cards/, which are scripts, so that
 * they load from a disk too. All that they hold is set as text, never as HTML. */

(() => {
  "use strict";

  const ROOT = new URL("../", document.currentScript.src).href;
  const FOLDER = `${ROOT}_static/briefing-cards/`;
  const ID = "brief-hover";
  const OPEN_AFTER = 180;
  const CLOSE_AFTER = 260;

  // ---- Parts, each loaded once -----------------------------------------------------------------

  const loading = new Map();
  const loaded = new Map();

  window.briefingCards = (name, data) => loaded.set(name, data);

  const part = (name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done) => {
        const script = document.createElement("script");
        script.src = `${FOLDER}${encodeURIComponent(name)}.js`;
        script.onload = script.onerror = () => {
          script.remove();
          done(loaded.get(name) || {});
        };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };

  /* CRC-32 of the UTF-8 form, as the build computes it. */
  const hashed = (text) => {
    let value = -1;
    for (const byte of new TextEncoder().encode(text)) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    }
    return ~value >>> 0;
  };

  const own = (data, key) => (Object.hasOwn(data, key) ? data[key] : undefined);

  const kindOf = (link) =>
    [...link.classList].map((name) => /^brief-ref-(.+)$/.exec(name)?.[1]).find(Boolean);

  const cardOf = async (link, kind = kindOf(link)) => {
    const url = new URL(link.href, document.baseURI);
    const about = await part("about");
    const parts = own(about.parts || {}, kind);
    if (!url.hash || !parts || !url.href.startsWith(ROOT)) return undefined;
    const anchor = decodeURIComponent(url.hash.slice(1));
    const page = url.href.slice(ROOT.length, url.href.length - url.hash.length).split("?")[0];
    for (const key of [anchor, `${page}#${anchor}`]) {
      const card = own(await part(`${kind}-${hashed(key) % parts}`), key);
      if (card) return card;
    }
    return undefined;
  };

  // ---- What a card looks like -------------------------------------------------------------------

  const element = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const linked = (text, address) => {
    const outside = /^https?:\/\//i.test(address);
    const link = element("a", outside ? "reference external" : "reference internal", text);
    link.href = outside ? address : ROOT + address;
    link.tabIndex = -1;
    return link;
  };

  /* A text with its address and its language, either of which may be empty. */
  const said = (text, address, language) => {
    const made = address ? linked(text, address) : element("span", "", text);
    if (language) made.lang = language;
    return made;
  };

  const row = (label, items) => {
    const value = element("dd");
    items.forEach((item, number) => {
      if (number) value.append(", ");
      value.append(Array.isArray(item) ? said(...item) : item);
    });
    return [element("dt", "", label), value];
  };

  const judged = (about) => {
    const meta = document.querySelector('meta[name="briefing-day"]');
    return meta ? meta.content.split("/") : about.day;
  };

  /* The offices held on the day; those without dates count where no other does. */
  const offices = (all, day) => {
    const held = day
      ? all.filter((office) => office.length > 1 && office[2] <= day[1] && day[0] <= office[3])
      : [];
    return held.length
      ? held.map((office) => `${office[0]} (${office[1]})`)
      : all.filter((office) => office.length === 1).map((office) => office[0]);
  };

  const filled = (card, about) => {
    const { words } = about;
    const day = judged(about);
    const head = element("p", "brief-hover-kind", card.k);
    if (card.m) head.append(" ", element("span", "brief-badge brief-tlp", `TLP:${card.m}`));
    if (card.c) head.append(" ", element("span", "brief-badge brief-disputed", words.disputed));
    (card.b || []).forEach(([name, label]) => {
      head.append(" ", element("span", `brief-badge brief-${name}`, label));
    });
    if (card.d && day && card.d < day[0]) {
      head.append(" ", element("span", "brief-badge brief-overdue", words.overdue));
    }
    const title = element("p", "brief-hover-title", linked(card.t, card.u));
    title.id = `${ID}-title`;
    const box = [head, title];
    if (card.x) box.push(element("p", "brief-hover-text", card.x));
    const rows = [];
    const titles = offices(card.o || [], day);
    if (titles.length) rows.push(...row(words.offices, titles));
    (card.r || []).forEach(([label, ...items]) => rows.push(...row(label, items)));
    if (rows.length) box.push(element("dl", "brief-hover-rows", ...rows));
    if (card.p) box.push(element("p", "brief-hover-more", linked(words.profile, card.p)));
    return box;
  };

  /* What a card says, for pages that print it themselves; nothing where there is none. */
  window.briefingCards.content = async (link, kind) => {
    const [about, card] = await Promise.all([part("about"), cardOf(link, kind)]);
    if (!card) return undefined;
    const content = filled(card, about);
    content.forEach((one) => one.removeAttribute("id"));
    return content;
  };

  // ---- Where it stands --------------------------------------------------------------------------

  const box = element("div", "brief-card brief-hover");
  box.id = ID;
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", `${ID}-title`);
  box.hidden = true;
  const popover = typeof box.showPopover === "function";
  if (popover) box.setAttribute("popover", "manual");

  const place = () => {
    if (!current) return;
    const lines = [...current.getClientRects()];
    const line = lines.find((rect) => at && rect.top <= at.y && at.y <= rect.bottom) || lines[0];
    if (!line) return;
    const gap = 6;
    const edge = 8;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const size = box.getBoundingClientRect();
    const below = line.bottom + gap;
    const above = line.top - gap - size.height;
    const fits = below + size.height <= height - edge || above < edge;
    const start = document.dir === "rtl" || getComputedStyle(current).direction === "rtl"
      ? line.right - size.width
      : line.left;
    box.style.left = `${Math.max(edge, Math.min(start, width - edge - size.width))}px`;
    box.style.top = `${Math.max(edge, fits ? below : above)}px`;
  };

  // ---- When it comes and goes -------------------------------------------------------------------

  let current = null; // the link whose card is shown
  let wanted = null; // the link whose card is to be shown
  let dismissed = null; // the link whose card was sent away, until it is left
  let at = null; // where the pointer was
  let timer = 0;

  const close = () => {
    clearTimeout(timer);
    wanted = null;
    if (!current) return;
    current.removeAttribute("aria-describedby");
    current.removeAttribute("aria-keyshortcuts");
    current = null;
    if (popover && box.matches(":popover-open")) box.hidePopover();
    box.hidden = true;
    box.remove();
  };

  const open = async (link) => {
    clearTimeout(timer);
    if (link === current) return true;
    wanted = link;
    const [about, card] = await Promise.all([part("about"), cardOf(link)]);
    if (wanted !== link || !link.isConnected) return true;
    if (!card) return false;
    close();
    box.replaceChildren(...filled(card, about));
    link.after(box); // so that the Tab key leads from the card to what follows the link
    link.setAttribute("aria-describedby", ID);
    link.setAttribute("aria-keyshortcuts", "ArrowDown");
    box.hidden = false;
    if (popover) box.showPopover();
    current = link;
    place();
    return true;
  };

  const reference = (target) => {
    const link = target instanceof Element ? target.closest("a.brief-ref[href]") : null;
    if (!link || box.contains(link)) return null;
    if (link.hasAttribute("title")) link.removeAttribute("title"); // the card says it, once
    return link;
  };

  const inside = (target) => target instanceof Node
    && (box.contains(target) || Boolean(current && current.contains(target)));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = reference(event.target);
    at = { x: event.clientX, y: event.clientY };
    if (dismissed && dismissed !== link) dismissed = null;
    if (link && link !== dismissed) {
      clearTimeout(timer);
      timer = setTimeout(open, OPEN_AFTER, link);
    } else if (inside(event.target)) {
      clearTimeout(timer);
    } else if ((current || wanted) && !inside(document.activeElement)) {
      clearTimeout(timer);
      wanted = null;
      timer = setTimeout(close, CLOSE_AFTER);
    } else {
      clearTimeout(timer);
    }
  });

  document.documentElement.addEventListener("pointerleave", () => {
    if (!inside(document.activeElement)) timer = setTimeout(close, CLOSE_AFTER);
  });

  document.addEventListener("focusin", (event) => {
    const link = reference(event.target);
    if (link && link.matches(":focus-visible")) {
      at = null;
      if (link !== dismissed) open(link);
    } else if (!link && !inside(event.target)) {
      close();
    }
  });

  document.addEventListener("focusout", (event) => {
    if (dismissed === event.target) dismissed = null;
    if (event.relatedTarget && !inside(event.relatedTarget)) close();
  });

  /* Arrows lead from the link into its card, from one of its links to the next, and back. */
  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const focused = document.activeElement;
    if (!step || !current || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (focused !== current && !box.contains(focused)) return;
    const stops = [current, ...box.querySelectorAll("a[href]")];
    const next = stops[stops.indexOf(focused) + step];
    if (focused === current && step < 0) return;
    event.preventDefault();
    if (next) next.focus();
  };
  document.addEventListener("keydown", move);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(current || wanted)) return;
    const link = current || wanted;
    const within = box.contains(document.activeElement);
    dismissed = link;
    close();
    if (within) link.focus();
    event.stopPropagation();
  }, true);

  /* A first tap shows the card, a second one on the same link follows it. */
  let touched = false;
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (touched && !inside(event.target)) close();
  }, true);

  document.addEventListener("click", (event) => {
    // A key clicks too, without a count of clicks.
    const tapped = touched && event.detail > 0 && !event.defaultPrevented;
    const link = tapped ? reference(event.target) : null;
    if (!link || link === current) return;
    event.preventDefault();
    at = { x: event.clientX, y: event.clientY };
    open(link).then((shown) => {
      if (!shown) window.location.assign(link.href);
    });
  });

  window.addEventListener("scroll", place, { passive: true, capture: true });
  window.addEventListener("resize", place, { passive: true });
  window.addEventListener("beforeprint", close);
  window.addEventListener("pagehide", close);
})();
