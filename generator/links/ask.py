"""Asking one address politely, from a server that may be slow, endless, lying or leading astray.

With urllib3's connections, not its pools or httpx: the host's number is looked up once, vetted, and the connection made
to just that number, so that no name can lead into a private network; every redirect is followed and vetted by us.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from generator import __version__
from generator.encode import url_fault
from generator.problems import shown

MOST_REDIRECTS = 8
MOST_BYTES = 262_144
"""Of a body only so much is read: enough to see that there is one."""

Outcome = Literal[
    "ok",
    "moved",
    "gone",
    "refused",
    "busy",
    "failing",
    "unreachable",
    "timeout",
    "certificate",
    "loop",
    "broken",
    "private",
]
GOOD = ("ok", "moved")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking an address."""

    outcome: Outcome
    status: int | None = None
    redirects: tuple[str, ...] = ()
    reason: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class _Reply:
    """One reply of one server."""

    status: int
    location: str | None
    retry_after: float | None


class _Stop(Exception):
    """The address has no answer: the outcome and why."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome: Outcome = outcome


def public_numbers(host: str, port: int) -> list[str]:
    """The numbers of a host, if all of them are public; raises `_Stop`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Stop("unreachable", f"the host is not known: {error}") from None
    numbers = sorted({str(entry[4][0]) for entry in found}, key=lambda number: (":" in number, number))
    for number in numbers:
        if not ip_address(number.partition("%")[0]).is_global:
            raise _Stop("private", f"the host leads into a private network ({number})")
    return numbers


@dataclass(frozen=True)
class Asker:
    """How addresses are asked."""

    about: str = ""
    """The address of the chronicle, for those who wonder who asks."""
    timeout: float = 15.0
    """Seconds for one reply, from the first letter to the last."""
    server: tuple[str, int] | None = None
    """For tests: the one server that every request goes to, whatever its address says."""
    look_up: Callable[[str, int], list[str]] = public_numbers
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(self, url: str) -> Answer:
        """Ask with HEAD, and with GET where that is not answered well; never raises for what a server does."""
        answer = self._follow("HEAD", url)
        if answer.outcome in (*GOOD, "busy", "private", "certificate", "unreachable", "loop"):
            return answer
        return self._follow("GET", url)

    def _follow(self, method: str, url: str) -> Answer:
        """Ask, and follow redirects to the end."""
        trail: list[str] = []
        permanent = True
        while True:
            try:
                reply = self._reply(method, trail[-1] if trail else url)
            except _Stop as stop:
                return Answer(stop.outcome, None, tuple(trail), shown(str(stop))[:200])
            if reply.location is None:
                outcome: Outcome = _outcome(reply.status)
                moved = outcome == "ok" and trail and permanent
                return Answer("moved" if moved else outcome, reply.status, tuple(trail), "", reply.retry_after)
            permanent = permanent and reply.status in (301, 308)
            following = urljoin(trail[-1] if trail else url, reply.location).partition("#")[0]
            if fault := url_fault(following):
                return Answer(
                    "broken", reply.status, tuple(trail), f"it redirects to an address that can't be linked: {fault}"
                )
            if following in (url, *trail) or len(trail) == MOST_REDIRECTS:
                return Answer("loop", reply.status, tuple(trail), "its redirects do not end")
            trail.append(following)

    def _reply(self, method: str, url: str) -> _Reply:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        number, door = self.server or (self.look_up(host, port)[0], port)
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection = self._connection(parts.scheme, host, number, door)
        headers = {"Host": parts.netloc, "User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        end = time.monotonic() + self.timeout
        hurry = threading.Timer(self.timeout, _hang_up, [connection])
        hurry.daemon = True
        hurry.start()
        try:
            connection.request(method, target, headers={**headers, "Connection": "close"}, preload_content=False)
            response = connection.getresponse()
            _read(response, end)
            if time.monotonic() >= end:  # when we hung up, what had come may look whole
                raise TimeoutError
            return _replied(response)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise _stop(error, time.monotonic() >= end) from None
        finally:
            hurry.cancel()
            connection.close()

    def _connection(self, scheme: str, host: str, number: str, port: int) -> HTTPConnection:
        if scheme == "https":
            return HTTPSConnection(number, port, timeout=self.timeout, server_hostname=host, ssl_context=self.tls)
        return HTTPConnection(number, port, timeout=self.timeout)

    @property
    def _agent(self) -> str:
        about = f"; +{self.about}" if self.about.isascii() and self.about.isprintable() and self.about else ""
        return f"kronik/{__version__} (link check{about})"


def _hang_up(connection: HTTPConnection) -> None:
    """A server that sends one letter a second would hold us for ever."""
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return


def _read(response: BaseHTTPResponse, end: float) -> None:
    """Read to the end of the body, of our patience or of what we want to know."""
    read = 0
    while read < MOST_BYTES and time.monotonic() < end:
        chunk = response.read1(16_384)
        if not chunk:
            return
        read += len(chunk)


def _replied(response: BaseHTTPResponse) -> _Reply:
    location = response.headers.get("Location") if response.status in (301, 302, 303, 307, 308) else None
    wait = None
    if said := response.headers.get("Retry-After"):
        try:
            wait = Retry().parse_retry_after(said)
        except (HTTPError, ValueError, OverflowError):
            wait = None
    return _Reply(response.status, location, wait)


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return "ok"
    if status in (404, 410):
        return "gone"
    if status in (429, 503):
        return "busy"
    return "refused" if status in (401, 402, 403, 407, 451) else "failing"


def _stop(error: Exception, late: bool) -> _Stop:
    reason = " ".join(str(error).split()) or type(error).__name__
    cause = error.__cause__ or error.__context__ or error
    if (
        any(isinstance(e, ssl.SSLError) for e in (error, cause))
        or "SSL" in type(error).__name__
        or "CERTIFICATE" in reason
    ):
        return _Stop("certificate", "its certificate or encryption is not valid")
    if late or isinstance(error, TimeoutError) or "timed out" in reason:
        return _Stop("timeout", "it did not answer in time")
    if isinstance(error, ConnectionRefusedError) or "NewConnectionError" in type(error).__name__:
        return _Stop("unreachable", "the connection was refused")
    return _Stop("broken", f"its answer is not to be read: {reason}")
