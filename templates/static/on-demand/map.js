/* The map of everything, drawn on a canvas. The whole picture is drawn a slice at a time onto a sheet that is larger
   than what is shown; while the map moves, the last sheet moves with it, so that it stays quick however much there is. */
(() => {
  "use strict";

  const atlas = document.querySelector(".atlas");
  if (!atlas) return;
  const root = new URL(document.documentElement.dataset.root || "./", location.href);
  const word = atlas.querySelector(".atlas-word");

  /* What is said, in English; for another language `static/words.js` came before. */

  const WORDS = {
    map_on_disk: "A page that is opened from disk can’t read the map’s data: it takes a web server. All that it shows stands in {all_notes}.",
    map_unread: "The map’s data can’t be read just now. All that it shows stands in {all_notes}.",
    picture_of: { one: "A picture of {count} page and the links between them; search and lists beside it say the same in words", other: "A picture of {count} pages and the links between them; search and lists beside it say the same in words" },
    selected: "Selected",
    show_kinds: "Show",
    all_tags: "All tags",
    show_on_map: "Show on the map",
    show_on_map_title: "Show on the map: {title}",
    and_more: "and {count} more",
    clear: "Clear",
    links_to: "Links to {count}",
    linked_from: "Linked from {count}",
    no_links: "No links.",
    neighbours_of: { one: "{title}: {count} neighbour", other: "{title}: {count} neighbours" },
    communities: "Communities",
    pages_found: { one: "{count} page found", other: "{count} pages found" },
    found: "Found",
    pages_shown: { one: "{shown} of {count} page shown", other: "{shown} of {count} pages shown" },
    closer: "Closer",
    farther: "Farther",
    whole: "All",
    find_page: "Find a page",
    tag: "Tag",
  };
  const { language, locale, telling } = window.rlnotes;
  const told = telling(WORDS);

  const MARGIN = 0.35; // how much larger than the view a sheet is, on each side
  const SLICE = 7; // milliseconds of a frame for the sheet
  const REACH = 12; // pixels about a pointer in which a node is hit

  function element(name, properties = {}, ...children) {
    const { className, ...rest } = properties;
    const made = document.createElement(name);
    if (className) made.className = className;
    for (const [key, value] of Object.entries(rest)) {
      if (key.includes("-") || key === "role") made.setAttribute(key, value);
      else made[key] = value;
    }
    made.append(...children);
    return made;
  }

  /* Say why there is no map, with the link to all notes at the line end. */
  function refuse(text) {
    const [before, after] = text.split("\n");
    word.replaceChildren(before, word.querySelector("a"), after);
  }

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  if (location.protocol === "file:") {
    atlas.classList.add("is-absent");
    refuse(told("map_on_disk", { all_notes: "\n" }));
    return;
  }

  async function read(name) {
    const answer = await fetch(new URL(`map/${name}.json`, root));
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return answer.json();
  }

  const charts = Array.from({ length: Number(atlas.dataset.charts) }, (_, number) => read(number.toString(16)));
  Promise.all([read("index"), ...charts]).then(([index, ...parts]) => open(graphOf(index, parts)), () => {
    atlas.classList.add("is-absent");
    refuse(told("map_unread", { all_notes: "\n" }));
  });

  /* The graph in columns, its nodes community after community. */
  function graphOf(index, parts) {
    const companies = parts.flatMap((part) => part.companies.map((company) => [company, part.tags]));
    companies.sort((one, other) => one[0][0] - other[0][0]);
    const first = [];
    let count = 0;
    for (const [company] of companies) {
      first.push(count);
      count += company[1].length;
    }
    const graph = {
      count, kinds: index.kinds, titles: [], hrefs: [], tags: [], tagNames: [],
      x: new Float32Array(count), y: new Float32Array(count), kind: new Uint8Array(count),
      community: new Uint16Array(count), degree: new Uint16Array(count), from: [], to: [], runs: [],
      relations: index.relations, typed: index.relations.map(() => []), // pairs of nodes, by the type of their link
      communities: index.communities.map(([name, href, x, y, radius, hue], number) => (
        { name, href, x, y, radius, hue, first: first[number], size: companies[number][0][1].length })),
    };
    const tagNumbers = new Map();
    for (const [[number, titles, hrefs, kinds, tags, xs, ys, within, out, typed = []], names] of companies) {
      const community = graph.communities[number];
      const numbers = names.map((name) => {
        if (!tagNumbers.has(name)) tagNumbers.set(name, tagNumbers.size);
        return tagNumbers.get(name);
      });
      for (let place = 0; place < titles.length; place += 1) {
        const node = first[number] + place;
        graph.titles.push(titles[place]);
        graph.hrefs.push(hrefs[place]);
        graph.tags.push(tags[place].map((tag) => numbers[tag]));
        graph.kind[node] = kinds[place];
        graph.community[node] = number;
        graph.x[node] = community.x + xs[place];
        graph.y[node] = community.y + ys[place];
      }
      const start = graph.from.length;
      for (let place = 0; place < within.length; place += 2) link(first[number] + within[place], first[number] + within[place + 1]);
      for (let place = 0; place < out.length; place += 3) link(first[number] + out[place], first[out[place + 1]] + out[place + 2]);
      for (let place = 0; place < typed.length; place += 4) {
        const [member, theirs, other, relation] = typed.slice(place, place + 4);
        graph.typed[relation].push([first[number] + member, first[theirs] + other]);
      }
      graph.runs.push([start, start + within.length / 2, community.hue], [start + within.length / 2, graph.from.length, -1]);
    }
    graph.tagNames = [...tagNumbers.keys()];
    return graph;

    function link(from, to) {
      graph.from.push(from);
      graph.to.push(to);
      graph.degree[from] += 1;
      graph.degree[to] += 1;
    }
  }

  function open(graph) {
    const canvas = element("canvas", { role: "img", "aria-label": told("picture_of", { count: graph.count }) });
    const pen = canvas.getContext("2d", { alpha: false });
    const zoom = element("div", { className: "atlas-zoom" });
    const stage = element("div", { className: "atlas-stage" }, canvas, zoom);
    const side = element("div", { className: "atlas-side", role: "region", "aria-label": told("selected"), tabIndex: 0 });
    const search = element("input", { type: "search", autocomplete: "off", spellcheck: false });
    const status = element("p", { className: "atlas-facts", role: "status" });
    const kinds = element("fieldset", { className: "atlas-kinds" }, element("legend", { textContent: told("show_kinds") }));
    const tags = element("select", {}, element("option", { value: "", textContent: told("all_tags") }));

    const view = { width: 0, height: 0, ratio: 1, x: 0, y: 0, scale: 1 };
    const sheets = [null, null]; // the one that is shown, and the one in the making
    const visible = new Uint8Array(graph.count).fill(1);
    const sizes = Float32Array.from(graph.degree, (degree) => 1 + 0.35 * Math.log2(1 + degree));
    let colours = null;
    let selected = -1;
    let over = -1;
    let near = new Set();
    let job = null;
    let isStale = true;
    let lastMove = 0;
    let frame = 0;
    let titles = []; // of nodes, where there is room at this scale

    /* Colours are those of the style sheet in the theme of now. */
    function readColours() {
      const probe = element("span");
      stage.append(probe);
      const hues = Array.from({ length: 8 }, (_, hue) => {
        probe.className = `hue-${hue}`;
        return getComputedStyle(probe).color;
      });
      const relations = graph.relations.map((_, relation) => {
        probe.className = `relation-${relation}`;
        return getComputedStyle(probe).color;
      });
      probe.remove();
      const own = getComputedStyle(document.body);
      const side = getComputedStyle(status);
      colours = { hues, relations, ink: own.color, soft: side.color, paper: getComputedStyle(document.documentElement).backgroundColor };
      if (colours.paper === "rgba(0, 0, 0, 0)") colours.paper = own.backgroundColor;
      colours.font = getComputedStyle(stage).fontFamily;
    }

    /* Camera */
    const bounds = graph.communities.reduce((box, { x, y, radius }) => [
      Math.min(box[0], x - radius), Math.min(box[1], y - radius), Math.max(box[2], x + radius), Math.max(box[3], y + radius),
    ], [Infinity, Infinity, -Infinity, -Infinity]);
    const least = () => Math.min(view.width / (bounds[2] - bounds[0]), view.height / (bounds[3] - bounds[1])) * 0.94;

    function fit() {
      view.scale = Math.min(least(), 3);
      view.x = (bounds[0] + bounds[2]) / 2;
      view.y = (bounds[1] + bounds[3]) / 2;
      moved();
    }

    function moved() {
      lastMove = performance.now();
      isStale = true;
      ask();
    }

    function zoomBy(factor, atX = view.width / 2, atY = view.height / 2) {
      const before = view.scale;
      view.scale = Math.min(8, Math.max(Math.min(least() * 0.6, 1), before * factor));
      view.x += (atX - view.width / 2) * (1 / before - 1 / view.scale);
      view.y += (atY - view.height / 2) * (1 / before - 1 / view.scale);
      moved();
    }

    function panBy(dx, dy) {
      view.x = Math.min(bounds[2], Math.max(bounds[0], view.x - dx / view.scale));
      view.y = Math.min(bounds[3], Math.max(bounds[1], view.y - dy / view.scale));
      moved();
    }

    function show(x, y, scale) {
      view.scale = scale;
      view.x = x;
      view.y = y;
      moved();
    }

    /* The links in pieces that are drawn at one go: those within a community in its colour, above those that lead out. */
    const pieces = [...graph.runs].sort((one, other) => (one[2] >= 0) - (other[2] >= 0)).flatMap(([start, stop, hue]) => (
      Array.from({ length: Math.ceil((stop - start) / 500) }, (_, piece) => [start + piece * 500, Math.min(stop, start + (piece + 1) * 500), hue])));

    const radiusOf = (node, scale) => Math.min(10, Math.max(0.8, sizes[node] * 1.5 * scale ** 0.65));

    /* Browsers put drawing off until its result is asked for: asking for a pixel makes a slice take its own time. */
    const settle = (to) => void to.getImageData(0, 0, 1, 1);

    /* The sheet: first a quick one of nodes alone, then the whole. */
    function* drawn(sheet, hasLinks) {
      const { scale } = sheet;
      const to = sheet.canvas.getContext("2d", { alpha: false, willReadFrequently: true });
      const left = sheet.x - sheet.width / 2 / scale;
      const top = sheet.y - sheet.height / 2 / scale;
      const right = left + sheet.width / scale;
      const bottom = top + sheet.height / scale;
      to.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      to.fillStyle = colours.paper;
      to.fillRect(0, 0, sheet.width, sheet.height);
      const { x, y, from, to: ends } = graph;
      if (hasLinks) {
        to.lineWidth = Math.min(1, 0.5 + scale / 4);
        const alpha = Math.min(0.28, Math.max(0.035, 0.04 * scale + 400 / from.length));
        for (const [start, stop, hue] of pieces) {
          to.strokeStyle = hue < 0 ? colours.soft : colours.hues[hue];
          to.globalAlpha = hue < 0 ? alpha : Math.min(0.5, 3 * alpha);
          to.beginPath();
          for (let each = start; each < stop; each += 1) {
            const one = from[each];
            const other = ends[each];
            if (!visible[one] || !visible[other]) continue;
            if ((x[one] < left && x[other] < left) || (x[one] > right && x[other] > right)) continue;
            if ((y[one] < top && y[other] < top) || (y[one] > bottom && y[other] > bottom)) continue;
            to.moveTo((x[one] - left) * scale, (y[one] - top) * scale);
            to.lineTo((x[other] - left) * scale, (y[other] - top) * scale);
          }
          to.stroke();
          yield settle(to);
        }
        to.globalAlpha = 0.9;
        to.lineWidth = Math.min(2.5, 1 + scale / 3);
        graph.typed.forEach((pairs, relation) => {
          to.strokeStyle = colours.relations[relation];
          to.setLineDash(relation === 1 ? [5, 4] : []); // what contradicts is told apart without colours
          to.beginPath();
          for (const [one, other] of pairs) {
            if (!visible[one] || !visible[other]) continue;
            to.moveTo((x[one] - left) * scale, (y[one] - top) * scale);
            to.lineTo((x[other] - left) * scale, (y[other] - top) * scale);
          }
          to.stroke();
        });
        to.setLineDash([]);
        to.globalAlpha = 1;
      }
      let done = 0;
      for (const community of graph.communities) {
        const reach = community.radius + 4;
        if (community.x + reach < left || community.x - reach > right || community.y + reach < top || community.y - reach > bottom) continue;
        to.fillStyle = colours.hues[community.hue];
        to.beginPath();
        for (let node = community.first; node < community.first + community.size; node += 1) {
          if (!visible[node]) continue;
          const atX = (x[node] - left) * scale;
          const atY = (y[node] - top) * scale;
          const radius = radiusOf(node, scale);
          if (radius < 1.7) to.rect(atX - radius, atY - radius, 2 * radius, 2 * radius);
          else {
            to.moveTo(atX + radius, atY);
            to.arc(atX, atY, radius, 0, 7);
          }
        }
        to.fill();
        done += community.size;
        if (done > 600) {
          done = 0;
          yield settle(to);
        }
      }
    }

    function begin(hasLinks) {
      const margin = hasLinks ? MARGIN : 0;
      const width = Math.ceil(view.width * (1 + 2 * margin));
      const height = Math.ceil(view.height * (1 + 2 * margin));
      let sheet = sheets[1];
      if (!sheet || sheet.width !== width || sheet.height !== height || sheet.ratio !== view.ratio) {
        sheet = { canvas: element("canvas", { width: width * view.ratio, height: height * view.ratio }), width, height, ratio: view.ratio };
      }
      Object.assign(sheet, { x: view.x, y: view.y, scale: view.scale });
      sheets[1] = sheet;
      job = drawn(sheet, hasLinks);
      isStale = false;
    }

    function work(budget) {
      const until = performance.now() + budget;
      while (performance.now() < until) {
        if (job.next().done) {
          sheets.reverse();
          job = null;
          titles = roomFor();
          break;
        }
      }
    }

    /* Whether the sheet no longer serves: half empty, or too coarse. */
    function isWornOut() {
      const [sheet] = sheets;
      const grown = view.scale / sheet.scale;
      const slack = (extent, sheetExtent, offset) => sheetExtent * grown / 2 - extent / 2 - Math.abs(offset) * view.scale;
      return grown > 2 || slack(view.width, sheet.width, view.x - sheet.x) < 0 || slack(view.height, sheet.height, view.y - sheet.y) < 0;
    }

    const toX = (x) => (x - view.x) * view.scale + view.width / 2;
    const toY = (y) => (y - view.y) * view.scale + view.height / 2;

    function paint(now) {
      frame = 0;
      const isMoving = now - lastMove < 140;
      if (!sheets[0]) {
        begin(false);
        work(Infinity);
        isStale = true;
        mark("rlnotes map shown");
      } else if (!job && isStale && (!isMoving || isWornOut())) begin(true);
      if (job) work(isMoving ? SLICE : 2 * SLICE);
      const [sheet] = sheets;
      const grown = view.scale / sheet.scale;
      pen.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
      pen.fillStyle = colours.paper;
      pen.fillRect(0, 0, view.width, view.height);
      pen.imageSmoothingEnabled = !isMoving;
      layDown(sheet, grown);
      if (selected >= 0) drawSelected();
      drawNames();
      if (job || isStale) ask();
      else {
        mark("rlnotes map drawn");
        atlas.dataset.drawn = "whole";
      }
    }

    /* What of a sheet is in view: drawing the rest, too, takes much longer where it is enlarged. */
    function layDown(sheet, grown) {
      const startX = sheet.width / 2 + (view.x - sheet.x) * sheet.scale - view.width / 2 / grown;
      const startY = sheet.height / 2 + (view.y - sheet.y) * sheet.scale - view.height / 2 / grown;
      const left = Math.max(0, startX);
      const top = Math.max(0, startY);
      const width = Math.min(sheet.width, startX + view.width / grown) - left;
      const height = Math.min(sheet.height, startY + view.height / grown) - top;
      if (width <= 0 || height <= 0) return;
      const { ratio } = sheet;
      pen.drawImage(sheet.canvas, left * ratio, top * ratio, width * ratio, height * ratio,
        (left - startX) * grown, (top - startY) * grown, width * grown, height * grown);
    }

    function mark(name) {
      if (!performance.getEntriesByName(name).length) performance.mark(name);
    }

    function ask() {
      if (!frame) frame = requestAnimationFrame(paint);
    }

    /* A name whose place is in view is whole in view. */
    function write(text, place, y, weight) {
      const isolated = `\u2068${text}\u2069`; // which way it runs, its own letters say
      pen.font = `${weight} 13px ${colours.font}`;
      const half = pen.measureText(isolated).width / 2 + 4;
      const isSeen = place > 0 && place < view.width && 2 * half < view.width;
      const x = isSeen ? Math.min(Math.max(place, half), view.width - half) : place;
      pen.textAlign = "center";
      pen.lineJoin = "round";
      pen.lineWidth = 4;
      pen.strokeStyle = colours.paper;
      pen.strokeText(isolated, x, y);
      pen.fillStyle = colours.ink;
      pen.fillText(isolated, x, y);
    }

    function drawSelected() {
      pen.strokeStyle = colours.ink;
      pen.lineWidth = 1;
      pen.globalAlpha = 0.6;
      pen.beginPath();
      for (const node of near) {
        pen.moveTo(toX(graph.x[selected]), toY(graph.y[selected]));
        pen.lineTo(toX(graph.x[node]), toY(graph.y[node]));
      }
      pen.stroke();
      pen.globalAlpha = 1;
      for (const node of [...near, selected]) {
        const radius = radiusOf(node, view.scale) + (node === selected ? 4 : 2);
        pen.fillStyle = colours.hues[graph.communities[graph.community[node]].hue];
        pen.beginPath();
        pen.arc(toX(graph.x[node]), toY(graph.y[node]), radius, 0, 7);
        pen.fill();
        pen.stroke();
      }
    }

    /* Names of communities, the largest first, then titles of nodes: what has no room is left out. */
    const bySize = [...graph.communities].sort((one, other) => other.size - one.size || (one.name < other.name ? -1 : 1));

    function drawNames() {
      const taken = [];
      const most = view.width * view.height / 24000;
      const place = (text, x, y, weight) => {
        const half = text.length * 3.6 + 4;
        const isOff = x + half < 0 || x - half > view.width || y < 0 || y > view.height + 10;
        if (isOff || taken.some(([left, top, right, bottom]) => x - half < right && x + half > left && y - 12 < bottom && y + 5 > top)) return;
        taken.push([x - half, y - 12, x + half, y + 5]);
        write(text, x, y, weight);
      };
      for (const node of new Set([over, selected])) {
        if (node < 0) continue;
        const text = short(graph.titles[node], 60);
        const half = Math.min(view.width / 2, text.length * 3.9 + 6);
        place(text, Math.min(view.width - half, Math.max(half, toX(graph.x[node]))), toY(graph.y[node]) - 16, 600);
      }
      for (const { name, x, y, radius, size } of bySize) {
        if (taken.length > most) break;
        if (size > 1 || graph.communities.length < 40) place(short(name, 28), toX(x), toY(y - radius) + 2, 600);
      }
      for (const node of titles) {
        if (taken.length > 110) break;
        place(short(graph.titles[node], 30), toX(graph.x[node]), toY(graph.y[node]) + radiusOf(node, view.scale) + 14, 400);
      }
    }

    const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

    /* The best connected nodes of what is shown, once one stands clear of the next. */
    function roomFor() {
      if (view.scale < 1.2) return [];
      const found = [];
      const halfX = view.width / 2 / view.scale;
      const halfY = view.height / 2 / view.scale;
      for (let node = 0; node < graph.count; node += 1) {
        if (visible[node] && Math.abs(graph.x[node] - view.x) < halfX && Math.abs(graph.y[node] - view.y) < halfY) found.push(node);
      }
      return found.sort((one, other) => graph.degree[other] - graph.degree[one] || one - other).slice(0, 150);
    }

    /* The node at a place of the picture: communities are discs, so few nodes are looked at. */
    function nodeAt(atX, atY) {
      const x = (atX - view.width / 2) / view.scale + view.x;
      const y = (atY - view.height / 2) / view.scale + view.y;
      const reach = REACH / view.scale;
      let found = -1;
      let best = reach;
      for (const community of graph.communities) {
        if (Math.hypot(community.x - x, community.y - y) > community.radius + reach) continue;
        for (let node = community.first; node < community.first + community.size; node += 1) {
          const distance = visible[node] ? Math.hypot(graph.x[node] - x, graph.y[node] - y) : Infinity;
          if (distance < best) {
            best = distance;
            found = node;
          }
        }
      }
      return found;
    }

    /* Lists */
    const hrefOf = (href) => new URL(href, root).href;

    function linkTo(node) {
      return element("a", { className: "name", dir: "auto", href: hrefOf(graph.hrefs[node]), textContent: graph.titles[node] });
    }

    function dotOf(community) {
      return element("span", { className: `dot hue-${graph.communities[community].hue}` });
    }

    function row(node) {
      const button = element("button", { type: "button", textContent: "◎", title: told("show_on_map"), "aria-label": told("show_on_map_title", { title: graph.titles[node] }) });
      button.addEventListener("click", () => select(node, true));
      return element("li", {}, dotOf(graph.community[node]), linkTo(node), button);
    }

    function neighbours(node, ends, others) {
      const found = new Set();
      ends.forEach((end, each) => {
        if (end === node) found.add(others[each]);
      });
      return [...found].sort((one, other) => graph.degree[other] - graph.degree[one] || one - other);
    }

    function listed(title, nodes) {
      if (!nodes.length) return [];
      const most = 60;
      const rest = nodes.length > most ? [element("p", { className: "atlas-facts", textContent: told("and_more", { count: nodes.length - most }) })] : [];
      return [element("h3", { textContent: told(title, { count: nodes.length }) }), element("ul", {}, ...nodes.slice(0, most).map(row)), ...rest];
    }

    /* What typed links say of a node: of those that it makes, then of those that lead to it. */
    function toldOf(node) {
      return [0, 1].flatMap((end) => graph.relations.flatMap((labels, relation) => {
        const others = graph.typed[relation].filter((pair) => pair[end] === node).map((pair) => pair[1 - end]);
        if (!others.length) return [];
        return [element("h3", { className: `relation-${relation}`, textContent: labels[end] }), element("ul", {}, ...others.map(row))];
      }));
    }

    function select(node, isToBeShown) {
      selected = node;
      if (node < 0) {
        near = new Set();
        tellCommunities();
        history.replaceState(null, "", location.pathname);
        ask();
        return;
      }
      const onward = neighbours(node, graph.from, graph.to);
      const back = neighbours(node, graph.to, graph.from);
      near = new Set([...onward, ...back]);
      const community = graph.communities[graph.community[node]];
      const clear = element("button", { type: "button", textContent: told("clear") });
      clear.addEventListener("click", () => {
        select(-1, false);
        search.focus();
      });
      side.replaceChildren(
        element("h2", {}, linkTo(node)),
        element("p", { className: "atlas-facts" }, dotOf(graph.community[node]), ` ${graph.kinds[graph.kind[node]][1]} · ${community.name} `, clear),
        ...toldOf(node), ...listed("links_to", onward), ...listed("linked_from", back));
      if (!near.size) side.append(element("p", { className: "atlas-facts", textContent: told("no_links") }));
      side.scrollTop = 0;
      status.textContent = told("neighbours_of", { title: graph.titles[node], count: near.size });
      history.replaceState(null, "", `?at=${graph.hrefs[node]}`);
      if (isToBeShown) show(graph.x[node], graph.y[node], Math.max(view.scale, 1.6));
      ask();
    }

    function tellCommunities() {
      const rows = bySize.slice(0, 200).map((community) => {
        const button = element("button", { type: "button", textContent: "◎", title: told("show_on_map"), "aria-label": told("show_on_map_title", { title: community.name }) });
        button.addEventListener("click", () => show(community.x, community.y, Math.min(4, Math.min(view.width, view.height) / (2.4 * community.radius))));
        const name = community.href
          ? element("a", { className: "name", href: hrefOf(community.href), textContent: community.name })
          : element("span", { className: "name", textContent: community.name });
        return element("li", {}, element("span", { className: `dot hue-${community.hue}` }), name, element("span", { className: "atlas-facts", textContent: String(community.size) }), button);
      });
      side.replaceChildren(element("h2", { textContent: told("communities") }), element("ul", {}, ...rows));
    }

    const names = graph.titles.map(folded);

    function find() {
      const words = folded(search.value).split(/\s+/).filter(Boolean);
      if (!words.length) {
        status.textContent = "";
        if (selected < 0) tellCommunities();
        else select(selected, false);
        return;
      }
      const found = [];
      names.forEach((name, node) => {
        if (visible[node] && words.every((each) => name.includes(each))) found.push(node);
      });
      found.sort((one, other) => names[one].indexOf(words[0]) - names[other].indexOf(words[0]) || graph.degree[other] - graph.degree[one] || one - other);
      status.textContent = told("pages_found", { count: found.length });
      side.replaceChildren(element("h2", { textContent: told("found") }), element("ul", {}, ...found.slice(0, 30).map(row)));
      search.dataset.first = found.length ? String(found[0]) : "";
    }

    function filter() {
      const on = new Set([...kinds.querySelectorAll("input:checked")].map((box) => Number(box.value)));
      const tag = tags.value === "" ? -1 : Number(tags.value);
      let count = 0;
      for (let node = 0; node < graph.count; node += 1) {
        visible[node] = on.has(graph.kind[node]) && (tag < 0 || graph.tags[node].includes(tag)) ? 1 : 0;
        count += visible[node];
      }
      status.textContent = told("pages_shown", { shown: count, count: graph.count });
      job = null;
      isStale = true;
      over = -1;
      ask();
    }

    /* Tools */
    const uses = (values) => values.reduce((counts, value) => counts.set(value, (counts.get(value) || 0) + 1), new Map());
    const kindUses = uses([...graph.kind]);
    for (const [number, [, title]] of graph.kinds.entries()) {
      if (!kindUses.has(number)) continue;
      const box = element("input", { type: "checkbox", checked: true, value: String(number) });
      kinds.append(element("label", {}, box, `${title} ${kindUses.get(number).toLocaleString(locale)}`));
    }
    const tagUses = [...uses(graph.tags.flat())].sort(([one], [other]) => graph.tagNames[one].localeCompare(graph.tagNames[other], language));
    for (const [tag, count] of tagUses) tags.append(element("option", { value: String(tag), textContent: `${graph.tagNames[tag]} (${count})` }));
    const drawnTypes = graph.relations.flatMap(([label], relation) => (
      graph.typed[relation].length ? [element("span", { className: `relation-${relation}`, textContent: label })] : []));
    const legend = drawnTypes.length ? [element("p", { className: "atlas-relations" }, ...drawnTypes)] : [];
    kinds.addEventListener("change", filter);
    tags.addEventListener("change", filter);
    search.addEventListener("input", find);
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && search.dataset.first && search.value.trim()) {
        event.preventDefault();
        select(Number(search.dataset.first), true);
      }
    });
    for (const [sign, label, act] of [["+", told("closer"), () => zoomBy(1.5)], ["−", told("farther"), () => zoomBy(1 / 1.5)], ["⤢", told("whole"), fit]]) {
      const button = element("button", { type: "button", textContent: sign, "aria-label": label, title: label });
      button.addEventListener("click", act);
      zoom.append(button);
    }

    /* Pointers: one drags, two pinch, a press without a drag selects. */
    const held = new Map();
    let travelled = 0;
    const spread = () => {
      const [one, other] = [...held.values()];
      return Math.hypot(one.x - other.x, one.y - other.y);
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      held.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
      if (held.size === 1) travelled = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = held.get(event.pointerId);
      if (!before) {
        const node = nodeAt(event.offsetX, event.offsetY);
        canvas.classList.toggle("is-over", node >= 0);
        if (node !== over) {
          over = node;
          ask();
        }
        return;
      }
      const gap = held.size === 2 ? spread() : 0;
      const dx = event.offsetX - before.x;
      const dy = event.offsetY - before.y;
      held.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
      travelled += Math.abs(dx) + Math.abs(dy);
      panBy(dx / held.size, dy / held.size);
      if (gap) {
        const [one, other] = [...held.values()];
        zoomBy(spread() / gap, (one.x + other.x) / 2, (one.y + other.y) / 2);
      }
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, (event) => {
        if (end === "pointerup" && held.size === 1 && travelled < 6) select(nodeAt(event.offsetX, event.offsetY), false);
        held.delete(event.pointerId);
      });
    }
    canvas.addEventListener("pointerleave", () => {
      over = -1;
      ask();
    });
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0018)), event.offsetX, event.offsetY);
    }, { passive: false });

    function measure() {
      const wasEmpty = !view.width;
      view.ratio = Math.min(2, devicePixelRatio || 1);
      view.width = stage.clientWidth;
      view.height = stage.clientHeight;
      canvas.width = view.width * view.ratio;
      canvas.height = view.height * view.ratio;
      if (wasEmpty) fit();
      moved();
    }

    function recolour() {
      readColours();
      job = null;
      isStale = true;
      lastMove = 0;
      ask();
    }

    word.replaceWith(
      element("div", { className: "atlas-tools" },
        element("label", {}, told("find_page"), search), element("label", {}, told("tag"), tags), kinds, ...legend, status),
      element("div", { className: "atlas-body" }, stage, side));
    readColours();
    measure();
    tellCommunities();
    new ResizeObserver(measure).observe(stage);
    new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
    const asked = new URLSearchParams(location.search).get("at");
    const wanted = asked ? graph.hrefs.findIndex((href) => decodeURIComponent(href) === asked) : -1;
    if (wanted >= 0) select(wanted, true);
  }
})();
