"""Keys of front matter that mean something to other tools and nothing here: they are neither used nor reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_BY_TOOL: Final[Mapping[str, str]] = {
    "Obsidian": """
        banner banner_y comment excalidraw_plugin icon id kanban_plugin obsidianeditingmode obsidianuimode
        position type uid up uuid version
        """,
    "Quartz": """
        comments disable_comments enable_toc enabletoc pin socialimage
        """,
    "Foam": """
        foam_template
        """,
    "Hugo": """
        build cascade disableshare expirydate extra featured featuredimage headless hidemeta hidesummary images
        iscjklanguage layout markup math menu menus outputs params resources series show_date showauthor
        showreadingtime showtoc sitemap taxonomies toc toc_hide tocopen translationkey
        """,
    "Jekyll": """
        author_profile bibtexurl breadcrumbs class classes entries_layout excerpt_separator feature_row feed
        gallery grand_parent has_children header jekyll last_modified mathjax nav nav_exclude paginate
        pagination parent read_time redirect_to search search_exclude section share sidebar sort_by sort_order
        tab teaser toc_icon toc_label toc_sticky url_source
        """,
    "MkDocs": """
        hide status_icon template_dir tooltip
        """,
    "MyST": """
        abbreviations affiliations biblio bibliography binder copyright downloads edit_url exports funding
        github identifiers jupyter jupytext kernelspec label myst numbering open_access options parts settings
        site social subject substitutions subtitle tocdepth
        """,
    "Pandoc and Quarto": """
        bibliography_style citeproc csl documentclass engine execute format geometry header_includes identifier
        link_citations lof lot number_sections numbersections output papersize reference_section_title
        title_block_banner toc_depth toc_title
        """,
    "Docusaurus, VitePress and others": """
        accent custom_edit_url display_sidebar exclude_search features footer generator hero
        hide_table_of_contents hide_title last_update outline pagination_next pagination_prev prev previous
        publisher robots sidebar_class_name sidebar_custom_props sidebar_position theme toc_max_heading_level
        toc_min_heading_level visibility
        """,
}

FOREIGN_KEYS: Final[Mapping[str, str]] = {key: tool for tool, keys in _BY_TOOL.items() for key in keys.split()}
"""For each key, as `normal_name` has it, a tool that knows it."""
