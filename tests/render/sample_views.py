"""A rich and a minimal view for every template of the theme."""
# ruff: noqa: E501 - the sample text reads better in long lines

from __future__ import annotations

from datetime import date
from typing import Any, Final

from markupsafe import Markup

from rlnotes.model.note import Confidence, LineState, Status
from rlnotes.pages.views.citing import (
    BibliographyView,
    CiteView,
    CoCitedView,
    ExportFileView,
    ExportView,
    PaperGroup,
    SourceView,
)
from rlnotes.pages.views.frame import FeedLink, MetadataView, NavLink, PageFrame, TranslationView
from rlnotes.pages.views.honesty import FallenView, QuestionGroup, QuestionsView, QuestionView, SupportView
from rlnotes.pages.views.maps import (
    MapNode,
    MapView,
    NeighbourGroup,
    NeighbourhoodView,
    NeighbourView,
    SearchView,
    TypedLine,
    WholeMapView,
)
from rlnotes.pages.views.pages import (
    AllNotesView,
    CollectionView,
    EntryView,
    FolderView,
    HomeView,
    HubView,
    LineView,
    NoteView,
    PostView,
    SitemapPageView,
    TagsView,
    TagView,
    TopicView,
)
from rlnotes.pages.views.parts import (
    BacklinkView,
    CardView,
    Colophon,
    EntryGroup,
    IdentifierView,
    LinkGroup,
    LinkView,
    ListEntry,
    PagingView,
    PaperView,
    PartView,
    ReferenceView,
    RelatedView,
    RelationView,
    SectionView,
    SentenceView,
    SitemapUrl,
    TagLink,
    TocEntry,
)
from rlnotes.pages.views.service import (
    ChartView,
    FeedEntry,
    FeedView,
    JsonView,
    LlmsFullView,
    LlmsSection,
    LlmsView,
    MarkdownView,
    NotFoundView,
    PreviewsView,
    PreviewView,
    RedirectView,
    RobotsView,
    SitemapIndexView,
    SitemapView,
)

FRAME: Final = PageFrame(
    site_title="Reinforced",
    title="A page",
    root="",
    home_href="index.html",
    stylesheets=("static/rlnotes.css",),
    scripts=("static/rlnotes.js",),
    early_script="static/early.js",
    icon_href="static/icon.svg",
    generator="rlnotes 0.1",
)

CREATED: Final = date(2026, 5, 3)
UPDATED: Final = date(2026, 11, 20)


def frame(title: str, current: str = "") -> PageFrame:
    labels = (("All notes", "notes.html"), ("Inquiring lines", "lines.html"), ("Bibliography", "bibliography.html"))
    return PageFrame(
        site_title="Reinforced",
        title=title,
        description="Notes on what reinforcement learning does to a language model’s reasoning.",
        root="",
        home_href="index.html",
        canonical="https://notes.example/page.html",
        stylesheets=("static/rlnotes.css",),
        scripts=("static/rlnotes.js",),
        early_script="static/early.js",
        icon_href="static/icon.svg",
        generator="rlnotes 0.1",
        nav=tuple(NavLink(label, href, label == current) for label, href in (*labels, ("Blog", "posts.html"))),
        footer_links=(LinkView("Tags", "tags.html"), LinkView("Sitemap", "sitemap.html")),
        feeds=(FeedLink("Reinforced", "feed.xml", "application/atom+xml"),),
        feed_href="hub.feed.xml",
        markdown_href="hub.md",
        translations=(
            TranslationView("en", "English", "", "https://notes.example/page.html"),
            TranslationView("de", "Deutsch", "de/page.html", "https://notes.example/de/page.html"),
            TranslationView("ar", "العربية", "ar/page.html", "https://notes.example/ar/page.html"),
        ),
        metadata=MetadataView(
            (("citation_title", title), ("twitter:card", "summary")),
            (("og:title", title), ("og:url", "https://notes.example/page.html?a&b")),
            Markup('{"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"A \\u003cb\\u003e"}]}'),
        ),
        footer_html=Markup("Text under <a href='license.html'>CC BY 4.0</a>."),
    )


