"""Where outlines of chronicles are kept: in the user's own cache folder, each under the code and the owner's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from generator.keeping.boxes import Boxes, name_of
from generator.memory.stamp import stamp_of
from generator.settings import FOLDER

NAME = "outlines"
"""Of the folder."""
MOST = 8
"""Chronicles of which one is kept."""


@dataclass(frozen=True)
class Outlines:
    """The outline of one chronicle under one configuration."""

    root: Path
    folder: Path
    configuration: str

    @classmethod
    def of(cls, config: MkDocsConfig, root: Path, folder: Path | None) -> "Outlines | None":
        """Nothing where the owner has a navigation of his own, or nothing can be kept."""
        return None if folder is None or config.nav else cls(root, folder, _text(config))

    def kept(self) -> Any:
        """The outline of the last plan; None where there is none or something else is different than content."""
        return self._boxes.read(name_of(self.root))

    def keep(self, outline: Mapping[str, Any]) -> None:
        """Keep one."""
        boxes = self._boxes
        boxes.write(name_of(self.root), outline)
        boxes.tidy("", MOST)

    @property
    def _boxes(self) -> Boxes:
        return Boxes(self.folder, stamp_of(self.root / FOLDER, self.configuration))


def _text(config: MkDocsConfig) -> str:
    return Path(config.config_file_path).read_text("utf-8", "replace")
