// Eleventy's settings: backlinks are worked out once for all notes; the rest are layouts.
const links = /\]\(\/([^/)#]+)\//g;

export default function (eleventy) {
  eleventy.addCollection("note", (all) => all.getAll().filter((item) => item.page.inputPath.endsWith(".md")));

  eleventy.addCollection("backlinks", (all) => {
    const found = {};
    for (const item of all.getAll()) {
      const targets = new Set(Array.from(item.rawInput.matchAll(links), (match) => `/${match[1]}/`));
      for (const target of targets) (found[target] ??= []).push({ url: item.url, title: item.data.title });
    }
    return found;
  });

  return { dir: { input: "content", layouts: "../layouts", output: "_site" }, markdownTemplateEngine: false };
}