RELATED: Final = (
    RelatedView("Does pass@k show the boundary of a model?", "pass-at-k.html", "both cite Yue et al. 2025"),
    RelatedView("Which signals come from the model itself?", "signals.html", "3 notes link to both"),
    RelatedView("Why do random rewards still teach?", "random.html", "both in “Open disagreements”"),
)

MAP: Final = MapView(
    760, 240, "M20 20L380 120M380 120L700 200",
    (
        MapNode("", "Mechanics", "a.html", 20, 20, 4, 30, 24),
        MapNode("Does pass@k show the boundary of a model?", "Does pass@k show…", "b.html", 380, 120, 6, 380, 106, "middle"),
        MapNode("", "Random & rewards", "c.html", 700, 200, 4, 690, 204, "end", is_labelled=False),
    ),
    3, 2, (TypedLine("contradicts", "Contradicts", "M20 20L700 200"),),
)  # fmt: skip
LARGE_MAP: Final = MapView(760, 240, "", MAP.nodes, 431, 0)

AROUND: Final = NeighbourhoodView(
    132, 160, 66, "M160 66L160 16M160 66L44 66",
    (
        NeighbourGroup("hubs", "Listed in", (NeighbourView("Mechanics <b>", "hub.html", 160, 16),), 1),
        NeighbourGroup("before", "Builds on", (NeighbourView("Signals", "signals.html", 44, 66),), 7),
        NeighbourGroup("after", "Built on by", (NeighbourView("Random", "random.html", 276, 66, "supported-by", "Supported by"),), 1),
        NeighbourGroup("papers", "Shared papers", (NeighbourView("Shao et al. 2024", "shao.html", 160, 116),), 2),
    ),
    "map.html?at=a.html",
)  # fmt: skip

COLOPHON: Final = Colophon(
    status=Status.IN_PROGRESS,
    confidence=Confidence.HIGHLY_LIKELY,
    importance=7,
    created=CREATED,
    updated=UPDATED,
    authors=("Ada Example", "Grace Sample"),
    license="CC BY 4.0",
    relations=(
        RelationView("contradicts", "Contradicts", (LinkView("Can <tools> push it?", "tools.html", "de"),)),
        RelationView("supported-by", "Supported by", (LinkView("Random", "random.html"),), 3),
    ),
    revisions=12,
)

SUPPORT: Final = SupportView(
    7, 2, LinkView("Random & rewards", "random.html"), Confidence.POSSIBLE,
    (FallenView(LinkView("Old", "old.html"), Status.OBSOLETE), FallenView(LinkView("قديم", "x.html", "ar"), Status.ABANDONED)),
)  # fmt: skip

TITLES: Final = (
    ("Does RL create reasoning skills, or deploy skills that pretraining left behind?",
     "Evidence from pass@k, from one-example training and from prolonged runs points in three directions."),
    ("Why does format collapse in the first hundred steps?",
     "Training settles on one of the formats seen in pretraining; which one depends on scale."),
    ("Is group-relative advantage all that is left of PPO?", "Two tricks carry most of the gain."),
    ("What does majority vote reward?", "Agreement stands in for truth, until it does not."),
    ("Can confidence be trained without labels?",
     "A model’s own certainty is a usable reward for some hundred steps, and then it is gamed."),
    ("How sparse are the updates?", "Between 5 and 30 percent of weights move, in nearly full rank."),
    ("Who grades the grader?", ""),
)  # fmt: skip


