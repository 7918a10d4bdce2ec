"""The words that planted collections are made of, and what looks like a link in them and is none."""

from __future__ import annotations

from typing import Final

FOLDERS: Final = ("", "methods", "methods/online", "论文", "Essays and more")
STEMS: Final = (
    "ppo",
    "kl-penalty",
    "trust region",
    "reward_hacking",
    "café talk",
    "Übergang",
    "策略梯度",
    "강화 학습",
    "naïve-baseline",
    "Обучение",
    "2024-05-06 meeting",
    "what is (not) known",
    "GRPO",
    "entropy & temperature",
    "v1.2 release",
)
WORDS: Final = ("variance", "noise", "credit", "depth", "scale", "budget", "search", "memory", "bias", "gain", "judges")
KEYS: Final = ("shao2024", "xu2025b", "müller1999", "van-der-berg:2021", "smith_etal2020")
HEADINGS: Final = ("Setup", "The loss", "Été à la mer", "结果 与 讨论", "Open questions", "Was übrig bleibt")
SENTENCES: Final = (
    "Rewards of equal answers cancel out.",
    "What is clipped says nothing.",
    "Une idée, déjà vue.",
    "探索与利用之间。",
    "It costs $5 to print and $10 to bind.",
)
# trust.md, A10: none of these is a link, though each looks like one.
TRAPS: Final = (
    '```sh\nif [[ -z "$X" ]]; then [[nowhere]]; fi\n```',
    "~~~\n[a](nowhere.md) and [@nobody2024]\n~~~",
    "    [[indented code]]",
    "In code: `[[nowhere]]` and ``[a](nowhere.md) ` [[x]]``, or `[^9]`.",
    "<!-- [[nowhere]]\n\n[a](nowhere.md) -->",
    "Words %% [[nowhere]] and ![[nothing]] %% words.",
    "%%\n[[nowhere]]\n\n![[nothing]]\n%%",
    "Formulas $[[1,2],[3,4]]$ and $a[b](c)$ and \\([[x]]\\) stay.",
    "$$\nM = [[1,2],[3,4]] \\quad x_{[[i]]}\n$$",
    'The shell has [[ -z "$X" ]] and a matrix is [[1,2],[3,4]].',
    "[[autodoc]] trl.GRPOTrainer",
    "[[autodoc]] GRPOConfig\n    - train\n    - save",
    "Escaped: \\[[nowhere]] and \\[a](nowhere.md) and !\\[[nothing]].",
    "<pre>\n[[nowhere]]\n</pre>",
    "Write to someone@example.org or @someone, see https://example.net/nowhere.md and <https://example.net/a.md>.",
    "[a](https://example.net/nowhere.md#nothing) and [b](mailto:a@example.org) and [c](#).",
    "<!-- rlnotes is fun --> an array\\[0\\](nowhere.md) is none.",
    "A list of [ ] and [x] and [] and [] () and [a] (nowhere.md).",
)
