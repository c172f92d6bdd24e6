"""The rules of the form, run in a real browser without a site: its modules from the theme, its data from Python."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from generator.adding.choices import choices
from generator.adding.description import description
from generator.corpus import VOCABULARIES
from generator.derive import derive
from generator.derive.clocks import today_of
from generator.exports.schemas import schema_files
from generator.load import load
from generator.phrases import Phrases
from generator.settings import configure
from generator.site import Site
from tests.small import ROOT

HOST = "http://form.example"
ASSETS = ROOT / "site_config/theme/assets/form"
_TYPES = {".js": "text/javascript", ".html": "text/html"}


def site_of(root: Path) -> Site:
    """All that the form's data is made of, without a build."""
    corpus = load(root).corpus
    configuration, _ = configure(ROOT)
    assert configuration is not None
    phrases = Phrases(corpus, configuration.labels, configuration.locale)
    return Site(derive(corpus, today_of(corpus)), configuration.settings, phrases, configuration.settings.url)


def serve(route: Route) -> None:
    """The modules of the form, and an empty page."""
    path = urlsplit(route.request.url).path
    body = "<!doctype html><title>x</title>" if path == "/" else (ASSETS / path.lstrip("/")).read_text()
    route.fulfill(body=body, content_type=_TYPES.get(Path(path).suffix, "text/html"))


_LEARN = """async ([description, schemas]) => {
  const load = (name) => import("/" + name + ".js");
  const names = ["rules", "schema", "yaml", "amend", "dates", "ids", "checks", "chronicle", "values", "prose",
    "structure", "zip"];
  window.form = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await load(name)])));
  form.description = description;
  form.rules.learn(description);
  window.groups = Object.fromEntries(Object.entries(schemas).map(([type, of]) => [type, form.schema.groupsOf(of)]));
}"""


def learned(page: Page, site: Site) -> Page:
    """A page that knows the rules: `form` holds the modules, `groups` the types."""
    page.route(f"{HOST}/**", serve)
    page.goto(f"{HOST}/")
    schemas = {name.removesuffix(".json"): json.loads(text) for name, text in schema_files(site.address).items()}
    page.evaluate(_LEARN, [json.loads(json.dumps(description(site))), schemas])
    return page


def all_choices(site: Site) -> Mapping[str, Any]:
    """What can be chosen, by vocabulary."""
    return {vocabulary: choices(site, vocabulary) for vocabulary in VOCABULARIES}
