/* The bibliography, filtered by title, author, year, venue and topic, and sorted: from the rosters of the sources, which
   name all authors; opened from disk, by the words that stand on the page. Without words or a choice it is as it was. */
(() => {
  "use strict";

  const tools = document.querySelector(".list-tools");
  if (!tools) return;
  const root = new URL(document.documentElement.dataset.root || "./", location.href);
  const isOnDisk = location.protocol === "file:";
  const count = Number(tools.dataset.rosters);
  const fields = [...tools.elements].filter((each) => each.name);
  const { words: sought, author, year, venue, topic, sort } = tools.elements;
  const status = tools.querySelector(".list-told");
  const standing = [...document.querySelectorAll("main > :is(.paper-section, .paging)")];
  const AT_ONCE = 100;
  const MOST_VENUES = 200;

  /* What is said, in English; for another language `static/words.js` came before. */

  const WORDS = {
    show_count_more: { one: "Show {count} more", other: "Show {count} more" },
    sources_found: "Sources found",
    bibliography_unread: "The list of sources can’t be read just now.",
    sources_of: { one: "{found} of {count} source", other: "{found} of {count} sources" },
    sources_on_page: { one: "{found} of {count} on this page; opened from disk, no more than its words can be looked through", other: "{found} of {count} on this page; opened from disk, no more than its words can be looked through" },
    cited_by: { one: "cited by {count} note", other: "cited by {count} notes" },
    cited_by_none: "cited by no note",
  };
  const { language, locale, telling } = window.rlnotes;
  const told = telling(WORDS);
  const order = new Intl.Collator(language, { numeric: true });

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  async function json(path) {
    const answer = await fetch(new URL(path, root));
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /* All sources, in the order of the bibliography */

  let reading;
  const behind = new Map();

  function sources() {
    reading ||= isOnDisk ? Promise.resolve(fromPage()) : fromRosters();
    return reading;
  }

  async function fromRosters() {
    const parts = await Promise.all(Array.from({ length: count }, (_, number) => json(`source-rosters/${number.toString(16)}.json`)));
    return parts.flatMap((part) => part.sources.map(([key, title, href, label, authors, issued, place, citing]) => ({
      key, title, label, issued, place, citing,
      href: new URL(href, root).href,
      words: plain(`${title} ${authors} ${place} ${issued}`),
      authors: plain(authors),
    })));
  }

  function fromPage() {
    return [...document.querySelectorAll(".paper-section .papers > li")].map((line) => ({ line, words: plain(line.textContent) }));
  }

  function inTopic(path) {
    if (!behind.has(path)) behind.set(path, json(path).then((items) => new Set(items.map((item) => item.id))));
    return behind.get(path);
  }

  /* What is asked for */

  const SORTS = {
    title: (one, other) => order.compare(one.title, other.title),
    newest: (one, other) => Number(other.issued || 0) - Number(one.issued || 0),
    oldest: (one, other) => (!one.issued - !other.issued) || Number(one.issued) - Number(other.issued),
    cited: (one, other) => other.citing - one.citing,
  };

  const list = element("ul", { className: "papers" });
  const more = element("button", { type: "button", className: "list-more", textContent: told("show_count_more", { count: AT_ONCE }) });
  const place = element("section", { className: "paper-section list-found", ariaLabel: told("sources_found"), hidden: true }, list, more);
  (standing.filter((each) => each.matches(".paper-section")).at(-1) || tools).after(place);
  let found = [];
  let run = 0;

  async function update() {
    run += 1;
    const own = run;
    const url = new URL(location.href);
    for (const { name, value } of fields) {
      if (value.trim()) url.searchParams.set(name, value.trim());
      else url.searchParams.delete(name);
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url);
    if (!fields.some(({ value }) => value.trim())) {
      show(false);
      status.textContent = "";
      return;
    }
    let all, members;
    try {
      all = await sources();
      members = topic.value && !isOnDisk ? await inTopic(topic.value) : null;
    } catch {
      reading = null;
      behind.delete(topic.value);
      if (own === run) status.textContent = told("bibliography_unread");
      return;
    }
    if (own !== run) return;
    const words = plain(sought.value).split(/\s+/).filter(Boolean);
    const names = plain(author.value).split(/\s+/).filter(Boolean);
    found = all.filter((each) => words.every((word) => each.words.includes(word))
      && (isOnDisk || (names.every((name) => each.authors.includes(name))
        && (!year.value || each.issued === year.value)
        && (!venue.value || each.place === venue.value)
        && (!members || members.has(each.key)))));
    if (sort.value && !isOnDisk) found.sort(SORTS[sort.value]);
    list.replaceChildren();
    extend();
    show(true);
    status.textContent = told(isOnDisk ? "sources_on_page" : "sources_of", { found: found.length, count: all.length });
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

  function row({ line, title, href, label, issued, place: where, citing }) {
    if (line) return line.cloneNode(true);
    const facts = [label, issued, where, citing ? told("cited_by", { count: citing }) : told("cited_by_none")];
    return element("li", {}, element("a", { href, dir: "auto", textContent: title }), " ",
      element("span", { className: "paper-facts", textContent: facts.filter(Boolean).join(" · ") }));
  }

  /* The choices: years newest first, venues by how often they occur */

  async function fillChoices() {
    if (isOnDisk || year.options.length > 1) return;
    const all = await sources().catch(() => []);
    if (year.options.length > 1) return;
    fill(year, counts(all, "issued").sort(([one], [other]) => Number(other) - Number(one)));
    fill(venue, counts(all, "place").sort(([one, few], [other, many]) => many - few || order.compare(one, other)).slice(0, MOST_VENUES));
  }

  function counts(all, name) {
    const uses = new Map();
    for (const each of all) if (each[name]) uses.set(each[name], (uses.get(each[name]) || 0) + 1);
    return [...uses];
  }

  function fill(choice, entries) {
    choice.append(...entries.map(([value, uses]) => element("option", { value, textContent: `${value} (${uses.toLocaleString(locale)})` })));
  }

  more.addEventListener("click", () => {
    const start = list.children.length;
    extend();
    list.children[start]?.querySelector("a").focus();
  });
  if (isOnDisk) for (const each of [author, year, venue, topic, sort]) each.closest("p").hidden = true;
  tools.addEventListener("focusin", fillChoices);
  tools.addEventListener("input", (event) => {
    if (!event.isComposing) update();
  });
  tools.addEventListener("compositionend", update);
  tools.addEventListener("submit", (event) => event.preventDefault());

  const asked = new URLSearchParams(location.search);
  if (fields.some(({ name }) => asked.get(name))) {
    fillChoices().then(() => {
      for (const each of fields) {
        each.value = asked.get(each.name) || "";
        if (each.selectedIndex < 0) each.value = "";
      }
      update();
    });
  }
})();
