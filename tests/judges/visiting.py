"""A browser's visit to pages: what they ask for and complain of."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Literal, TypeAlias

from playwright.sync_api import Browser, BrowserContext, Page, Request

ColorScheme: TypeAlias = Literal["light", "dark"]


class Visit:
    """A page of a context, with what it asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._failed)
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _failed(self, request: Request) -> None:
        # Leaving a page while its icon is on the way is no failure.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}: {request.failure}")


@contextlib.contextmanager
def visits(
    browser: Browser, scheme: ColorScheme = "light", width: int = 1280, *, scripts: bool = True, touch: bool = False
) -> Iterator[Visit]:
    """A context of its own: nothing is kept from one to the next."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts, has_touch=touch
    )
    yield Visit(context)
    context.close()
