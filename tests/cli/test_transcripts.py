"""Every transcript, played on a folder of its own."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from shell.folders import planted

from cli.transcript import Step, read_transcript
from rlnotes.cli.main import exit_code

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.md"))
_SECONDS = re.compile(r"\d+\.\d s")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(planted(tmp_path / "site", {}))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_comes_true(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for step in read_transcript(path).steps:
        played(step, capsys)


def played(step: Step, capsys: pytest.CaptureFixture[str]) -> None:
    if step.act == "given":
        planted(Path(), {step.subject: step.text})
    elif step.act == "when":
        code = exit_code(shlex.split(step.subject))
        printed = capsys.readouterr()
        assert _SECONDS.sub("N s", printed.out + printed.err) == step.text
        assert code == step.code
    elif step.act == "holds":
        assert step.text.rstrip("\n") in Path(step.subject).read_text("utf-8")
    else:
        assert Path(step.subject).exists() == (step.act == "is there")


def test_a_document_that_can_not_be_read_is_refused(tmp_path: Path) -> None:
    for text in ("", "no title", "# T\nprose", "# T\nGiven `x`:\nno fence", "# T\nGiven `x`:\n~~~\nopen"):
        planted(tmp_path, {"t.md": text})
        with pytest.raises(ValueError, match=r"t\.md: "):
            read_transcript(tmp_path / "t.md")