def cards(count: int, *, with_claim: bool = False) -> tuple[CardView, ...]:
    return tuple(
        CardView(
            title=TITLES[number % len(TITLES)][0],
            href=f"notes/{number}.html",
            description="" if with_claim else TITLES[number % len(TITLES)][1],
            status=Status.IN_PROGRESS if number % 3 == 1 else None,
            date=CREATED if number % 2 else None,
            claim=TITLES[number % len(TITLES)][1] if with_claim else "",
            related=RELATED if number % 4 != 3 else (),
        )
        for number in range(count)
    )


def mixed_cards() -> tuple[CardView, ...]:
    return (
        CardView("What does RL training change?", "hubs/rl.html", "A map of the evidence.", "Hub", note_count=12,
                 parts=(PartView("Which parts move?", "hubs/mechanics.html", 40), PartView("The rest", "rest.html", 1))),
        CardView("Which parts move?", "hubs/mechanics.html", "A map of the mechanics.", "Hub", note_count=40),
        CardView("Is the prior the ceiling?", "lines/prior.html", "Six lines of evidence.", "Inquiring line",
                 state=LineState.OPEN),
    )  # fmt: skip


MARKDOWN: Final = MarkdownView(
    'title: "A & <b>"\nkind: "note"',
    "# A & \\<b>",
    "https://notes.example/a.html",
    "[b](https://notes.example/b.md) & c",
)
TRAIL: Final = (LinkView("All notes", "notes.html"), LinkView("What RL changes", "hubs/rl.html"))
TOPICS: Final = (LinkView("Reinforcement learning", "topics/reinforcement-learning.html"),)
HUBS: Final = (LinkView("What RL changes", "hubs/rl.html"), LinkView("The mechanics", "hubs/mechanics.html"))
TAGS: Final = (TagLink("rlvr", "tags/rlvr.html", 12), TagLink("exploration", "tags/exploration.html", 1))
TOC: Final = (
    TocEntry("What was measured", "measured", 2),
    TocEntry("On base models", "base-models", 3),
    TocEntry("What speaks against it, and how much it weighs", "against", 2),
    TocEntry("Formulas and code", "formulas", 2),
)
REFERENCES: Final = (
    ReferenceView(
        "ref-yue2025",
        Markup("Yue, Y., Chen, Z., Lu, R. (2025). <i>Does Reinforcement Learning Really Incentivize Reasoning?</i>"),
        "sources/yue2025.html",
        ("#cite-1", "#cite-4"),
    ),
    ReferenceView("ref-shao2024", Markup("Shao, Z. et al. (2024). DeepSeekMath. <i>arXiv</i>.")),
)
BACKLINKS: Final = (
    BacklinkView(
        "Is the prior the ceiling?",
        "lines/prior.html",
        (
            SentenceView("lines/prior.html#l3", "At large k the base model overtakes, as ", "pass@k", " shows."),
            SentenceView("lines/prior.html#l9", "This is what ", "the boundary", " would look like from inside."),
        ),
        "Inquiring line",
    ),
    BacklinkView("What RL changes", "hubs/rl.html"),
)
TYPED_BACKLINKS: Final = (
    BacklinkView("Random", "random.html", relation="Supported by"),
    BacklinkView("Tools", "tools.html", relation="Contradicted by"),
    *BACKLINKS,
)
PREVIOUS: Final = LinkView("Why does format collapse?", "collapse.html")
NEXT: Final = LinkView("Can tools push the boundary outwards?", "tools.html")

