// Entries and citations as the reference processor of CSL writes them: from JSON on stdin, as JSON on stdout.
//     node citeproc.cjs FOLDER-OF-CITEPROC < {"style": XML, "locale": XML, "items": [CSL-JSON], "locator": TEXT}
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const CSL = require(path.join(path.resolve(process.argv[2]), "citeproc_commonjs.js"));

const { style, locale, items, locator } = JSON.parse(fs.readFileSync(0, "utf8"));
const known = new Map(items.map((item) => [item.id, item]));
const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: (id) => known.get(id) }, style, "en-US", true);
engine.opt.development_extensions.wrap_url_and_doi = false;

const told = items.map(({ id }) => {
  engine.updateItems([id]); // alone, as if no other work had its label
  const [, entries] = engine.makeBibliography();
  return { id, entry: entries.join(""), citation: engine.makeCitationCluster([{ id, label: "page", locator }]) };
});
process.stdout.write(JSON.stringify(told));
