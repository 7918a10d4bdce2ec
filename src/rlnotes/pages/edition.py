"""An edition: the site about to be laid out, with all that every page may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rlnotes.config.site import Config
from rlnotes.graph.related import Related, related_notes
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.pages.csl import Style
from rlnotes.pages.urls import HOME, Addresses, addresses_of


@dataclass(frozen=True, slots=True)
class Edition:
    """The linked site, its addresses, its close notes, its citation style and its settings."""

    site: Site
    addresses: Addresses
    related: Mapping[NodeId, tuple[Related, ...]]
    style: Style
    config: Config
    assets: tuple[str, ...]  # paths of the theme's static files

    @property
    def title(self) -> str:
        """The name of the site: the configured one, else the title of the home page's note, else "Notes"."""
        home = next((note for note in self.site.notes.values() if self.addresses.paths.get(note.path) == HOME), None)
        return self.config.title or (home.title if home else "Notes")


def edition_of(site: Site, config: Config, style: Style, assets: tuple[str, ...]) -> Edition:
    """The edition of `site` under `config`."""
    addresses = addresses_of(site, config.url_style, config.base_url)
    return Edition(site, addresses, related_notes(site, config.related_count), style, config, assets)
