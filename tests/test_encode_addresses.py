"""Readers are sent to public web pages only."""

import pytest

from generator.encode import url_fault


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://example.org",
            "HTTP://Example.org:8080/a?b=c#d",
            "https://xn--80ak6aa92e.com/",
            "https://a.bc./x",
        ),
        *(
            "https://8.8.8.8/",
            "https://web.archive.org/web/2024/https://a@b.org/",
            "https://a_b.example.org?x",
        ),
    ],
)
def test_public_addresses(url: str) -> None:
    """Pages on the public web can be linked."""
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("part", "urls"),
    [
        ("begin with", ("", "javascript:alert(1)", "//a.org", "../x", "ftp://a.org", "https:a.org")),
        ("percent-encoded", ("https://a.org/\t", " https://a.org", "https://a.org\\@b.org", "https://пример.рф/")),
        ("password", ("https://a@b.org", "https://a:b@b.org/", "https://@b.org")),
        ("private", ("http://localhost", "http://a.local", "http://A.INTERNAL./", "http://127.0.0.1/", "http://10.1.2.3")),
        ("private", ("http://x.onion", "http://x.home.arpa", "http://x.lan", "http://x.test", "http://router.home/")),
        ("private", ("http://169.254.1.1", "http://192.168.0.1:80/", "http://0.0.0.0", "http://224.0.0.1")),
        ("valid name", ("http://127.1", "http://0x7f.1", "http://2130706433", "http://0177.0.0.1", "http://a..b")),
        ("valid name", ("http://-a.org", "http://a%2e.org", f"http://{'a' * 64}.org", "http://a.0x")),
        ("valid name", ("http://a.b_", "http://a.b1", "http://a.b", "http://a.xn--")),
        ("no dot", ("https://", "http:///a.org", "http://host/", "http://[::1]/", "http://[2001:db8::1]/")),
        ("port", ("http://a.org:", "http://a.org:0", "http://a.org:65536", "http://a.org:x", "http://a.org:1:2")),
        ("longer", ("https://a.org/" + "a" * 2040,)),
    ],
)  # fmt: skip
def test_refused_addresses(part: str, urls: tuple[str, ...]) -> None:
    """Anything else is refused with its reason."""
    assert [] == [url for url in urls if part not in str(url_fault(url))]
