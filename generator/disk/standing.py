"""Files of the standing site that the new one holds too, byte for byte, become second names of the old ones.

Such a hard link is neither written, compared nor freed later, and of ten thousand events most pages outlive an edit.
Whoever writes into a file of the new site would spoil the old one: `host/fast.py` looks that only we work on it.
"""

import os
from dataclasses import dataclass, field
from stat import S_IFREG, S_ISDIR


@dataclass
class Standing:
    """The site that the new one will replace."""

    folder: str
    mode: int
    """What a new file would be allowed; one that differs is written anew."""
    _own: dict[str, bool] = field(default_factory=lambda: {"": True})

    def name(self, path: str, data: bytes, target: str) -> bool:
        """Make `target` another name of the file that stands at a path; False if that does not hold this.

        A file that has several names, is another user's or lies behind a link may be of use to somebody else.
        """
        old = f"{self.folder}/{path}"
        try:
            known = os.lstat(old)
            if (known.st_mode, known.st_size, known.st_nlink) != (S_IFREG | self.mode, len(data), 1):
                return False
            if known.st_uid != os.geteuid() or not self._is_own(path.rpartition("/")[0]) or content(old) != data:
                return False
            os.link(old, target)
        except (OSError, AttributeError):  # no such file, another disk, or a system that can't
            return False
        return True

    def _is_own(self, folder: str) -> bool:
        if folder not in self._own:
            parent = folder.rpartition("/")[0]
            self._own[folder] = self._is_own(parent) and S_ISDIR(os.lstat(f"{self.folder}/{folder}").st_mode)
        return self._own[folder]


def content(path: str) -> bytes:
    """What a file holds."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a `Path` takes longer to make than to read
        return file.read()
