/* What a script adds to every page. The page is whole without it: nothing here is needed to read, go on or find. */
(() => {
  "use strict";

  const page = document.documentElement;
  const root = new URL(page.dataset.root || "./", location.href);
  const isOnDisk = location.protocol === "file:";
  const main = document.querySelector("main");

  /* What is said, in English; for another language `static/words.js` came before. */

  const WORDS = {
    light_theme: "Light theme",
    dark_theme: "Dark theme",
    copied: "{what} copied",
    copied_button: "Copied",
    copy: "Copy",
    copy_what: "Copy: {what}",
    not_allowed: "Not allowed",
    copying_not_allowed: "copying is not allowed here",
    citation: "Citation",
    code: "Code",
    link: "Link",
    link_to: "Link to: {heading}",
    new: "new",
    read_of: "{read} of {count} read",
    random_note: "Random note",
    shortcuts: "Keyboard shortcuts",
    way_here: "The way here",
    search: "Search",
    next_here: "Next in this hub or collection",
    previous_here: "Previous in this hub or collection",
    dark_or_light: "Dark or light theme",
    this_help: "This help",
    no_next: "there is no next page",
    no_previous: "there is no previous page",
    search_typing: "Search, also while you type",
    close_open: "Close what is open",
    close: "Close",
    keyboard: "Keyboard",
    letter_keys: "Keys of one letter",
    close_to_it: "Close to it",
    about_source: "About this source",
  };
  const { language: wanted = "en", words = {} } = window.rlnotes || {};
  const language = isLanguage(wanted) ? wanted : "en";
  const locale = `${language}-u-nu-latn`;

  const forms = new Intl.PluralRules(language);

  /* A tag that pages may carry and that browsers do not know, such as "de-1", would stop every script. */
  function isLanguage(tag) {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false;
    }
  }

  /* What says a thing in the language of the site; `english` are the words of a script of ours. */
  function telling(english) {
    return (key, values = {}) => {
      const found = words[key] ?? english[key];
      const text = typeof found === "string" ? found : found[forms.select(values.count)] ?? found.other;
      return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? values[name].toLocaleString(locale) : values[name]));
    };
  }

  const told = telling(WORDS);

  /* What this browser keeps, for this site alone; nothing where it may not. */

  function kept(name, area = "localStorage") {
    try {
      return JSON.parse(window[area].getItem(`rlnotes ${root.pathname} ${name}`));
    } catch {
      return null;
    }
  }

  function keep(name, value, area = "localStorage") {
    try {
      window[area].setItem(`rlnotes ${root.pathname} ${name}`, typeof value === "string" ? value : JSON.stringify(value));
    } catch {
      /* Private windows and full disks keep nothing. */
    }
  }

  function forget(name) {
    try {
      localStorage.removeItem(`rlnotes ${root.pathname} ${name}`);
    } catch {
      /* As above. */
    }
  }

  function keptWord(name) {
    try {
      return localStorage.getItem(`rlnotes ${root.pathname} ${name}`);
    } catch {
      return null;
    }
  }

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /* Other scripts and styles of the theme, each fetched when it is first wanted. */

  const loading = new Map();

  function load(name) {
    if (!loading.has(name)) {
      const href = new URL(`static/on-demand/${name}`, root).href;
      loading.set(name, new Promise((resolve, reject) => {
        const isStyle = name.endsWith(".css");
        const made = isStyle ? element("link", { rel: "stylesheet", href }) : element("script", { src: href });
        made.onload = resolve;
        made.onerror = () => reject(new Error(`${name} can't be had`));
        document.head.append(made);
      }));
    }
    return loading.get(name);
  }

  /* The address of a page of this site as its path below the root; null for anything else. */

  function pathOf(link) {
    const url = new URL(link.href, location.href);
    if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return null;
    try {
      const path = decodeURIComponent(url.pathname.slice(root.pathname.length));
      return path === "" || path.endsWith("/") ? `${path}index.html` : path;
    } catch {
      return null;
    }
  }

  const here = pathOf({ href: location.href }) || "";

  /* Say something to those who can't see it happen. */

  let herald;

  function say(words) {
    if (!herald) document.body.append(herald = element("p", { className: "visually-hidden", role: "status" }));
    herald.textContent = "";
    setTimeout(() => { herald.textContent = words; }, 50);
  }

  /* Light and dark */

  const isDarkOutside = matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return page.dataset.theme ? page.dataset.theme === "dark" : isDarkOutside.matches;
  }

  function turn() {
    const wanted = isDark() ? "light" : "dark";
    const isAsOutside = (wanted === "dark") === isDarkOutside.matches;
    if (isAsOutside) {
      delete page.dataset.theme;
      forget("theme");
    } else {
      page.dataset.theme = wanted;
      keep("theme", wanted);
    }
    showTheme();
    say(told(wanted === "dark" ? "dark_theme" : "light_theme"));
  }

  const themeButton = document.querySelector(".theme-button");

  function showTheme() {
    themeButton?.setAttribute("aria-pressed", String(isDark()));
  }

  showTheme();
  isDarkOutside.addEventListener("change", showTheme);
  themeButton?.addEventListener("click", turn);

  /* View as: the choice is kept, and its address can be passed on. */

  for (const radio of document.querySelectorAll(".view-as input")) {
    radio.addEventListener("change", () => {
      keep("view", radio.value);
      const url = new URL(location.href);
      url.searchParams.set("view", radio.value);
      history.replaceState(history.state, "", url);
    });
  }

  /* The contents follow the reading. */

  const contents = [...document.querySelectorAll(".contents a[href^='#']")];

  function follow() {
    const places = contents.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    let current = null;
    places.forEach((place, number) => {
      if (place && place.getBoundingClientRect().top < innerHeight / 3) current = contents[number];
    });
    for (const link of contents) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  let isFollowing = false;
  if (contents.length) {
    addEventListener("scroll", () => {
      if (isFollowing) return;
      isFollowing = true;
      requestAnimationFrame(() => {
        isFollowing = false;
        follow();
      });
    }, { passive: true });
    follow();
  }

  /* Copying: a link to a heading, a citation, a piece of code. */

  async function copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
      say(told("copied", { what }));
      return true;
    } catch {
      say(told("copying_not_allowed"));
      return false;
    }
  }

  async function copied(button, text, what) {
    const before = button.textContent;
    button.textContent = told(await copy(text, what) ? "copied_button" : "not_allowed");
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  for (const block of document.querySelectorAll(".cite pre, .cite .citation-text, .prose pre")) {
    const what = told(block.closest(".cite") ? "citation" : "code");
    const button = element("button", { type: "button", className: "copy-button", textContent: told("copy"), ariaLabel: told("copy_what", { what }) });
    button.addEventListener("click", () => copied(button, block.textContent.trim(), what));
    const holder = element("div", { className: "copy-holder" });
    block.replaceWith(holder);
    holder.append(block, button);
  }

  for (const heading of document.querySelectorAll(".prose > :is(h2, h3, h4, h5, h6)[id]")) {
    heading.append(element("a", { className: "heading-anchor", href: `#${encodeURIComponent(heading.id)}`, ariaLabel: told("link_to", { heading: heading.textContent }), textContent: "#" }));
  }

  main?.addEventListener("click", (event) => {
    const anchor = event.target.closest(".anchor, .heading-anchor");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    copy(anchor.href, told("link"));
  });

  /* Footnotes beside the text where there is room for them. */

  const isWide = matchMedia("(min-width: 75rem)");
  const sidenotes = new Map();

  function makeSidenotes() {
    for (const reference of document.querySelectorAll(".prose .footnote-ref > a")) {
      const note = document.getElementById(decodeURIComponent(reference.hash.slice(1)));
      if (!note || sidenotes.has(note)) continue;
      const side = element("span", { className: "sidenote", role: "note", tabIndex: -1 });
      side.append(element("sup", { textContent: reference.textContent.replace(/[[\]]/g, "") }), " ");
      for (const part of note.children.length ? note.children : [note]) {
        for (const child of part.childNodes) {
          if (!child.classList?.contains("footnote-backref")) side.append(child.cloneNode(true));
        }
        side.append(" ");
      }
      for (const named of side.querySelectorAll("[id]")) named.removeAttribute("id");
      sidenotes.set(note, side);
      reference.closest("p, li, h2, h3, h4, dd")?.insertBefore(side, reference.closest(".footnote-ref").nextSibling);
      reference.addEventListener("click", (event) => {
        if (!isWide.matches) return;
        event.preventDefault();
        side.focus();
      });
    }
  }

  function arrange() {
    const isFit = isWide.matches && !document.querySelector(".footnotes :is(pre, table, .math-display, ul, ol ol)");
    if (isFit) makeSidenotes();
    page.classList.toggle("has-sidenotes", isFit && sidenotes.size > 0);
  }

  if (document.querySelector(".prose .footnote-ref")) {
    arrange();
    isWide.addEventListener("change", arrange);
  }

  /* Where the reader has been: the way here, what was read, and what is new since the last visit. */

  const title = document.querySelector("h1")?.textContent || document.title;
  const trail = (kept("trail", "sessionStorage") || []).filter((step) => step.path !== here);
  keep("trail", [...trail, { path: here, title }].slice(-9), "sessionStorage");

  const seen = new Set(kept("seen") || []);
  seen.add(here);
  keep("seen", [...seen].slice(-1000));

  let visits = kept("visits") || { before: "", last: "" };
  if (!kept("visiting", "sessionStorage")) {
    visits = { before: visits.last, last: new Date().toISOString().slice(0, 10) };
    keep("visits", visits);
    keep("visiting", true, "sessionStorage");
  }

  if (visits.before) {
    for (const time of document.querySelectorAll(".card-facts time")) {
      if (time.dateTime <= visits.before) continue;
      time.after(" ", element("span", { className: "is-new", textContent: told("new") }));
    }
  }

  if (main?.classList.contains("page-line")) {
    for (const list of document.querySelectorAll(".card-section, .references")) {
      const links = [...list.querySelectorAll(".card-title a, .reference-page")];
      const read = links.filter((link) => seen.has(pathOf(link)));
      for (const link of read) link.closest("li").classList.add("is-read");
      if (links.length && read.length) {
        list.querySelector("h2")?.append(" ", element("span", { className: "count", textContent: told("read_of", { read: read.length, count: links.length }) }));
      }
    }
  }

  /* A note at random: from a list of all of them, of which one page is fetched. */

  async function random() {
    const all = document.querySelector(".site-nav a")?.href;
    if (!all) return;
    if (isOnDisk) {
      location.href = all;
      return;
    }
    const first = await listed(all);
    const count = Number(first.querySelector(".paging")?.dataset.count || 1);
    const number = 1 + Math.floor(Math.random() * count);
    const second = first.querySelector(".paging .next")?.getAttribute("href");
    const later = second?.replace(/-2(?=\/?$|\.html$|\/index\.html$)/, `-${number}`);
    const list = number === 1 || !later ? first : await listed(new URL(later, all).href);
    const links = [...list.querySelectorAll(".card-title a")].map((link) => new URL(link.getAttribute("href"), all).href);
    const others = links.filter((href) => pathOf({ href }) !== here);
    if (others.length) location.href = others[Math.floor(Math.random() * others.length)];
  }

  async function listed(address) {
    const answer = await fetch(address);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  /* The menu: everything that has no place of its own, made when it is first opened. */

  const menuButton = document.querySelector(".menu-button");
  let menu;

  function makeMenu() {
    const items = [];
    const act = (words, key, done) => {
      const button = element("button", { type: "button" }, element("span", { textContent: words }));
      if (key) button.append(element("kbd", { textContent: key, ariaHidden: "true" }));
      button.addEventListener("click", () => {
        menu.hidePopover();
        done();
      });
      items.push(element("li", {}, button));
    };
    act(told("random_note"), "r", random);
    act(told(isDark() ? "light_theme" : "dark_theme"), "d", turn);
    act(told("shortcuts"), "?", showHelp);
    const parts = [element("ul", {}, ...items)];
    if (trail.length) {
      const steps = trail.slice().reverse().map((step) =>
        element("li", {}, element("a", { href: new URL(step.path.split("/").map(encodeURIComponent).join("/"), root).href, textContent: step.title })));
      parts.push(element("h2", { textContent: told("way_here") }), element("ol", {}, ...steps));
    }
    return parts;
  }

  menuButton?.addEventListener("click", () => {
    if (!menu) {
      menu = element("div", { className: "menu", popover: "auto", id: "page:menu" });
      menuButton.after(menu);
      menu.addEventListener("toggle", (event) => menuButton.setAttribute("aria-expanded", String(event.newState === "open")));
    }
    menu.replaceChildren(...makeMenu());
    menu.togglePopover();
    if (menu.matches(":popover-open")) menu.querySelector("button, a")?.focus();
  });

  /* Keys. Those of one letter can be turned off (WCAG 2.2, 2.1.4). */

  const KEYS = [
    ["/", told("search"), search],
    ["n", told("next_here"), () => go("next")],
    ["p", told("previous_here"), () => go("prev")],
    ["r", told("random_note"), random],
    ["d", told("dark_or_light"), turn],
    ["?", told("this_help"), showHelp],
  ];

  function go(relation) {
    const link = document.querySelector(`main a[rel="${relation}"]`);
    if (link) location.href = link.href;
    else say(told(relation === "next" ? "no_next" : "no_previous"));
  }

  let typed = null; // what is typed while search is on its way; null at other times

  function search() {
    const link = document.querySelector(".search-link");
    if (!link) return;
    if (isOnDisk) {
      location.href = link.href;
      return;
    }
    typed ??= "";
    Promise.all([load("search.js"), load("search.css")]).then(() => {
      const early = typed;
      typed = null;
      window.rlnotes.search.open(early);
    }, () => { location.href = link.href; });
  }

  document.querySelector(".search-link")?.addEventListener("click", (event) => {
    if (isOnDisk || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    search();
  });

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (typed !== null && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      typed += event.key;
      return;
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      if (!document.querySelector(".search-link")) return;
      event.preventDefault();
      search();
      return;
    }
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || keptWord("keys") === "off") return;
    const found = KEYS.find(([key]) => key === event.key);
    if (!found) return;
    event.preventDefault();
    found[2]();
  });

  let help;

  function showHelp() {
    if (!help) {
      const rows = [...KEYS, ["Ctrl K", told("search_typing")], ["Esc", told("close_open")]].map(([key, words]) =>
        element("div", {}, element("dt", {}, element("kbd", { textContent: key })), element("dd", { textContent: words })));
      const box = element("input", { type: "checkbox", checked: keptWord("keys") !== "off" });
      box.addEventListener("change", () => (box.checked ? forget("keys") : keep("keys", "off")));
      const close = element("button", { type: "submit", className: "close-button", textContent: told("close"), autofocus: true });
      help = element("dialog", { className: "help" }, element("h2", { id: "page:help", textContent: told("keyboard") }), element("dl", {}, ...rows),
        element("label", {}, box, ` ${told("letter_keys")}`), element("form", { method: "dialog" }, close));
      help.setAttribute("aria-labelledby", "page:help");
      document.body.append(help);
    }
    help.showModal();
  }

  /* Previews of the pages behind links: from fragments made at build time, each a few notes. */

  const count = Number(page.dataset.previews || 0);
  const fragments = new Map();

  function hashed(path) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(path)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return hash;
  }

  function fragmentOf(path) {
    const name = (hashed(path) & (count - 1)).toString(16);
    if (!fragments.has(name)) {
      const address = new URL(`previews/${name}.json`, root);
      fragments.set(name, fetch(address).then((answer) => (answer.ok ? answer.json() : {}), () => ({})));
    }
    return fragments.get(name).then((notes) => notes[path]);
  }

  const PREVIEWED = ".prose a, .card-title a, .related-list a, .backlinks a, .membership a, .neighbours a, .references a, .neighbourhood a, .preview a";
  const shown = [];
  let opening, closing, openingLink, openedAt;

  function targetOf(place) {
    const link = place.closest?.("a[href]");
    return link && link.matches(PREVIEWED) && !link.matches(".footnote-backref, .reference-back, .anchor, .heading-anchor, [rel~='tag']") ? link : null;
  }

  /* The text of a reference or footnote, without the ways back and on. */
  function textOf(place) {
    const text = place.textContent.replace(/\s[↩\d\s]*$/u, "").trim();
    const about = told("about_source");
    return text.endsWith(about) ? text.slice(0, -about.length).trim() : text;
  }

  async function described(link) {
    const path = pathOf(link);
    if (path === here || path === null) {
      const place = link.hash && path === here ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
      return place?.matches(".references li, .footnotes li") ? [element("p", { dir: "auto", textContent: textOf(place) })] : null;
    }
    if (!count || isOnDisk || !path.endsWith(".html")) return null;
    const note = await fragmentOf(path);
    return note ? parts(note, link) : null;
  }

  function parts(note, link) {
    const made = [];
    const [name, facts, text, lines, near] = note;
    if (facts) made.push(element("p", { className: "preview-facts", textContent: facts }));
    made.push(element("p", { className: "preview-title", dir: "auto" }, element("a", { href: link.href, textContent: name })));
    if (text) made.push(element("p", { className: "preview-text", dir: "auto", textContent: text }));
    if (lines) made.push(element("p", { className: "preview-lines", dir: "auto", textContent: lines }));
    if (near.length) {
      const links = near.map(([path, words]) => element("li", {}, element("a", { href: new URL(path, root).href, dir: "auto", textContent: words })));
      made.push(element("ul", { className: "preview-near", ariaLabel: told("close_to_it") }, ...links));
    }
    return made;
  }

  async function open(link) {
    const content = await described(link);
    if (!content || openingLink !== link || !link.isConnected) return;
    const parent = link.closest(".preview");
    closeAfter(parent);
    const made = element("div", { className: "preview", popover: "auto", id: `page:preview-${shown.length}` }, ...content);
    (parent || main || document.body).append(made);
    made.showPopover();
    put(made, link);
    openedAt = scrollY;
    link.setAttribute("aria-describedby", made.id);
    shown.push({ made, link });
    made.addEventListener("toggle", (event) => {
      if (event.newState === "closed") drop(made);
    });
  }

  function put(made, link) {
    const lines = [...link.getClientRects()];
    const line = lines[0] || link.getBoundingClientRect();
    const box = made.getBoundingClientRect();
    const start = page.dir === "rtl" ? line.right - box.width : line.left;
    const left = Math.max(8, Math.min(start, innerWidth - box.width - 8));
    const last = lines.at(-1) || line;
    const isBelow = last.bottom + box.height + 12 < innerHeight || line.top < box.height + 12;
    made.style.left = `${left}px`;
    made.style.top = `${isBelow ? last.bottom + 6 : line.top - box.height - 6}px`;
  }

  function drop(made) {
    const number = shown.findIndex((each) => each.made === made);
    if (number < 0) return;
    for (const each of shown.splice(number)) {
      each.link.removeAttribute("aria-describedby");
      each.made.remove();
    }
  }

  function closeAfter(parent) {
    const number = parent ? shown.findIndex((each) => each.made === parent) + 1 : 0;
    if (shown[number]) drop(shown[number].made);
  }

  function soon(link, time) {
    clearTimeout(opening);
    clearTimeout(closing);
    if (shown.some((each) => each.link === link)) return;
    openingLink = link;
    opening = setTimeout(() => open(link), time);
  }

  function notAnyMore(place) {
    clearTimeout(opening);
    openingLink = null;
    clearTimeout(closing);
    closing = setTimeout(() => closeAfter(place?.closest?.(".preview") || null), 280);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = targetOf(event.target);
    if (link) soon(link, 320);
    else if (event.target.closest?.(".preview")) {
      clearTimeout(closing);
      clearTimeout(opening);
      const inside = event.target.closest(".preview");
      if (shown.at(-1)?.made !== inside) notAnyMore(event.target);
    } else if (shown.length || openingLink) notAnyMore(null);
  });
  document.addEventListener("focusin", (event) => {
    const link = targetOf(event.target);
    if (link && link.matches(":focus-visible")) soon(link, 500);
    else if (shown.length && !event.target.closest?.(".preview")) notAnyMore(null);
  });
  document.addEventListener("contextmenu", (event) => {
    const link = event.pointerType === "touch" || event.pointerType === "pen" ? targetOf(event.target) : null;
    if (!link || !count || isOnDisk) return;
    event.preventDefault();
    soon(link, 0);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown.length) {
      event.preventDefault();
      drop(shown.at(-1).made);
      openingLink = null;
      clearTimeout(opening);
    }
  });
  /* A focus or a press scrolls a little by itself: only reading on closes a preview. */
  addEventListener("scroll", () => {
    if (shown.length && Math.abs(scrollY - openedAt) > 40) notAnyMore(null);
  }, { passive: true });

  window.rlnotes = Object.assign(window.rlnotes || {}, { root, load, say, pathOf, language, locale, telling });
})();
