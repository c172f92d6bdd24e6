"""A small chronicle on disk, with texts in five languages, for tests of search."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = {
    "actors/kim.yml": (
        "kind: person\nname: Kim Jong Un\nnames:\n  ko: 김정은\n  ru: Ким Чен Ын\n"
        "roles:\n  - title: President\n    of: north\n"
    ),
    "actors/north.yml": "kind: state\nname: North Korea\n",
    "actors/paper.yml": "kind: outlet\nname: Harian\n",
    "places/port.yml": "name: Vladivostok\nnames:\n  ru: Владивосток\n  ko: 블라디보스토크\n",
    "topics/ships.yml": "title: Ships\nsummary: What sailed.\n",
    "sources/article.yml": (
        "outlet: paper\ntitle: Korut mengerahkan 3.000 tentara\ntitle_translation: North sends 3,000 soldiers\n"
        "url_unknown: lost\npublished: 2024-10-24\nlanguage: id\n"
    ),
    "events/2024/said.yml": (
        "kind: statement\ntitle: 'Kim: soldiers will go'\ndate: 2024-10-23\nspeaker: kim\nvenue: a meeting\n"
        "summary: He spoke of *sappers* and [ships](topic:ships).\ntopics: [ships]\nplaces: [port]\n"
        "quotes:\n  - text: 정부는 파병을 결정했다\n    language: ko\n    source: article\n"
        "    translation: the government decided\n"
        "sources:\n  - source: article\nadded: 2024-11-01\n"
    ),
    "events/2024/moved.yml": (
        "kind: deployment\ntitle: Soldiers moved\ndate: 2024-10\nforce: north\nunits: [engineers]\npurpose: training\n"
        "summary: They are said to have gone.\nsources:\n  - source: article\nadded: 2024-11-01\n"
    ),
    "events/2025/gone.yml": (
        "kind: occurrence\ntitle: Withdrawn thing\ndate: 2025\nparties: [north]\nsummary: Wrong.\n"
        "sources:\n  - source: article\nadded: 2025-01-01\nwithdrawn: {date: 2025-02-01, reason: wrong}\n"
    ),
    "pages/story.md": "---\ntitle: The story\n---\n\n# The story\n\nOnce *upon* a `time`.\n",
    "pages/draft.md": "---\ntitle: A draft\nsearch:\n  exclude: true\n---\n\nUnfinished.\n",
}


def write(root: Path, more: "dict[str, str] | None" = None) -> Path:
    """Write the chronicle, and more of it, to a folder."""
    shutil.copytree(ROOT / "site_config", root / "site_config", dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path, text in {**FILES, **(more or {})}.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, "utf-8")
    return root
