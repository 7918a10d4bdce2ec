// Keeps a served page fresh: fetches it again when it changed, and shows what rlnotes has to say about it.
// Only `rlnotes serve` adds this to a page; a built site has none of it. Whatever comes from notes is put in as text.
(() => {
  "use strict";

  const own = document.currentScript;
  const address = own.getAttribute("src");
  const events = new URL("events", own.src);
  let build = own.dataset.build; // the build that the page, as it stands, is of
  own.remove();

  // ---- The connection ------------------------------------------------------------------------------------------

  const SOON = 500; // milliseconds
  const LATE = 5000;

  let source = null;
  let retry = 0;
  let patience = SOON;

  // Browsers allow few connections to one host: pages that nobody sees hold none, and catch up when they are seen.
  const connect = () => {
    clearTimeout(retry);
    if (source || document.hidden) return;
    events.search = new URLSearchParams({ page: location.pathname, build });
    source = new EventSource(events);
    source.onmessage = (event) => hear(JSON.parse(event.data));
    source.onerror = () => {
      report({ gone: true });
      connectLater();
    };
  };

  const disconnect = () => {
    source?.close();
    source = null;
  };

  const connectLater = () => {
    disconnect();
    clearTimeout(retry);
    retry = setTimeout(connect, patience);
    patience = Math.min(patience * 1.5, LATE);
  };

  const hear = (news) => {
    patience = SOON;
    report(news);
    if (news.looks.length) renew(news.looks);
    if (news.page) refresh();
  };

  // ---- The page ------------------------------------------------------------------------------------------------

  let isFetching = false;
  let isStaleAgain = false;

  const refresh = async () => {
    isStaleAgain = isFetching;
    if (isFetching) return;
    isFetching = true;
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
      turnInto(new DOMParser().parseFromString(await answer.text(), "text/html"), answer.redirected);
    } catch {
      connectLater(); // the server says again what is stale when we are back
    } finally {
      isFetching = false;
    }
    if (isStaleAgain) refresh();
  };

  // What can't be changed in a living page: scripts to run, a policy or a redirection in force. The browser's extensions
  // put scripts of their own in, which are none of our business.
  const sources = (page, selector) => [...page.querySelectorAll(selector)].map((each) => each.outerHTML);
  const mustStartAnew = (fresh) => {
    const running = sources(document, "script");
    const inForce = sources(document, "meta[http-equiv]").join();
    const isSame = sources(fresh, "meta[http-equiv]").join() === inForce;
    return !isSame || sources(fresh, "script").some((each) => !running.includes(each));
  };

  const turnInto = (fresh, isElsewhere) => {
    const tag = [...fresh.scripts].find((each) => each.getAttribute("src") === address);
    if (!tag || isElsewhere) return location.reload();
    tag.remove();
    if (mustStartAnew(fresh)) return location.reload();
    build = tag.dataset.build;
    keepLooks(fresh);
    const focused = document.activeElement;
    withoutToggles(() => {
      matchAttributes(document.documentElement, fresh.documentElement);
      match(document.head, fresh.head);
      match(document.body, fresh.body);
    });
    if (focused && !focused.isConnected) refocus(focused);
    document.dispatchEvent(new CustomEvent("rlnotes:refreshed"));
  };

  const refocus = (lost) => {
    const heir = (lost.id && document.getElementById(lost.id)) || document.querySelector("main[tabindex]");
    heir?.focus({ preventScroll: true });
  };

  // ---- From the old document to the new one, leaving alone what is equal ------------------------------------------

  const NEAR = 16; // how far apart equal children are looked for

  const match = (old, fresh) => {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = fresh.nodeValue;
      return;
    }
    matchAttributes(old, fresh);
    matchChildren(old, [...old.childNodes], [...fresh.childNodes]);
  };

  const matchAttributes = (old, fresh) => {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  };

  const matchChildren = (parent, olds, freshes) => {
    while (olds.length && freshes.length && olds[0].isEqualNode(freshes[0])) {
      olds.shift();
      freshes.shift();
    }
    let end = null;
    while (olds.length && freshes.length && olds.at(-1).isEqualNode(freshes.at(-1))) {
      end = olds.pop();
      freshes.pop();
    }
    freshes.forEach((fresh, index) => {
      const at = olds.slice(0, NEAR).findIndex((old) => old.isEqualNode(fresh));
      if (at >= 0) {
        olds.splice(0, at).forEach((old) => old.remove());
        olds.shift();
      } else if (olds.length && isAlike(olds[0], fresh) && !isNear(olds[0], freshes, index)) {
        match(olds.shift(), fresh);
      } else {
        parent.insertBefore(document.importNode(fresh, true), olds[0] ?? end);
      }
    });
    olds.forEach((old) => old.remove());
  };

  const isAlike = (old, fresh) => old.nodeName === fresh.nodeName && old.id === fresh.id;
  const isNear = (old, freshes, index) => freshes.slice(index + 1, index + NEAR).some((each) => old.isEqualNode(each));

  // What the reader opened or closed stays so. Equality compares attributes, so these are set back for the comparison.
  const asServed = new WeakMap();
  const noteToggles = () => document.querySelectorAll("details").forEach((each) => asServed.set(each, each.open));

  const withoutToggles = (change) => {
    const toggled = [...document.querySelectorAll("details")].filter(
      (each) => asServed.has(each) && each.open !== asServed.get(each),
    );
    const chosen = toggled.map((each) => each.open);
    for (const each of toggled) each.open = asServed.get(each);
    change();
    noteToggles();
    toggled.forEach((each, index) => (each.open = chosen[index]));
  };

  // ---- Stylesheets and pictures ------------------------------------------------------------------------------------

  const renewed = new Map(); // address in the page's source -> the address it is loaded by now
  const original = new WeakMap(); // element -> address in the page's source

  const isAt = (url, path) => decodeURI(new URL(url, location.href).pathname).endsWith(`/${path}`);
  const attribute = (element) => (element.localName === "link" ? "href" : "src");
  const written = (element) => original.get(element) ?? element.getAttribute(attribute(element));
  const anew = (url) => url.replace(/(#|$)/, `${url.includes("?") ? "&" : "?"}fresh=${Date.now()}$1`);

  const renew = (looks) => {
    const areStyles = looks.some((path) => path.endsWith(".css"));
    const links = areStyles ? [...document.querySelectorAll('link[rel~="stylesheet"][href]')] : [];
    const pictures = [...document.querySelectorAll("img[src]")].filter((each) =>
      looks.some((path) => isAt(written(each), path)),
    );
    for (const each of [...links, ...pictures]) {
      renewed.set(written(each), anew(written(each)));
    }
    pictures.forEach(repoint);
    links.forEach(restyle);
  };

  const repoint = (element) => {
    const source = written(element);
    element.setAttribute(attribute(element), renewed.get(source));
    original.set(element, source);
  };

  // The old stylesheet stays until the new one is there, so that the page is never bare.
  const restyle = (old) => {
    const fresh = old.cloneNode();
    original.set(fresh, written(old));
    repoint(fresh);
    fresh.onload = fresh.onerror = () => old.remove();
    old.after(fresh);
  };

  const keepLooks = (fresh) => {
    for (const each of fresh.querySelectorAll('link[rel~="stylesheet"][href], img[src]')) {
      if (renewed.has(written(each))) each.setAttribute(attribute(each), renewed.get(written(each)));
    }
  };

  // ---- The panel and the overlay, in a tree of their own: the site's styles and policy don't matter there ----------

  const STYLES = `
    :host { all: initial; color-scheme: light dark; --paper: #fff; --ink: #1f1d1a; --soft: #57524a; --edge: #8f897e; --error: #a3261a; --warning: #7a4b00; }
    @media (prefers-color-scheme: dark) { :host { --paper: #22201d; --ink: #edeae4; --soft: #b5afa5; --edge: #858076;
      --error: #ff9c8f; --warning: #f0bd6b; } }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .problem, .panel { position: fixed; z-index: 2147483647; background: var(--paper); color: var(--ink);
      border: 1px solid var(--edge); border-radius: 6px; box-shadow: 0 4px 24px rgb(0 0 0 / 0.25);
      font: 14px/1.45 system-ui, sans-serif; text-align: start; }
    .problem { inset: 12px 12px auto; max-width: 60rem; max-height: calc(100vh - 24px); margin: auto; padding: 12px 16px;
      overflow: auto; border-inline-start: 6px solid var(--error); }
    .panel { right: 12px; bottom: 12px; width: max-content; max-width: min(44rem, calc(100vw - 24px)); }
    summary { padding: 6px 12px; cursor: pointer; }
    .list { max-height: 50vh; padding: 0 12px 10px; overflow: auto; }
    h2 { margin: 0 0 4px; font-size: 15px; }
    .list h2 { margin: 8px 0 2px; font-size: 12px; color: var(--soft); }
    ul { margin: 0; padding: 0; list-style: none; }
    li { padding: 4px 0; border-top: 1px solid color-mix(in srgb, var(--edge) 40%, transparent); }
    li, pre, p { overflow-wrap: anywhere; }
    p { margin: 8px 0 0; color: var(--soft); }
    pre { margin: 0; white-space: pre-wrap; }
    pre, .place { font: 12.5px/1.45 ui-monospace, monospace; }
    .place { display: block; color: var(--soft); }
    .error { color: var(--error); }
    .warning { color: var(--warning); }
    button { float: inline-end; margin-inline-start: 12px; padding: 4px 12px; font: inherit; color: inherit;
      background: transparent; border: 1px solid var(--edge); border-radius: 4px; cursor: pointer; }
    :focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
    @media print { :host { display: none; } }
  `;

  const element = (name, properties = {}, children = []) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const host = element("rlnotes-live", { lang: "en", dir: "ltr" });
  const tree = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  tree.adoptedStyleSheets = [sheet];

  const message = element("pre");
  const hide = element("button", { type: "button", textContent: "Hide" });
  const heading = element("h2", { textContent: "The site can’t be built" });
  const good = element("p", { textContent: "The page below is of the last good build." });
  const problem = element("section", { className: "problem", role: "alert", hidden: true }, [
    hide,
    heading,
    message,
    good,
  ]);
  hide.onclick = () => (problem.hidden = true);

  const status = element("span", { role: "status" });
  const list = element("div", { className: "list", role: "region", ariaLabel: "Findings", tabIndex: 0 });
  const panel = element("details", { className: "panel", hidden: true }, [element("summary", {}, [status]), list]);
  tree.append(problem, panel);

  // Whether the panel is open goes along from page to page.
  const REMEMBERED = "rlnotes-findings-open";
  try {
    panel.open = sessionStorage.getItem(REMEMBERED) === "yes";
    panel.ontoggle = () => sessionStorage.setItem(REMEMBERED, panel.open ? "yes" : "no");
  } catch {
    // A browser that keeps nothing: closed on each page.
  }

  const counted = (number, noun) => (number ? [`${number} ${noun}${number === 1 ? "" : "s"}`] : []);

  const finding = (each) =>
    element("li", {}, [
      element("span", { className: "place", textContent: each.place }),
      element("strong", { className: each.severity, textContent: `${each.severity}[${each.rule}]` }),
      ` ${each.message}`,
    ]);

  const group = (title, findings) =>
    findings.length ? [element("h2", { textContent: title }), element("ul", {}, findings.map(finding))] : [];

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
    panel.hidden = !words;
  };

  const report = (news) => {
    if (news.gone) return say("rlnotes serve has stopped; waiting for it");
    if (news.problem && news.problem !== message.textContent) problem.hidden = false;
    if (!news.problem) problem.hidden = true;
    message.textContent = news.problem;
    say([...counted(news.errors, "error"), ...counted(news.warnings, "warning")].join(", "));
    const more = news.unlisted ? [element("p", { textContent: `and ${news.unlisted} more in the terminal` })] : [];
    const top = list.scrollTop;
    list.replaceChildren(...group("This page", news.here), ...group("Elsewhere", news.elsewhere), ...more);
    list.scrollTop = top;
  };

  // ---- Beginning ---------------------------------------------------------------------------------------------------

  noteToggles();
  document.documentElement.append(host);
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
