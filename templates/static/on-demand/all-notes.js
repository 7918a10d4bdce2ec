/* All notes, filtered as you type and sorted: over what stands on this page, or over all pages of a long list, from the
   rosters of the site. Without words or a choice the list is as it was. */
(() => {
  "use strict";

  const tools = document.querySelector(".list-tools");
  if (!tools) return;
  const root = new URL(document.documentElement.dataset.root || "./", location.href);
  const isOnDisk = location.protocol === "file:";
  const count = isOnDisk ? 0 : Number(tools.dataset.rosters);
  const isPart = isOnDisk && Number(tools.dataset.rosters) > 0;
  const { words: field, kind: kinds, sort } = tools.elements;
  const status = tools.querySelector(".list-told");
  const standing = [...document.querySelectorAll("main > :is(.card-section, .paging)")];
  const AT_ONCE = 100;

  /* What is said, in English; for another language `static/words.js` came before. */

  const WORDS = {
    show_count_more: { one: "Show {count} more", other: "Show {count} more" },
    notes_found: "Notes found",
    list_unread: "The list of all notes can’t be read just now.",
    found_of: { one: "{found} of {count} notes", other: "{found} of {count} notes" },
    found_on_page: { one: "{found} of {count} on this page; opened from disk, the others can’t be read", other: "{found} of {count} on this page; opened from disk, the others can’t be read" },
  };
  const { language, locale, telling } = window.rlnotes;
  const told = telling(WORDS);

  const order = new Intl.Collator(language, { numeric: true });
  const days = new Intl.DateTimeFormat(language.startsWith("en") ? "en-GB" : locale, { dateStyle: "long", timeZone: "UTC" });

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* All notes, each with its kind and its place in the list as it stands. */

  let reading;

  function notes() {
    reading ||= count ? fromRosters() : Promise.resolve(fromPage());
    return reading;
  }

  async function fromRosters() {
    const parts = await Promise.all(Array.from({ length: count }, async (_, number) => {
      const answer = await fetch(new URL(`rosters/${number.toString(16)}.json`, root));
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }));
    const found = parts.flatMap((part) => part.notes.map(([title, href, kind, date, facts]) =>
      ({ title, href: new URL(href, root).href, kind, kindTitle: part.kinds[kind], date, facts, sought: plain(title) })));
    return found.sort((one, other) => one.kind - other.kind || order.compare(one.title, other.title));
  }

  function fromPage() {
    return standing.flatMap((section, kind) => [...section.querySelectorAll(".card")].map((card) => {
      const link = card.querySelector(".card-title a");
      const facts = [...card.querySelectorAll(".card-facts > span:not(:has(time))")].map((each) => each.textContent);
      const kindTitle = section.querySelector("h2")?.firstChild.textContent.trim() || "";
      return { title: link.textContent, href: link.href, kind, kindTitle, date: card.querySelector("time")?.dateTime || "", facts, sought: plain(link.textContent) };
    }));
  }

  /* What is asked for */

  const SORTS = {
    title: (one, other) => order.compare(one.title, other.title),
    newest: (one, other) => (one.date < other.date ? 1 : one.date > other.date ? -1 : 0),
    oldest: (one, other) => (!one.date - !other.date) || (one.date < other.date ? -1 : one.date > other.date ? 1 : 0),
  };

  const list = element("ul", { className: "cards rows" });
  const more = element("button", { type: "button", className: "list-more", textContent: told("show_count_more", { count: AT_ONCE }) });
  const place = element("section", { className: "card-section list-found", ariaLabel: told("notes_found"), hidden: true }, list, more);
  (standing.filter((each) => each.matches(".card-section")).at(-1) || tools).after(place);
  let found = [];
  let run = 0;

  async function update() {
    run += 1;
    const own = run;
    const isAsked = Boolean(field.value.trim() || kinds.value || sort.value);
    const url = new URL(location.href);
    for (const { name, value } of [field, kinds, sort]) {
      if (value.trim()) url.searchParams.set(name, value.trim());
      else url.searchParams.delete(name);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
    if (!isAsked) {
      show(false);
      status.textContent = "";
      return;
    }
    let all;
    try {
      all = await notes();
    } catch {
      reading = null;
      if (own === run) status.textContent = told("list_unread");
      return;
    }
    if (own !== run) return;
    fillKinds();
    const sought = plain(field.value).split(/\s+/).filter(Boolean);
    found = all.filter((note) => (!kinds.value || note.kindTitle === kinds.value) && sought.every((word) => note.sought.includes(word)));
    if (sort.value) found.sort(SORTS[sort.value]);
    list.replaceChildren();
    extend();
    show(true);
    status.textContent = told(isPart ? "found_on_page" : "found_of", { found: found.length, count: all.length });
  }

  function show(isFound) {
    place.hidden = !isFound;
    for (const each of standing) each.hidden = isFound;
  }

  function extend() {
    const start = list.children.length;
    list.append(...found.slice(start, start + AT_ONCE).map(row));
    more.hidden = list.children.length >= found.length;
  }

  function row({ title, href, kindTitle, date, facts }) {
    const said = [kinds.value ? "" : kindTitle, ...facts].filter(Boolean).map((fact) => element("span", { textContent: fact }));
    if (date) said.push(element("span", {}, element("time", { dateTime: date, textContent: days.format(new Date(date)) })));
    const heading = element("h2", { className: "card-title" }, element("a", { href, dir: "auto", textContent: title }));
    return element("li", { className: "card" }, element("div", { className: "card-text" }, heading, element("p", { className: "card-facts" }, ...said)));
  }

  async function fillKinds() {
    if (kinds.options.length > 1) return;
    const all = await notes().catch(() => []);
    if (kinds.options.length > 1) return;
    const uses = new Map();
    for (const note of all) uses.set(note.kindTitle, (uses.get(note.kindTitle) || 0) + 1);
    for (const [title, total] of uses) {
      if (title) kinds.append(element("option", { value: title, textContent: `${title} (${total.toLocaleString(locale)})` }));
    }
  }

  more.addEventListener("click", () => {
    const start = list.children.length;
    extend();
    list.children[start]?.querySelector("a").focus();
  });
  tools.addEventListener("focusin", fillKinds);
  field.addEventListener("input", (event) => {
    if (!event.isComposing) update();
  });
  field.addEventListener("compositionend", update);
  kinds.addEventListener("change", update);
  sort.addEventListener("change", update);
  tools.addEventListener("submit", (event) => event.preventDefault());

  const asked = new URLSearchParams(location.search);
  if (["words", "kind", "sort"].some((name) => asked.get(name))) {
    fillKinds().then(() => {
      field.value = asked.get("words") || "";
      kinds.value = asked.get("kind") || "";
      sort.value = asked.get("sort") || "";
      if (kinds.selectedIndex < 0) kinds.value = "";
      if (sort.selectedIndex < 0) sort.value = "";
      update();
    });
  }
})();
