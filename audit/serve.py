"""The site as a good host serves it: compressed, with headers, the not-found page; for measurements on this machine."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TEXT = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
}


@lru_cache(maxsize=512)
def packed(path: Path) -> bytes:
    """A file as it goes over the line, each packed once."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Static files; keep-alive, gzip for text, a year for names that change with the content."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the file, packed where that helps."""
        found, status = self._found(), 200
        if found is None:
            found, status = Path(self.directory) / "404.html", 404
        kind = TEXT.get(found.suffix)
        body = packed(found) if kind else found.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", kind or self.guess_type(found))
        if kind:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        kept = ".min." in found.name or "maps" in found.parts or found.suffix == ".pf_index"
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if kept else "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _found(self) -> Path | None:
        root = Path(self.directory).resolve()
        path = (root / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() and path.is_relative_to(root) else None


@contextmanager
def served(site: Path, handler: type[SimpleHTTPRequestHandler] = Handler) -> Iterator[str]:
    """The address of the site while it is served, on this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