BODY: Final = Markup("""
<p>At <math><mi>k</mi><mo>=</mo><mn>1</mn></math> the trained model wins on every benchmark; at 256 samples its base model
has caught up or passed it <span class="citation"><a href="#ref-yue2025">(Yue et al. 2025)</a></span>. Whether this is a
<em>boundary</em> or only the <a href="x.html">price of narrowing</a> is the question; see also
<span class="missing-link">kl-penalti</span> and <a rel="external" href="https://arxiv.example/">the preprint</a>.<sup
class="footnote-ref"><a href="#fn1" id="fnref1">1</a></sup></p>
<h2 id="sources">Sources</h2><h2 id="content">Content</h2><h2 id="measured">What was measured <a class="anchor" href="#measured" aria-label="Link to this section">#</a></h2>
<p>Three families, <mark>seven benchmarks</mark>, up to 1,024 samples with <code>temperature=0.6</code>.</p>
<ul><li>Base models overtake on AIME from about k = 32.</li><li>On LiveCodeBench the crossing comes later.
<ul><li>One family never crosses.</li></ul></li></ul>
<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" disabled checked aria-label="done"> read the appendix</li>
<li class="task-list-item"><input type="checkbox" disabled aria-label="to do"> repeat at 7B</li></ul>
<h3 id="base-models">On base models</h3>
<div class="table-wrapper"><table><thead><tr><th>Model</th><th class="align-right">pass@1</th>
<th class="align-right">pass@256</th><th>Remark</th></tr></thead><tbody>
<tr><td>Qwen2.5-7B</td><td class="align-right">9.6</td><td class="align-right">51.3</td><td>base</td></tr>
<tr><td>Oat-Zero-7B</td><td class="align-right">27.9</td><td class="align-right">46.7</td><td>after RL</td></tr>
</tbody></table></div>
<blockquote><p>The reasoning abilities originate from and are bounded by the base model.</p></blockquote>
<aside class="callout callout-warning"><p class="callout-title">Caution</p><p>The runs are short; prolonged training is
another matter.</p></aside>
<details class="callout callout-note"><summary class="callout-title">How pass@k is estimated</summary>
<p>From n samples of which c are right.</p></details>
<h2 id="against">What speaks against it, and how much it weighs</h2>
<dl><dt>pass@k</dt><dd>The chance that one of k samples is right.</dd><dt>Boundary</dt><dd>What no sample reaches.</dd></dl>
<div class="embed"><p class="embed-title"><a href="other.html">The n−1 probe</a></p><p>Give the model all steps but the
last, and see whether it finds it.</p></div>
<h2 id="formulas">Formulas and code</h2>
<div class="math-display" tabindex="0"><math display="block"><mrow><mi>J</mi><mo>(</mo><mi>θ</mi><mo>)</mo><mo>=</mo>
<msub><mi>𝔼</mi><mrow><mi>q</mi><mo>∼</mo><mi>D</mi></mrow></msub><mrow><mo>[</mo><mfrac><mn>1</mn><mi>G</mi></mfrac>
<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>G</mi></munderover>
<mo>min</mo><mo>(</mo><msub><mi>ρ</mi><mi>i</mi></msub><msub><mover><mi>A</mi><mo>^</mo></mover><mi>i</mi></msub>
<mo>)</mo><mo>−</mo><mi>β</mi><msub><mi>D</mi><mtext>KL</mtext></msub><mo>]</mo></mrow></mrow></math></div>
<pre tabindex="0"><code class="language-python"><span class="k">def</span> <span class="nf">advantage</span>(rewards):
    <span class="sd">"Rewards of one group, centred and scaled."</span>
    mean = <span class="nb">sum</span>(rewards) / <span class="nb">len</span>(rewards)  <span class="c1"># not a baseline</span>
    <span class="k">return</span> [(r - mean) / (std(rewards) + <span class="mf">1e-8</span>) <span class="k">for</span> r <span class="ow">in</span> rewards]
</code></pre>
<figure><img src="static/icon.svg" alt="Three linked dots" width="120" height="120"><figcaption>Three notes, two links and
one question between them.</figcaption></figure>
<ol><li>First the format settles.</li><li>Then the strategy.</li></ol>
<section class="footnotes"><h2 class="visually-hidden">Footnotes</h2><ol><li id="fn1"><p>The preprint has four versions. <a class="footnote-backref"
href="#fnref1" aria-label="Back to the text">↩</a></p></li></ol></section>
""")

