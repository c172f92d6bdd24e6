"""When the fast way may be taken: with versions it was proven on, and where no other plugin wants every page."""

from importlib.metadata import version

from mkdocs.config.defaults import MkDocsConfig

PROVEN = {"mkdocs": ("1.6.",), "mkdocs-material": ("9.8.",), "markdown": ("3.10.", "3.11."), "jinja2": ("3.1.",)}
"""Distributions whose insides matter, and the beginnings of versions on which the equality tests have run."""
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
KNOWN = frozenset({"generator.plugin", "material.plugins.search.plugin"})
"""Modules of plugins whose hooks are called, or are ours."""


def objection(config: MkDocsConfig) -> str | None:
    """Why pages have to be made by MkDocs itself; None where the fast way gives the same."""
    for name, beginnings in PROVEN.items():
        if not version(name).startswith(beginnings):
            return f"{name} {version(name)} was not proven to give the same pages"
    if config.theme.name != "material":
        return f"the theme {config.theme.name} was not proven to give the same pages"
    for event in PAGE_EVENTS:
        for hook in config.plugins.events[event]:
            if (module := getattr(hook, "__module__", "")) not in KNOWN:
                return f"{module or 'a plugin'} works on every page (on_{event})"
    return None


def are_known(config: MkDocsConfig, event: str) -> bool:
    """Whether nobody else has a say at a step of MkDocs."""
    return all(getattr(hook, "__module__", "") in KNOWN for hook in config.plugins.events[event])
