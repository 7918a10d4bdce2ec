"""The attributes that set a formula's style stand where HTML checkers expect them."""

from __future__ import annotations

import pytest

from rlnotes.parse.mathml import with_styles_apart


@pytest.mark.parametrize(
    ("core", "html"),
    [
        ("<math><mi>x</mi></math>", "<math><mi>x</mi></math>"),
        (
            '<math><mfrac displaystyle="true"><mi>a</mi><mi>b</mi></mfrac></math>',
            '<math><mstyle displaystyle="true"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle></math>',
        ),
        (
            '<mrow displaystyle="true" scriptlevel="0"><mrow><mi>a</mi></mrow></mrow>',
            '<mstyle displaystyle="true" scriptlevel="0"><mrow><mrow><mi>a</mi></mrow></mrow></mstyle>',
        ),
        (
            '<mtable displaystyle="true" scriptlevel="0"><mtr></mtr></mtable>',
            '<mtable displaystyle="true"><mtr></mtr></mtable>',
        ),
        (
            '<mspace width="1em"/><mspace scriptlevel="1"/>',
            '<mspace width="1em"/><mstyle scriptlevel="1"><mspace/></mstyle>',
        ),
        ('<math displaystyle="true"></math>', '<math displaystyle="true"></math>'),
    ],
)
def test_style_attributes_move_to_an_element_of_their_own(core: str, html: str) -> None:
    assert with_styles_apart(core) == html
