"""`kronik links` against a server of our own that is slow, endless, lying, leading astray; never another host."""

import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
import trustme

from generator.links.ask import Asker, _Stop, public_numbers
from generator.links.book import FILE
from tests.test_cli import kronik
from tests.test_diff import put

Handler = Callable[[socket.socket, str], None]


def says(status: str, headers: str = "", body: bytes = b"x") -> Handler:
    """A plain reply."""

    def reply(sock: socket.socket, method: str) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        sock.sendall(head.encode() + (b"" if method == "HEAD" else body))

    return reply


def only_get(sock: socket.socket, method: str) -> None:
    """A server that knows no HEAD."""
    says("405 No" if method == "HEAD" else "200 OK")(sock, method)


def endless(sock: socket.socket, method: str) -> None:
    """A body without an end."""
    sock.sendall(b"HTTP/1.1 " + (b"500 No\r\n\r\n" if method == "HEAD" else b"200 OK\r\n\r\n"))
    with suppress(OSError):
        while method == "GET":
            sock.sendall(b"x" * 65536)


def drips(sock: socket.socket, _: str) -> None:
    """A header of one letter now and then."""
    with suppress(OSError):
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500:
            sock.sendall(bytes([letter]))
            time.sleep(0.05)


def lies(sock: socket.socket, method: str) -> None:
    """Fewer letters than it promised."""
    says("500 No")(sock, method) if method == "HEAD" else sock.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nx"
    )


@dataclass
class Server:
    """What is asked of it, and the address it has."""

    address: tuple[str, int]
    asked: list[tuple[float, str, str]] = field(default_factory=list)
    busy: int = 1

    def once_busy(self, sock: socket.socket, method: str) -> None:
        """Asks for a second of patience, once."""
        self.busy -= 1
        reply = says("429 Wait", "Retry-After: 1\r\n") if self.busy >= 0 else says("200 OK")
        reply(sock, method)


