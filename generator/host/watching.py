"""A native watcher in the place of the one of `mkdocs serve`, which looks at every file twice a second.

It stands where MkDocs 1.6 keeps its own (`LiveReloadServer.observer`) and remembers which files changed.
"""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent
from watchfiles import watch

DEBOUNCE = 40
"""Milliseconds within which several changes are one: an editor may write a file in several steps."""


class Watcher:
    """Watches folders and files, as an observer of watchdog does."""

    def __init__(self) -> None:
        self._watched: dict[str, Any] = {}
        self._changed: set[str] = set()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def schedule(self, handler: Any, path: str, recursive: bool = True) -> str:  # noqa: ARG002 - it always is
        """Tell a handler of changes below a path."""
        self._watched[path] = handler
        return path

    def unschedule(self, path: str) -> None:
        """Tell it no longer."""
        self._watched.pop(path, None)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End it."""
        self._stop.set()

    def join(self) -> None:
        """Wait for the end."""
        if self._thread.is_alive():
            self._thread.join()

    @property
    def quiet(self) -> bool:
        """Whether nothing changed since `taken` was last asked."""
        return not self._changed

    def taken(self) -> frozenset[str]:
        """The files that changed since this was last asked."""
        with self._lock:
            changed = frozenset(self._changed)
            self._changed.clear()
        return changed

    def _run(self) -> None:
        paths = [path for path in self._watched if Path(path).exists()]
        changes = watch(*paths, stop_event=self._stop, debounce=DEBOUNCE, step=10, rust_timeout=500)
        for paths_of in changes:
            with self._lock:
                self._changed |= {path for _, path in paths_of}
            for path, handler in list(self._watched.items()):
                if any(changed == path or changed.startswith(f"{path}/") for _, changed in paths_of):
                    handler.on_any_event(FileModifiedEvent(path))


def watch_natively(server: LiveReloadServer) -> Watcher:
    """Give the server such a watcher, with all that it already watches."""
    watcher = Watcher()
    for path, handler in _handlers(server):
        watcher.schedule(handler, path)
    server.observer = watcher  # type: ignore[assignment]
    server._watch_refs = {path: path for path in server._watch_refs}
    server.build_delay = 0.01
    return watcher


def _handlers(server: LiveReloadServer) -> Iterator[tuple[str, Any]]:
    """What the server told its own watcher to do."""
    for path, ref in server._watch_refs.items():
        for handler in server.observer._handlers.get(ref, ()):
            yield path, handler
    with suppress(RuntimeError):  # it was never started
        server.observer.stop()
