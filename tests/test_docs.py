"""What the documentation shows is true."""

import re
from pathlib import Path

import pytest

from generator.build import inspect
from generator.exports.schemas import schema_files
from generator.kinds import KINDS
from generator.load.records import read_record
from generator.settings import configure
from generator.shape import references
from generator.yamltext import read_yaml

ROOT = Path(__file__).parents[1]
EXAMPLES = re.findall(r"```yaml\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)


def test_contributing_has_one_example_of_each_kind() -> None:
    """Each kind of event has its commented example."""
    shown = [re.search("^kind: (.*)$", text, re.MULTILINE) for text in EXAMPLES]
    assert [kind.type_name for kind in KINDS] == [match[1] for match in shown if match]


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_load_and_name_records_that_exist(text: str) -> None:
    """A contributor can copy an example as it stands."""
    record, problems = read_record(read_yaml("content/events/2024/example.yml", text), "events", "example")
    assert [] == problems
    assert record is not None
    corpus = inspect(ROOT).corpus
    missing = [named.id for named in references(record) if not any(corpus.has(v, named.id) for v in named.vocabularies)]
    assert [] == missing


@pytest.mark.parametrize(
    "name", sorted(str(p.relative_to(ROOT)) for f in (ROOT, ROOT / "docs") for p in f.glob("*.md"))
)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    """A relative link names a file of the repository."""
    path = ROOT / name
    links = re.findall(r"\]\((?!https?:|event:)([^)#]+)", re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL))
    assert [] == [link for link in links if not (path.parent / link).exists()]


def test_design_names_every_module() -> None:
    """A stranger finds the one file to open."""
    text = (ROOT / "docs/design.md").read_text()
    parts = {p.name if p.is_file() else f"{p.name}/" for p in (ROOT / "generator").iterdir()}
    ours = {part for part in parts if part.endswith((".py", "/")) and not part.startswith("__")}
    assert set() == {part for part in ours if f"`{part}`" not in text}


def test_committed_schemas_are_current() -> None:
    """Editors complete from `site_config/schema/`, which `kronik schema site_config/schema` writes."""
    configuration, _ = configure(ROOT)
    assert configuration is not None
    wanted = schema_files(configuration.settings.url)
    assert wanted == {path.name: path.read_text() for path in (ROOT / "site_config/schema").glob("*.json")}


def test_every_label_is_used_and_there() -> None:
    """Templates say only what the label file has; the label file holds nothing that is never said."""
    templates = "".join(path.read_text() for path in (ROOT / "site_config/templates").rglob("*.j2"))
    code = "".join(path.read_text() for path in (ROOT / "generator").rglob("*.py"))
    configuration, _ = configure(ROOT)
    assert configuration is not None
    keys = set(configuration.labels.words)
    said = set(re.findall(r"\bt\('([\w.-]+)'[,)]", templates)) | set(re.findall(r"\bsay\(\"([\w.-]+)\"[,)]", code))
    assert set() == said - keys
    families = {key.rsplit(".", 1)[0] for key in keys}
    spoken = templates + code
    unused = {family for family in families if f"{family.split('.')[0]}" not in spoken}
    assert set() == unused
