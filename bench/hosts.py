"""A plain host for a built site, on loopback: compresses text as hosts do, and says nothing."""

from __future__ import annotations

import functools
import gzip
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

_TEXT: Final = ("text/", "application/json", "application/xml", "image/svg", "application/javascript")


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the standard library gives it
        """Say nothing."""

    def send_head(self) -> io.BytesIO | None:
        """Answer with the file, compressed if it is text and the browser takes that."""
        path = Path(self.translate_path(self.path))
        found = path / "index.html" if path.is_dir() else path
        if not found.is_file():
            self.send_error(404)
            return None
        kind = self.guess_type(str(found))
        answer = found.read_bytes()
        self.send_response(200)
        if kind.startswith(_TEXT) and "gzip" in self.headers.get("Accept-Encoding", ""):
            answer = gzip.compress(answer, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        return io.BytesIO(answer)

    def copyfile(self, source: io.BytesIO, outputfile: io.BufferedIOBase) -> None:  # type: ignore[override]
        """Send what was prepared; a browser that has left is no news."""
        try:
            outputfile.write(source.read())
        except ConnectionError:
            self.close_connection = True


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """The address of a site on a plain host."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
