/* Search: the index lies in small files found by the first letters of a word; docs/reference/search.md tells how. */
(() => {
  "use strict";

  const page = document.documentElement;
  const root = new URL(page.dataset.root || "./", location.href);
  const isOnDisk = location.protocol === "file:";
  const previewCount = Number(page.dataset.previews || 0);
  const fileCount = Math.max(1, previewCount >> 1);
  const endingCount = Math.max(1, fileCount >> 3);
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$()*+,-./:;=?@[]^_`{|";
  const WIDTH = 6;
  const FACETS = ["kind", "topic", "tag", "status", "year"];
  const AT_ONCE = 10;
  const WITH_EXCERPT = 5;
  const FIRST = 4; // letters that decide about the file of a term
  const LAST = 2; // letters that decide about the file of its ending
  const MOST_OF_A_PAGE = 96_000; // bytes of a page that are read for an excerpt

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /* What is said, in English; for another language `static/words.js` came before. */

  const WORDS = {
    search: "Search",
    close: "Close",
    search_for: "Search for",
    show_more: "Show more",
    facet_kind: "Kind",
    facet_topic: "Topic",
    facet_tag: "Tag",
    facet_status: "Status",
    facet_year: "Year",
    pages: { one: "{count} page", other: "{count} pages" },
    common_words: "{pages} about words as common as these",
    not_all_words: "No page has all of these words; {pages} with some",
    index_unread: "The index can’t be read just now",
    beginning_of_word: "The beginning of a word finds it from four letters on",
    nothing_found: "Nothing found",
    own_page: "Search on a page of its own",
    search_on_disk: "Opened from a disk this site can’t be searched: browsers let no page read files there. On a web server it can. Everything stands in {all_notes}, too.",
  };
  const { telling } = window.rlnotes;
  const told = telling(WORDS);

  /* Words, taken apart as src/rlnotes/parse/search_terms.py does */

  const MARKS = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0f00-\u109f\u200c\u200d\ua8e0-\ua8ff";
  const SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const WORD = new RegExp(`[\\p{L}\\p{N}${MARKS}${SPACELESS}]+`, "gu");
  const RUN = new RegExp(`([${SPACELESS}]+)`, "u");

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\u03c2/g, "\u03c3").replace(/_/g, " ");
  }

  /* The terms of a plain text, each with where it begins and ends. */
  function* placedTerms(bare) {
    for (const { 0: word, index } of bare.matchAll(WORD)) {
      let start = index;
      for (const run of word.split(RUN).filter(Boolean)) {
        const letters = [...run];
        if (letters.length > 1 && RUN.test(run)) {
          let at = start;
          for (let place = 1; place < letters.length; place += 1) {
            const pair = letters[place - 1] + letters[place];
            yield [pair, at, at + pair.length];
            at += letters[place - 1].length;
          }
        } else yield [letters.slice(0, 32).join(""), start, start + run.length];
        start += run.length;
      }
    }
  }

  const termsIn = (text) => [...placedTerms(plain(text))].map(([term]) => term);

  /* Files, each fetched once */

  const files = new Map();
  let failures = 0;

  function file(name, otherwise) {
    if (!files.has(name)) {
      files.set(name, fetch(new URL(name, root)).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer))).catch(() => {
        failures += 1;
        files.delete(name);
        return otherwise;
      }));
    }
    return files.get(name);
  }

  function hashed(text) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return hash;
  }

  const beginning = (term) => (term.includes(":") ? term : [...term].slice(0, FIRST).join(""));
  const postingsFile = (term) => file(`search/${(hashed(beginning(term)) & (fileCount - 1)).toString(16)}.json`, {});
  const endingsFile = (term) => file(`search/ends/${(hashed([...term].slice(-LAST).join("")) & (endingCount - 1)).toString(16)}.json`, []);

  function numberOf(mark) {
    return [...mark].reduce((number, letter) => number * LETTERS.length + LETTERS.indexOf(letter), 0);
  }

  async function pageOf(mark) {
    const number = numberOf(mark);
    const previews = await file(`previews/${((number & (previewCount - 1)) >>> 0).toString(16)}.json`, {});
    const path = Object.keys(previews).find((each) => hashed(each) === number);
    return path && [path, ...previews[path]];
  }

  /* One word: the pages that have it, as it is, as a beginning, or nearly */

  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    let left = one.length - 1, right = other.length - 1;
    while (left >= start && right >= start && one[left] === other[right]) { left -= 1; right -= 1; }
    const rest = [left - start + 1, right - start + 1];
    const isSwapped = rest[0] === 2 && rest[1] === 2 && one[start] === other[start + 1] && one[start + 1] === other[start];
    return Math.max(...rest) <= 1 || isSwapped;
  }

  async function candidates(term, isBeginning) {
    const here = await postingsFile(term);
    const found = [];
    if (Object.hasOwn(here, term)) found.push([term, 1]);
    if (isBeginning && term.length >= FIRST) {
      for (const other of Object.keys(here)) if (other !== term && other.startsWith(term)) found.push([other, 0.6]);
    }
    if (found.length || term.length < FIRST) return found;
    return (await nearTo(term, here)).map((other) => [other, 0.4]);
  }

  /* Words one mistake away: with the same first letters, with the same last ones, or with two changed between them. */
  async function nearTo(term, here) {
    const places = [1, 2, 3, 4].filter((place) => place + 1 < term.length);
    const swapped = places.map((place) => term.slice(0, place) + term[place + 1] + term[place] + term.slice(place + 2));
    const found = await Promise.all([
      Object.keys(here).filter((other) => !other.includes(":") && isNear(term, other)),
      endingsFile(term).then((terms) => terms.filter((other) => isNear(term, other))),
      ...swapped.map(async (other) => (Object.hasOwn(await postingsFile(other), other) ? [other] : [])),
    ]);
    return [...new Set(found.flat())];
  }

  async function pagesWith(term, isBeginning, total) {
    const scores = new Map();
    const found = await Promise.all((await candidates(term, isBeginning)).map(async ([other, factor]) => [other, factor, (await postingsFile(other))[other] || ""]));
    const isCommon = found.some(([, , text]) => text.startsWith("~"));
    const count = found.reduce((sum, [, , text]) => sum + text.length / WIDTH, 0);
    const rarity = isCommon ? 0.2 : Math.log(1 + total / Math.max(1, count));
    for (const [, factor, text] of found) {
      const postings = text.startsWith("~") ? text.slice(1) : text;
      for (let start = 0; start < postings.length; start += WIDTH) {
        const mark = postings.slice(start, start + WIDTH - 1);
        const score = Number(postings[start + WIDTH - 1]) * factor * rarity;
        scores.set(mark, Math.max(score, scores.get(mark) || 0));
      }
    }
    return { term, scores, isCommon, matched: found.map(([other]) => other) };
  }

  /* A query: pages with all words, else with some; only those that the filters let pass */

  async function find(query, filters, total) {
    const terms = [...new Set(termsIn(query))];
    const isOpen = !/\s$/.test(query);
    const words = await Promise.all(terms.map((term, place) => pagesWith(term, isOpen && place === terms.length - 1, total)));
    const last = words.at(-1);
    const isBegun = isOpen && last && !last.matched.length && last.term.length < FIRST && !RUN.test(last.term);
    if (isBegun) words.pop(); // more of this word is on its way
    const wanted = await Promise.all(filters.map(async (filter) => {
      const postings = (await postingsFile(filter))[filter] || "";
      const marks = new Set();
      for (let start = 0; start < postings.length; start += WIDTH) marks.add(postings.slice(start, start + WIDTH - 1));
      return marks;
    }));
    const needed = words.filter((word) => !word.isCommon);
    const every = (needed.length ? needed : words).map((word) => word.scores);
    let marks = words.length ? [...(every[0]?.keys() || [])].filter((mark) => every.every((scores) => scores.has(mark))) : [...(wanted[0] || [])];
    const isVague = words.length > 0 && !needed.length;
    let hasAll = true;
    const pass = (mark) => wanted.every((some) => some.has(mark));
    marks = marks.filter(pass);
    if (!marks.length && words.length > 1) {
      marks = [...new Set(words.flatMap((word) => [...word.scores.keys()]))].filter(pass);
      hasAll = !marks.length;
    }
    const scored = marks.map((mark) => [mark, words.reduce((sum, word) => sum + (word.scores.get(mark) || 0), 0)]);
    scored.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
    return { marks: scored.map(([mark]) => mark), terms: new Set(words.flatMap((word) => word.matched)), hasAll, isBegun, isVague };
  }

  /* What is found in its place: the words marked in a title, a description, or a stretch of the text */

  function places(text, terms) {
    let bare = "", at = 0;
    const origins = [];
    for (const letter of text) {
      const made = plain(letter);
      for (let count = made.length; count; count -= 1) origins.push(at);
      bare += made;
      at += letter.length;
    }
    origins.push(at);
    const begun = [...terms].filter((term) => term.length >= FIRST);
    const found = [];
    for (const [term, first, last] of placedTerms(bare)) {
      if (!terms.has(term) && !begun.some((each) => term.startsWith(each))) continue;
      const [start, end] = [origins[first], origins[last]];
      if (found.length && start <= found.at(-1)[1]) found.at(-1)[1] = end;
      else found.push([start, end]);
    }
    return found;
  }

  function marked(text, terms) {
    const pieces = [];
    let end = 0;
    for (const [first, last] of places(text, terms)) {
      pieces.push(text.slice(end, first), element("mark", { textContent: text.slice(first, last) }));
      end = last;
    }
    return [...pieces, text.slice(end)];
  }

  /* As much of a page as an excerpt is worth */
  async function beginningOf(answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let html = "";
    while (html.length < MOST_OF_A_PAGE) {
      const { done, value } = await reader.read();
      if (done) break;
      html += value;
    }
    reader.cancel();
    return html;
  }

  async function excerpt(path, terms) {
    const answer = await fetch(new URL(path.split("/").map(encodeURIComponent).join("/"), root));
    if (!answer.ok) return null;
    const read = new DOMParser().parseFromString(await beginningOf(answer), "text/html");
    for (const hidden of read.querySelectorAll("annotation, .footnote-ref, .footnote-backref")) hidden.remove();
    let best = null;
    for (const block of read.querySelectorAll(".prose :is(p, li, td, dd, blockquote)")) {
      const text = block.textContent.replace(/\s+/g, " ").trim();
      const found = places(text, terms);
      const kinds = new Set(found.map(([first, last]) => plain(text.slice(first, last)))).size;
      if (found.length && (!best || kinds > best.kinds)) best = { text, kinds, place: found[0][0] };
    }
    if (!best) return null;
    const start = best.place > 90 ? best.text.indexOf(" ", best.place - 80) + 1 : 0;
    const isCut = start + 220 < best.text.length;
    const end = isCut ? Math.max(best.text.lastIndexOf(" ", start + 220), start + 120) : best.text.length;
    return `${start ? "… " : ""}${best.text.slice(start, end)}${isCut ? " …" : ""}`;
  }

  /* The field, the filters, the list */

  function searching(isPage) {
    const input = element("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false, ariaLabel: told("search_for"), placeholder: told("search"), enterKeyHint: "search" });
    const status = element("p", { className: "search-status", role: "status" });
    const list = element("ol", { className: "search-results" });
    const more = element("button", { type: "button", className: "search-more", textContent: told("show_more"), hidden: true });
    const filters = element("div", { className: "search-filters" });
    const form = element("form", { role: "search" }, input, filters);
    const parts = [form, status, list, more];
    let total = 1, latest = 0, shown = 0, result = { marks: [], terms: new Set() }, timer;

    const ready = file("search/facets.json", {}).then((facets) => {
      total = facets.total || 1;
      const given = new URLSearchParams(isPage ? location.search : "");
      for (const name of FACETS) {
        if (!facets[name]?.length) continue;
        const label = told(`facet_${name}`);
        const select = element("select", { name, ariaLabel: label }, element("option", { value: "", textContent: label }),
          ...facets[name].map(([value, words]) => element("option", { value, textContent: words })));
        select.value = given.get(name) || "";
        if (select.selectedIndex < 0) select.value = "";
        filters.append(select);
      }
    });

    const chosen = () => [...filters.children].filter((select) => select.value).map((select) => [select.name, select.value]);

    async function run() {
      clearTimeout(timer);
      const query = input.value, number = latest += 1, failed = failures;
      const picked = chosen();
      if (isPage) {
        const url = new URL(location.href);
        url.search = new URLSearchParams([...(query ? [["q", query]] : []), ...picked]).toString();
        history.replaceState(history.state, "", url);
      }
      if (!query.trim() && !picked.length) {
        result = { marks: [], terms: new Set() };
        status.textContent = "";
        list.replaceChildren();
        more.hidden = true;
        return;
      }
      await ready;
      const found = await find(query, picked.map(([name, value]) => `${name}:${value}`), total);
      if (number !== latest) return;
      result = found;
      shown = 0;
      const items = await drawn(0, AT_ONCE, plain(query).trim());
      if (number !== latest) return;
      list.replaceChildren(...items);
      const count = result.marks.length;
      const pages = told("pages", { count });
      const none = failures > failed ? told("index_unread") : result.isBegun ? told("beginning_of_word") : told("nothing_found");
      status.textContent = !count ? none : result.isVague ? told("common_words", { pages }) : result.hasAll ? pages : told("not_all_words", { pages });
      more.hidden = shown >= count;
    }

    /* A title that is just what was typed goes before its batch. */
    async function drawn(first, last, sought = "") {
      const found = await Promise.all(result.marks.slice(first, last).map(pageOf));
      const isSought = (each) => Number(Boolean(each) && plain(each[1]).trim() === sought);
      if (sought) found.sort((one, other) => isSought(other) - isSought(one));
      shown = last;
      return found.map((each, place) => each && item(each, first + place)).filter(Boolean);
    }

    function item([path, name, facts, text, lines], place) {
      const { terms } = result;
      const link = element("a", { dir: "auto", href: new URL(path.split("/").map(encodeURIComponent).join("/"), root).href }, ...marked(name, terms));
      const isAwaited = place < WITH_EXCERPT && terms.size > 0 && Boolean(lines);
      const words = element("p", { className: isAwaited ? "search-text is-awaited" : "search-text", dir: "auto" }, ...marked(text || lines, terms));
      const made = element("li", {}, element("p", { className: "search-title" }, link), element("p", { className: "search-facts", textContent: facts }), words);
      if (isAwaited) {
        excerpt(path, terms).then((told) => { if (told) words.replaceChildren(...marked(told, terms)); }, () => {});
      }
      return made;
    }

    more.addEventListener("click", async () => {
      const items = await drawn(shown, shown + AT_ONCE);
      list.append(...items);
      more.hidden = shown >= result.marks.length;
      items[0]?.querySelector("a")?.focus();
    });
    input.addEventListener("compositionend", run);
    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (event.isComposing) return;
      timer = setTimeout(run, 90);
    });
    filters.addEventListener("change", run);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = list.querySelector("a");
      if (first) location.href = first.href;
    });

    const steer = (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      if (event.target instanceof HTMLSelectElement) return;
      const stops = [input, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
      const here = stops.indexOf(document.activeElement);
      const there = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (here < 0 || !there) return;
      event.preventDefault();
      there.focus();
    };
    return { input, parts, ready, run, steer, chosen };
  }

  /* In a dialog over any page, and on a page of its own */

  let dialog, own;

  function open(typed = "") {
    if (here) {
      here.input.focus();
      return;
    }
    if (!dialog) {
      own = searching(false);
      const whole = element("a", { className: "search-whole", href: document.querySelector(".search-link")?.href || "", textContent: told("own_page") });
      const close = element("button", { type: "button", className: "close-button", textContent: told("close") });
      close.addEventListener("click", () => dialog.close());
      whole.addEventListener("click", () => { whole.search = new URLSearchParams([["q", own.input.value], ...own.chosen()]).toString(); });
      dialog = element("dialog", { className: "search-dialog", ariaLabel: told("search") }, ...own.parts, element("p", { className: "search-foot" }, whole, close));
      dialog.addEventListener("keydown", own.steer);
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      document.body.append(dialog);
    }
    dialog.showModal();
    if (typed) own.input.value = typed;
    own.input.focus();
    if (typed) own.run();
    else own.input.select();
  }

  let here = null;
  const place = document.querySelector(".search-here");
  if (place && isOnDisk) {
    const word = place.querySelector(".search-word");
    const [before, after] = told("search_on_disk", { all_notes: "\n" }).split("\n");
    word.replaceChildren(before, word.querySelector("a"), after);
  } else if (place) {
    here = searching(true);
    place.replaceChildren(...here.parts);
    place.addEventListener("keydown", here.steer);
    here.input.value = new URLSearchParams(location.search).get("q") || "";
    here.input.focus();
    here.ready.then(here.run);
  }

  window.rlnotes = Object.assign(window.rlnotes || {}, { search: { open } });
})();