PAPERS: Final = tuple(
    PaperView(title, f"sources/{number}.html", authors, year, venue, number)
    for number, (title, authors, year, venue) in enumerate(
        (
            ("DeepSeekMath: Pushing the Limits of Mathematical Reasoning", "Shao et al.", "2024", "arXiv"),
            ("Does Reinforcement Learning Really Incentivize Reasoning Capacity?", "Yue et al.", "2025", "NeurIPS"),
            ("Proximal Policy Optimization Algorithms", "Schulman et al.", "2017", ""),
            ("Kimi k1.5: Scaling Reinforcement Learning with LLMs", "Kimi Team", "2025", "arXiv"),
            ("Training language models to follow instructions", "Ouyang et al.", "2022", "NeurIPS"),
        )
    )
)

SECTIONS: Final = (
    SectionView("Essay angles", "essay-angles", cards(2), text_html=Markup("<p>Two ways into the matter.</p>")),
    SectionView("Third reading pass", "third-reading-pass", cards(5), date=CREATED),
    SectionView("Open disagreements", "open-disagreements", cards(1)),
)

ENTRIES: Final = (
    ListEntry("Polish or frontier?", "posts/polish.html", "What a better score is worth.", CREATED, "", 7),
    ListEntry("Rewards without verifiers", "pubs/x.html", "", UPDATED, "NeurIPS 2026", None,
              (LinkView("Paper", "x.pdf"), LinkView("Slides", "y.pdf"))),
    ListEntry("A short one", "posts/short.html", reading_minutes=0),
)  # fmt: skip

BIBTEX: Final = (
    "@article{shao2024,\n  title = {DeepSeekMath: Pushing the Limits of <Reasoning> & More},\n  year = {2024}\n}"
)

CITE: Final = CiteView(
    Markup("Example, A. (2026). <i>A note</i>. Reinforced."), (ExportView("BibTeX", BIBTEX), ExportView("RIS", "TY  - ELEC")),
    UPDATED, "https://notes.example/a.html?b&c",
)  # fmt: skip
PACKS: Final = (LinkView("BibTeX", "hubs/rl.sources.bib"), LinkView("CSL-JSON", "hubs/rl.sources.json"))

