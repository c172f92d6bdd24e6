"""Which addresses a reader may be sent to: public web pages, and nothing in anybody's own network."""

import re
from ipaddress import AddressValueError, IPv4Address

import nh3

LONGEST = 2048
_ADDRESS = re.compile(r"https?://([^/?#]*)(?:[/?#].*)?", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# The URL standard reads a host as IPv4 whenever its last part is a number, decimal or hexadecimal.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Names that lead into the reader's own network or nowhere: RFC 6761, 6762, 7686, 8375, and ICANN's list of 2018.
PRIVATE = frozenset(
    {"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "mail", "private", "test"}
    | {"invalid", "onion", "arpa", "alt"}
)


def url_fault(url: str) -> str | None:
    """Why an address can't be linked, as a clause about it; None if it can."""
    if len(url) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    if not re.fullmatch(r"[!-~]*", url) or "\\" in url:
        return "it holds a space, a backslash or a letter outside ASCII, which are written percent-encoded"
    if not (found := _ADDRESS.fullmatch(url)):
        return "it does not begin with https:// or http://"
    if "@" in found[1]:
        return "it holds a user name or a password"
    host, colon, port = found[1].partition(":")
    if fault := _host_fault(host.lower().removesuffix(".")):
        return fault
    if colon and not (re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 65536):
        return "its port is not a number from 1 to 65535"
    return None


def _host_fault(host: str) -> str | None:
    labels = host.split(".")
    if labels[-1] in PRIVATE:
        return "its host is in a private network"
    if _NUMBER.fullmatch(labels[-1]):
        return _number_fault(host)
    if len(labels) < 2:
        return "its host has no dot, so it names no public site"
    if not re.fullmatch(r"[a-z]{2,}|xn--[a-z0-9-]+", labels[-1]):
        return "its host is not a valid name"
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return "its host is not a valid name"
    if "xn--" in host and not _is_taken(host):
        return "its host is not a valid name"
    return None


def _is_taken(host: str) -> bool:
    """Whether browsers know what letters stand in a name in punycode; the sanitiser drops other addresses."""
    return f"//{host}" in nh3.clean(f'<a href="https://{host}/"></a>')


def _number_fault(host: str) -> str | None:
    try:
        number = IPv4Address(host)
    except AddressValueError:
        return "its host is not a valid name"
    if not number.is_global or number.is_multicast:
        return "its host is in a private network"
    return None
