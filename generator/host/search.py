"""Material's search plugin learns of a page from a hook; pages that MkDocs does not loop over are told to it here."""

from dataclasses import dataclass, replace
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from generator.host.pages import Ready
from generator.host.theme import Theme
from generator.once import once

MODULE = "material.plugins.search.plugin"


@dataclass(frozen=True)
class Indexed:
    """Search, if Material's is switched on."""

    config: MkDocsConfig

    @once
    def plugin(self) -> Any:
        """The plugin, None without it."""
        return next((p for p in self.config.plugins.values() if type(p).__module__ == MODULE), None)

    def taken(self, theme: Theme, ready: Ready) -> Ready:
        """The page after search has seen it."""
        if self.plugin is None:
            return ready
        page = theme.page(ready)
        self.plugin.on_page_context({}, page=page, config=self.config, nav=theme.nav)
        return replace(ready, content=page.content or "")

    def sort(self, order: dict[str, int]) -> None:
        """Entries in the order of the pages, as if MkDocs had told them all."""
        if self.plugin is not None and getattr(self.plugin, "search_index", None):
            self.plugin.search_index.entries.sort(key=lambda entry: order[entry["location"].partition("#")[0]])