RICH: Final[dict[str, Any]] = {
    "home.html.jinja": HomeView(
        frame("Reinforced"),
        Markup("<p>Start with a hub, or with a question that is still open.</p>"),
        mixed_cards()[:2],
        (CardView("Reasoning", "topics/reasoning.html", "All of it.", "", note_count=1),),
        mixed_cards()[2:],
        cards(5),
        LinkView("All 77 notes", "notes.html"),
        COLOPHON,
        (TagLink("Deep guides", "guides/deep/index.html", 17), TagLink("Talks", "talks/index.html", 1)),
    ),
    "all_notes.html.jinja": AllNotesView(
        frame("All notes", "All notes"), "All notes", 8, SECTIONS, TRAIL[:1], "Everything.",
        script_href="static/on-demand/all-notes.js", styles_href="static/on-demand/all-notes.css", roster_count=2,
    ),
    "note.html.jinja": NoteView(
        frame(TITLES[0][0]), TITLES[0][0], BODY, TRAIL, TITLES[0][1], "", TOC, HUBS, TAGS, REFERENCES, TYPED_BACKLINKS, RELATED,
        PREVIOUS, NEXT, COLOPHON, TOPICS, neighbourhood=AROUND, cite=CITE,
    ),
    "hub.html.jinja": HubView(
        frame("What RL changes"), "What does RL training do to a language model’s capacity for reasoning?", 8, SECTIONS,
        TRAIL[:1], "A map of how reinforcement learning changes reasoning, and what training gives up along the way.",
        Markup("<p>Read the essay angles first.</p>"), Markup("<p>To be continued.</p>"), TAGS, REFERENCES, BACKLINKS,
        RELATED, Colophon(updated=UPDATED), map=MAP, packs=PACKS,
    ),
    "topic.html.jinja": TopicView(
        frame("Reasoning"), "Reinforcement learning for reasoning", cards(7), PAPERS, TRAIL[:1], "What the notes say.",
        Markup("<p>Gathered by tag.</p>"), HUBS, TAGS, REFERENCES, BACKLINKS, RELATED, COLOPHON, map=LARGE_MAP, packs=PACKS,
    ),
    "line.html.jinja": LineView(
        frame("Is the prior the ceiling?"), "Is the pretrained prior the ceiling of what RL can reach?", BODY,
        cards(6, with_claim=True), mixed_cards(), TRAIL[:1], TITLES[0][1], TOC, HUBS, TAGS, REFERENCES, BACKLINKS, RELATED,
        Colophon(state=LineState.OPEN, confidence=Confidence.POSSIBLE, created=CREATED, claim="Not yet <known>.",
                 reviewed=UPDATED, revisions=1, log_href="https://forge.example/log?a&b"),
        neighbourhood=AROUND, support=SUPPORT, cite=CITE, packs=PACKS,
    ),
    "source.html.jinja": SourceView(
        frame("DeepSeekMath"), "DeepSeekMath: Pushing the Limits of Mathematical Reasoning in Open Language Models",
        (LinkView("All notes", "notes.html"), LinkView("Bibliography", "bibliography.html")), "Preprint",
        ("Zhihong Shao", "Peiyi Wang", "Qihao Zhu"), True, "2024", "arXiv", "Version 3",
        (IdentifierView("arXiv", "2402.03300", "https://arxiv.example/abs/2402.03300"), IdentifierView("ISBN", "978-0")),
        (LinkView("Publisher’s page", "https://publisher.example/"),),
        "Mathematical reasoning poses a significant challenge for language models.",
        Markup("<p>The paper that brought group-relative advantage.</p>"),
        Markup("Shao, Z. et al. (2024). <i>DeepSeekMath</i>."), BACKLINKS,
        (CoCitedView("Proximal Policy Optimization Algorithms", "ppo.html", "Schulman et al. 2017", 3),
         CoCitedView("Kimi k1.5", "kimi.html", "Kimi Team 2025", 1)),
        (ExportView("BibTeX", BIBTEX), ExportView("CSL-JSON", "{}")), TAGS, REFERENCES, RELATED, COLOPHON, lines=mixed_cards(),
    ),
    "post.html.jinja": PostView(
        frame("Polish or frontier?", "Blog"), "Polish or frontier?", BODY, TRAIL[:1], "What a better score is worth.",
        CREATED, 7, TOC, HUBS, TAGS, REFERENCES, BACKLINKS, RELATED, PREVIOUS, NEXT, COLOPHON, cite=CITE,
    ),
    "entry.html.jinja": EntryView(
        frame("Rewards without verifiers"), "Rewards without verifiers", Markup("<p>An abstract.</p>"), "Publication",
        TRAIL[:1], "A paper.", CREATED, "NeurIPS 2026", ("Ada Example",), "Example, A. (2026). Rewards.",
        (LinkView("Paper", "x.pdf"), LinkView("Slides", "y.pdf")), (IdentifierView("DOI", "10.1/x", "https://doi.example"),),
        TOC, HUBS, TAGS, REFERENCES, BACKLINKS, RELATED, PREVIOUS, NEXT, COLOPHON,
    ),
    "collection.html.jinja": CollectionView(
        frame("Blog", "Blog"), "Blog", (EntryGroup("2026", "y2026", ENTRIES), EntryGroup("2025", "y2025", ENTRIES[:1])),
        TRAIL[:1], "Posts.", Markup("<p>Now and then.</p>"),
    ),
    "tags.html.jinja": TagsView(
        frame("Tags"), "Tags", tuple(TagLink(f"tag-{n}", f"tags/{n}.html", n) for n in range(1, 15)), TRAIL[:1], "All."
    ),
    "tag.html.jinja": TagView(
        frame("rlvr"), "rlvr", cards(3), TRAIL[:1], "Notes under this tag.",
        PagingView(2, 3, 203, "tags/rlvr.html", "tags/rlvr-3.html"),
    ),
    "folder.html.jinja": FolderView(
        frame("Guides"), "Guides", 120, (TagLink("Deep guides", "guides/deep/index.html", 17),), mixed_cards(), TRAIL[:2],
        "What is in a folder.", PagingView(1, 2, 103, "", "guides-2/index.html"),
    ),
    "questions.html.jinja": QuestionsView(
        frame("Questions", "Questions"), "Questions", 4,
        (
            QuestionGroup(LineState.OPEN, (
                QuestionView("Is the prior the ceiling?", "lines/prior.html", "Not <yet> known.", Confidence.POSSIBLE,
                             UPDATED, SUPPORT, LinkView("Random & rewards", "random.html"), CREATED),
                QuestionView("Alone", "lines/alone.html"),
            )),
            QuestionGroup(LineState.DROPPED, (
                QuestionView("متروك", "x.html", "لا", Confidence.IMPOSSIBLE, None, SupportView(1, 1), lang="ar"),
                QuestionView("Reviewed", "y.html", reviewed=UPDATED, support=SupportView(1)),
            )),
        ),
        TRAIL[:1], "What is asked here.", PagingView(2, 3, 250, "questions.html", "questions-3.html"),
    ),
    "bibliography.html.jinja": BibliographyView(
        frame("Bibliography", "Bibliography"), "Bibliography", 7,
        (PaperGroup("2025", "y2025", PAPERS), PaperGroup("2024", "y2024", PAPERS[:2])), TRAIL[:1], "All sources.", packs=PACKS, topics=TOPICS, script_href="static/on-demand/bibliography.js",
        styles_href="b.css", roster_count=2,
    ),
    "sitemap_page.html.jinja": SitemapPageView(
        frame("Sitemap"), "Sitemap", (LinkGroup("Hubs", "hubs", HUBS), LinkGroup("Pages", "pages", TRAIL)), TRAIL[:1], "All."
    ),
    "404.html.jinja": NotFoundView(frame("Page not found"), TRAIL),
    "redirect.html.jinja": RedirectView("New home", "../new.html", "https://notes.example/new.html"),
    "sitemap.xml.jinja": SitemapView(
        (SitemapUrl("https://notes.example/", UPDATED), SitemapUrl("https://notes.example/a.html?b=1&c=2"))
    ),
    "sitemap_index.xml.jinja": SitemapIndexView(
        (SitemapUrl("https://notes.example/sitemap-1.xml", UPDATED), SitemapUrl("https://notes.example/sitemap-2.xml"))
    ),
    "feed.xml.jinja": FeedView(
        "News <b>", "https://notes.example/?a&b", "https://notes.example/feed.xml", UPDATED, "Ada & Bob", "rlnotes 0.1",
        "What is new.", "CC-BY-4.0", "en",
        (FeedEntry("A “title” <i>", "https://notes.example/a.html", CREATED, UPDATED, "<p>Text &amp; ]]></p>", "Short.",
                   ("Ada",), ("rlvr",), "de"),),
    ),
    "feed.json.jinja": JsonView(Markup('{"version":"https://jsonfeed.org/version/1.1","items":[]}')),
    "graph.json.jinja": JsonView(Markup('{"version":1,"nodes":[{"id":"a.md","title":"A <b>"}],"edges":[]}')),
    "export.txt.jinja": ExportFileView(Markup("@book{k,\n  title = {{R&D <1>}}\n}")),
    "page.md.jinja": MARKDOWN,
    "llms.txt.jinja": LlmsView("# A & <b>", "Notes & more.", (LlmsSection("Hubs", "- [A & <b>](a.md): so", 3),)),
    "llms_full.txt.jinja": LlmsFullView("A & <b>", (MARKDOWN, MARKDOWN), 7, "llms.txt"),
    "robots.txt.jinja": RobotsView("https://notes.example/a&b/sitemap.xml", ("/drafts/",)),
    "search.html.jinja": SearchView(
        frame("Search"), "Search", "static/on-demand/search.js", "static/on-demand/search.css",
        LinkView("All notes", "notes.html"),
    ),
    "map.html.jinja": WholeMapView(
        frame("Map of everything"), "Map of everything", "static/on-demand/map.js", "static/on-demand/map.css", 2,
        LinkView("All notes", "notes.html"), HUBS,
    ),
    "chart.json.jinja": ChartView(Markup('{"kinds":[["note","Notes <b>"]],"communities":[]}')),
    "words.js.jinja": ChartView(Markup('{"language":"de","words":{"copy":"Kopieren <b>"}}')),
    "previews.json.jinja": PreviewsView(
        (
            PreviewView("a.html", "A “title” <b>", "Note", Status.DRAFT, None, "Says \"this\"", "First …", linking=2),
            PreviewView("日本.html", "日本", "Sub-map", member_count=1, near=(LinkView("A", "a.html"),) * 2),
        )
    ),
}  # fmt: skip