NEVER = "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n"
ROUTES: dict[str, Handler] = {
    "/ok": says("200 OK"),
    "/get": only_get,
    "/gone": says("404 No"),
    "/refused": says("403 No"),
    "/failing": says("500 No"),
    "/moved": says("301 Moved", "Location: /ok\r\n"),
    "/found": says("302 Found", "Location: /ok\r\n"),
    "/loop": says("302 Found", "Location: /loop2\r\n"),
    "/loop2": says("302 Found", "Location: /loop\r\n"),
    "/private": says("302 Found", "Location: http://127.0.0.1/secret\r\n"),
    "/script": says("302 Found", "Location: javascript:1\r\n"),
    "/silent": lambda _sock, _: time.sleep(3),
    "/drips": drips,
    "/endless": endless,
    "/lies": lies,
    "/garbage": lambda sock, _: sock.sendall(b"\x00\xff\r\n\r\n"),
    "/closed": lambda _sock, _: None,
    "/hours": says("503 Wait", "Retry-After: 7200\r\n"),
    "/date": says("503 Wait", NEVER),
    "/many": says("200 OK", "".join(f"X-{n}: y\r\n" for n in range(300))),
}


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine, as bad as servers are."""
    listening = socket.create_server(("127.0.0.1", 0))
    made = Server(("127.0.0.1", listening.getsockname()[1]))
    thread = threading.Thread(target=_serve, args=(listening, made), daemon=True)
    thread.start()
    yield made
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(timeout=10)


def _serve(listening: socket.socket, made: Server) -> None:
    with suppress(OSError):
        while True:
            sock, _ = listening.accept()
            threading.Thread(target=_answer, args=(sock, made), daemon=True).start()


def _answer(sock: socket.socket, made: Server) -> None:
    with sock, suppress(OSError):
        sock.settimeout(10)
        asked = sock.recv(65536).decode(errors="replace")
        if not asked.startswith(("GET ", "HEAD ")):
            return
        method, path, _ = asked.split(" ", 2)
        host = asked.lower().partition("host: ")[2].partition("\r")[0]
        made.asked.append((time.monotonic(), host, f"{method} {path}"))
        (made.once_busy if path == "/busy" else ROUTES[path])(sock, method)


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/ok", "ok", 200), ("/get", "ok", 200), ("/gone", "gone", 404), ("/refused", "refused", 403),
        ("/failing", "failing", 500),
        ("/moved", "moved", 200), ("/found", "ok", 200), ("/loop", "loop", 302), ("/private", "broken", 302),
        ("/script", "broken", 302), ("/silent", "timeout", None), ("/drips", "timeout", None), ("/endless", "ok", 200),
        ("/lies", "broken", None), ("/garbage", "broken", None), ("/closed", "broken", None), ("/many", "broken", None),
        ("/hours", "busy", 503), ("/date", "busy", 503),
    ],
)  # fmt: skip
def test_each_way_to_misbehave_has_its_outcome(server: Server, path: str, outcome: str, status: int | None) -> None:
    """In bounded time, without an exception."""
    started = time.monotonic()
    answer = Asker(timeout=1, server=server.address).ask(f"http://x.example{path}")
    assert (outcome, status) == (answer.outcome, answer.status), answer
    assert time.monotonic() - started < 5


def test_head_first_then_get_with_a_name_in_the_agent(server: Server) -> None:
    """A plain address costs one question without a body."""
    asker = Asker(timeout=2, server=server.address, about="https://c.example/")
    asker.ask("http://x.example/ok")
    asker.ask("http://x.example/get")
    assert ["HEAD /ok", "HEAD /get", "GET /get"] == [what for _, _, what in server.asked]
    assert "+https://c.example/" in asker._agent


def test_redirects_are_recorded(server: Server) -> None:
    """The trail to the last address."""
    answer = Asker(timeout=2, server=server.address).ask("http://x.example/moved")
    assert ("http://x.example/ok",) == answer.redirects


def test_certificate_of_nobody_is_told() -> None:
    """A certificate that nobody vouches for, one for another name, and a good one."""
    authority = trustme.CA()
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    found = []
    for name, client in (("x.example", None), ("other.example", trusted), ("x.example", trusted)):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        listening = socket.create_server(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve_tls, args=(listening, context), daemon=True)
        thread.start()
        at = ("127.0.0.1", listening.getsockname()[1])
        asker = Asker(timeout=5, server=at, tls=client) if client else Asker(timeout=5, server=at)
        found.append(asker.ask("https://x.example/ok").outcome)
        listening.close()
        thread.join(timeout=10)
    assert ["certificate", "certificate", "ok"] == found


def _serve_tls(listening: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        sock, _ = listening.accept()
        with sock, context.wrap_socket(sock, server_side=True) as safe:
            method = safe.recv(65536).decode().split(" ")[0]
            says("200 OK")(safe, method)


def test_tls_to_a_server_without_is_told(server: Server) -> None:
    """https to a server that speaks http."""
    assert "certificate" == Asker(timeout=2, server=server.address).ask("https://x.example/ok").outcome


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "::1", "0.0.0.0", "[::]", "192.168.1.1"]
)
def test_private_hosts_are_never_asked(host: str) -> None:
    """Whatever a name leads to: numbers of private networks are refused before a connection is made."""
    with pytest.raises(_Stop):
        public_numbers(host.strip("[]"), 80)
    answer = Asker(timeout=1).ask(f"http://{host if ':' not in host else f'[{host.strip(chr(91) + chr(93))}]'}:9/")
    assert "private" == answer.outcome


def test_nobody_listening_is_unreachable() -> None:
    """A refused connection is no bug."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "unreachable" == Asker(timeout=1, server=("127.0.0.1", port)).ask("http://x.example/").outcome


def chronicle(root: Path, *paths: str, host: str = "x") -> None:
    """Sources with addresses on hosts of nobody."""
    put(root, {"actors/paper.yml": "kind: outlet\nname: Paper\n"})
    for number, path in enumerate(paths):
        name = host if host != "each" else f"h{number}"
        url = f"url: http://{name}.example{path}"
        put(root, {f"sources/s-{number}.yml": f"outlet: paper\ntitle: T\n{url}\npublished: 2024\nlanguage: en\n"})


def run(root: Path, server: Server, *more: str) -> subprocess.CompletedProcess[str]:
    """The command, against our server alone."""
    address = f"{server.address[0]}:{server.address[1]}"
    return kronik(root, "links", "--test-server", address, "--timeout", "1", *more, SOURCE_DATE_EPOCH="1750000000")


