"""The sample knowledge base, built once for all judges: for the disk, below a path, in directory style."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from samples import ROOT, Run, built

BASE_URL = "https://example.org/kb/"


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site as `rlnotes build` makes it."""
    return built(tmp_path_factory.mktemp("plain") / "site")


@pytest.fixture(scope="session")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site for https://example.org/kb/, in a folder `kb` of a host's root."""
    return built(tmp_path_factory.mktemp("host") / "kb", "--base-url", BASE_URL)


@pytest.fixture(scope="session")
def in_directories(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site for https://example.org/kb/ with an address like `hubs/name/` for each page."""
    folder = tmp_path_factory.mktemp("directories")
    configuration = folder / "rlnotes.toml"
    configuration.write_text('url_style = "directory"\n' + _own_configuration())
    arguments = ("-f", configuration, "--notes", ROOT / "notes", "--base-url", BASE_URL)
    return built(folder / "host" / "kb", *arguments)


def _own_configuration() -> str:
    """The sample's configuration, without what the fixture sets itself."""
    own = ROOT / "rlnotes.toml"
    text = own.read_text(encoding="utf-8") if own.exists() else ""
    return re.sub(r"(?m)^(url_style|base_url|notes|output)\s*=.*\n", "", text)


@pytest.fixture(scope="session")
def site(plain: Run) -> Path:
    """The folder of the site as `rlnotes build` makes it."""
    return plain.site