MINIMAL: Final[dict[str, Any]] = {
    "home.html.jinja": HomeView(FRAME),
    "all_notes.html.jinja": AllNotesView(FRAME, "All notes", 0, ()),
    "note.html.jinja": NoteView(FRAME, "A note", Markup()),
    "hub.html.jinja": HubView(FRAME, "A hub", 1, (SectionView("", "s1", cards(1)),)),
    "topic.html.jinja": TopicView(FRAME, "A topic", (), ()),
    "line.html.jinja": LineView(FRAME, "A line", Markup()),
    "source.html.jinja": SourceView(FRAME, "A source"),
    "post.html.jinja": PostView(FRAME, "A post", Markup()),
    "entry.html.jinja": EntryView(FRAME, "A talk", Markup(), "Talk"),
    "collection.html.jinja": CollectionView(FRAME, "Talks", (EntryGroup("", "all", (ListEntry("A", "a.html"),)),)),
    "tags.html.jinja": TagsView(FRAME, "Tags", ()),
    "tag.html.jinja": TagView(FRAME, "A tag", ()),
    "folder.html.jinja": FolderView(FRAME, "A folder", 0),
    "bibliography.html.jinja": BibliographyView(FRAME, "Bibliography", 0, ()),
    "questions.html.jinja": QuestionsView(FRAME, "Questions", 0, ()),
    "sitemap_page.html.jinja": SitemapPageView(FRAME, "Sitemap", ()),
    "404.html.jinja": NotFoundView(FRAME),
    "redirect.html.jinja": RedirectView("New home", "new.html"),
    "sitemap.xml.jinja": SitemapView(()),
    "sitemap_index.xml.jinja": SitemapIndexView(()),
    "feed.xml.jinja": FeedView("News", "https://a.example/", "https://a.example/f", UPDATED, "Ada", "rlnotes 0.1"),
    "feed.json.jinja": JsonView(Markup("{}")),
    "graph.json.jinja": JsonView(Markup("{}")),
    "export.txt.jinja": ExportFileView(Markup("[]")),
    "page.md.jinja": MarkdownView('title: "A"', "# A", "a.html"),
    "llms.txt.jinja": LlmsView("# A", ""),
    "llms_full.txt.jinja": LlmsFullView("A"),
    "robots.txt.jinja": RobotsView(),
    "search.html.jinja": SearchView(FRAME, "Search", "search.js", "search.css", LinkView("All notes", "notes.html")),
    "map.html.jinja": WholeMapView(FRAME, "Map", "map.js", "map.css", 1, LinkView("All notes", "notes.html")),
    "chart.json.jinja": ChartView(Markup("{}")),
    "words.js.jinja": ChartView(Markup("{}")),
    "previews.json.jinja": PreviewsView(()),
}
