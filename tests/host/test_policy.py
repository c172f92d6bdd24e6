"""What a page may load and run is said on every page, and is enough for what the theme brings."""

import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256

import pytest

from tests.small import small_chronicle

POLICY = re.compile('<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/)[^>]*>(.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page of a small site, with a former address."""
    root = small_chronicle(tmp_path_factory.mktemp("small"))
    with (root / "content/topics/roads.yml").open("a") as file:
        file.write("former_ids: [lanes]\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return {str(path.relative_to(root / "site")): path.read_text() for path in (root / "site").rglob("*.html")}


def test_every_page_has_one_policy_before_its_first_script(pages: dict[str, str]) -> None:
    """The not-found page and former addresses too; one policy for all that the theme makes."""
    found = {path: POLICY.findall(html) for path, html in pages.items()}
    assert {"404.html", "index.html", "topics/lanes/index.html", "notes/index.html"} <= set(found)
    assert [] == [path for path, policies in found.items() if len(policies) != 1]
    assert [] == [path for path, html in pages.items() if "<script" in html.partition("http-equiv")[0]]
    assert 2 == len({policies[0] for policies in found.values()})
    assert "default-src 'none'; base-uri 'none'" == found["topics/lanes/index.html"][0]


def test_policy_allows_the_scripts_that_stand_in_pages_and_no_others(pages: dict[str, str]) -> None:
    """By their hashes, so that a script that data brought in would not run."""
    scripts = {script for html in pages.values() for script in INLINE.findall(html)}
    hashes = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}
    rules = dict(rule.split(" ", 1) for rule in POLICY.findall(pages["index.html"])[0].split("; "))
    assert hashes | {"'self'", "'wasm-unsafe-eval'"} == set(rules.pop("script-src").split())
    assert {
        "default-src": "'self'", "style-src": "'self'", "img-src": "'self' data:", "connect-src": "'self'",
        "object-src": "'none'", "base-uri": "'none'", "form-action": "'self'",
    } == rules  # fmt: skip


def test_no_page_holds_a_style_or_a_handler(pages: dict[str, str]) -> None:
    """The policy would switch them off."""
    bad = re.compile(r"<style|<[^>]+\s(?:style|on[a-z]+)\s*=")
    assert {} == {path: match[0] for path, html in pages.items() if (match := bad.search(html))}