def test_report_is_one_file_and_never_a_gate(tmp_path: Path, server: Server) -> None:
    """Status 0 with broken links; the file is sorted, the same again, and tells since when."""
    chronicle(tmp_path, "/ok", "/gone", "/moved", "/private", host="each")
    done = run(tmp_path, server)
    assert 0 == done.returncode, done.stderr
    assert "gone 404 http://h1.example/gone (s-1 url, since 2025-06-15)" in done.stdout
    text = (tmp_path / FILE).read_text()
    links = json.loads(text)["links"]
    assert ["ok", "gone", "moved", "broken"] == [link["outcome"] for link in links]
    assert (["s-2 url"], ["http://h2.example/ok"]) == (links[2]["cited"], links[2]["redirects"])
    asked = len(server.asked)
    assert 0 == run(tmp_path, server).returncode
    assert (asked, text) == (len(server.asked), (tmp_path / FILE).read_text())
    (tmp_path / "content/sources/s-0.yml").unlink()
    run(tmp_path, server, "--days", "0")
    assert 3 == len(json.loads((tmp_path / FILE).read_text())["links"])


def test_one_host_is_asked_slowly_and_patience_is_kept(tmp_path: Path, server: Server) -> None:
    """A pause between two questions; a second of patience is kept; hours are left for the next run."""
    chronicle(tmp_path, "/ok", "/busy", "/gone")
    started = time.monotonic()
    assert 0 == run(tmp_path, server, "--delay", "0.6").returncode
    times = [at for at, _, what in server.asked if what.startswith("HEAD")]
    assert min(b - a for a, b in pairwise(times)) > 0.5
    assert time.monotonic() - started > 2
    assert ["ok", "gone", "ok"] == [link["outcome"] for link in json.loads((tmp_path / FILE).read_text())["links"]]
    (tmp_path / FILE).unlink()
    chronicle(tmp_path, "/hours", "/ok", "/gone")
    server.asked.clear()
    run(tmp_path, server, "--delay", "0")
    outcomes = [link["outcome"] for link in json.loads((tmp_path / FILE).read_text())["links"]]
    assert (["gone", "busy", "busy"], 2) == (outcomes, len({what for _, _, what in server.asked if "HEAD" in what}))


def test_interrupted_run_is_taken_up(tmp_path: Path, server: Server) -> None:
    """Ctrl-C keeps what was found; the next run asks the rest only; --limit does the same on purpose."""
    chronicle(tmp_path, *["/ok?a", "/gone?b", "/ok?c", "/ok?d"])
    ROUTES.update({f"{path}": ROUTES[path.split("?")[0]] for path in ("/ok?a", "/gone?b", "/ok?c", "/ok?d")})
    address = f"{server.address[0]}:{server.address[1]}"
    command = [
        sys.executable,
        "-m",
        "generator",
        "-C",
        str(tmp_path),
        "links",
        "--test-server",
        address,
        "--delay",
        "30",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        for _ in range(300):
            if server.asked:
                break
            time.sleep(0.1)
        time.sleep(1)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
    assert (1, True) == (child.returncode, b"interrupted" in err), err
    assert 1 == len(json.loads((tmp_path / FILE).read_text())["links"])
    assert 0 == kronik(tmp_path, "links", "--test-server", address, "--delay", "0", "--limit", "1").returncode
    assert 2 == len(json.loads((tmp_path / FILE).read_text())["links"])
    assert 0 == kronik(tmp_path, "links", "--test-server", address, "--delay", "0").returncode
    assert 4 == len({what.split(" ")[1] for _, _, what in server.asked})


def test_strange_file_and_wrong_use(tmp_path: Path) -> None:
    """A file that is not ours is not overwritten; other machines can't be named for tests."""
    chronicle(tmp_path, "/ok")
    (tmp_path / FILE).write_text("{")
    assert (2, "{") == (kronik(tmp_path, "links").returncode, (tmp_path / FILE).read_text())
    for server in ("example.org:80", "8.8.8.8:80", "x"):
        assert 2 == kronik(tmp_path, "links", "--test-server", server).returncode
