"""`mkdocs serve` without its full builds: another plan after a save, and each page when a browser asks for it.

It stands in three places of MkDocs' `LiveReloadServer` (1.6): its watcher, its builder, and its answer to a request.
What it does not know, such as a change of the theme or of `mkdocs.yml`, goes to MkDocs' own builder.
"""

import logging
import posixpath
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import jinja2
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from generator.host.asking import Asked
from generator.host.precedence import Precedence
from generator.host.watching import Watcher, watch_natively

log = logging.getLogger("mkdocs.plugins.kronik")

Answer = Iterable[bytes] | None


@dataclass
class Serving:
    """Rebuilds and answers for one server."""

    server: LiveReloadServer
    builder: Callable[[], None]
    renew: Callable[[frozenset[str]], bool]
    """Takes what changed into account without a build, if it can."""
    asked: Callable[[], Asked | None]
    meanwhile: Mapping[str, bytes] = field(init=False, default_factory=dict)
    """What is shown before the first whole build, while nothing changes."""
    lock: Any = field(default_factory=threading.RLock)
    """To be held by whoever changes what is asked for."""
    precedence: Precedence = field(default_factory=Precedence)
    """Taken while somebody is answered, or a save is taken in."""
    _watcher: Watcher = field(init=False)
    _answer_of_mkdocs: Callable[[Any, Any], Answer] = field(init=False)

    def __post_init__(self) -> None:
        """Take the three places."""
        self._watcher = watch_natively(self.server)
        self._answer_of_mkdocs = self.server._serve_request
        self.server._serve_request = self._answer  # type: ignore[method-assign]
        self.server.builder = self.rebuild

    def begin(self, meanwhile: Mapping[str, bytes]) -> None:
        """Show these files until MkDocs has built the site; whoever asks for another one waits until then.

        To be called before the server starts. MkDocs counts the site as whole until a build has begun, which is a
        moment later.
        """
        self.meanwhile = meanwhile
        self.server._wanted_epoch += 1
        self.again()

    def again(self) -> None:
        """Have MkDocs build the site as soon as it can."""
        with self.server._rebuild_cond:
            self.server._want_rebuild = True
            self.server._rebuild_cond.notify_all()

    def rebuild(self) -> None:
        """What the server does after a change; a configuration or theme with mistakes leaves the site as it is."""
        with self.precedence.taken():
            if self.renew(self._watcher.taken()):
                return
        with self.lock:
            try:
                self.builder()
            except (MkDocsException, jinja2.TemplateError) as error:
                log.error("the site stays as it was: %s", error)
            self.meanwhile = {}

    def _answer(self, environ: Any, start_response: Any) -> Answer:
        asked = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        path = self._path(asked)
        made, epoch = self._known(path) or (self._made(path) if path else (None, 0))
        if made is None and path and self._made(f"{path}/index.html")[0] is not None:
            start_response("302 Found", [("Location", f"{quote(asked)}/")])
            return []
        if made is None:
            return self._answer_of_mkdocs(environ, start_response)
        if path.endswith(".html"):
            made = self.server._inject_js_into_html(made, epoch)
        headers = [("Content-Type", self.server._guess_type(path)), ("Content-Length", str(len(made)))]
        start_response("200 OK", headers)
        return [made]

    def _path(self, path: str) -> str:
        """The file of the site that is asked for; nothing for what is none."""
        if not path.startswith(self.server.mount_path) or path.startswith("/livereload/"):
            return ""
        below = path[len(self.server.mount_path) :]
        return posixpath.normpath(f"/{below}{'index.html' if path.endswith('/') else ''}").lstrip("/")

    def _known(self, path: str) -> tuple[bytes, int] | None:
        """What can be shown of it before anything is built; the browser loads it anew then."""
        found = self.meanwhile.get(path) if self._watcher.quiet else None
        return None if found is None else (found, self.server._visible_epoch)

    def _made(self, path: str) -> tuple[bytes | None, int]:
        """What is made of it now, and the state of the site that the browser then knows."""
        with self.lock, self.precedence.taken():
            epoch = self.server._visible_epoch
            asked = self.asked()
            return (asked.answer(path) if asked else None), epoch
