/* Runs before the page is drawn, and once more below the choice of a view, so that what was chosen never flashes. */
(() => {
  "use strict";

  const page = document.documentElement;
  const site = new URL("../", document.currentScript.src).pathname;

  function kept(name) {
    try {
      return localStorage.getItem(`rlnotes ${site} ${name}`);
    } catch {
      return null;
    }
  }

  page.classList.add("js");
  const theme = kept("theme");
  if (theme === "light" || theme === "dark") page.dataset.theme = theme;

  const asked = new URLSearchParams(location.search).get("view");
  const views = [...document.querySelectorAll(".view-as input")];
  const chosen = [asked, kept("view")].map((name) => views.find((view) => view.value === name)).find(Boolean);
  if (chosen) chosen.checked = true;
})();
