"""Compiled templates are kept where only their user writes, and only believed whole."""

from pathlib import Path

import jinja2
import pytest

from generator import compiled
from generator.compiled import Compiled, own_folder

TEMPLATE = "{% for n in numbers %}{{ n }};{% endfor %}"


def filled(kept: Compiled, text: str = TEMPLATE) -> str:
    """What a template gives in an environment of its own."""
    environment = jinja2.Environment(loader=jinja2.DictLoader({"a": text}), bytecode_cache=kept)
    return environment.get_template("a").render(numbers=[1, 2])


def count_compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that are compiled from now on."""
    made: list[str] = []
    whole = jinja2.Environment._generate

    def generate(self: jinja2.Environment, source: object, name: str, *more: object, **named: object) -> str:
        made.append(name)
        return whole(self, source, name, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(jinja2.Environment, "_generate", generate)
    return made


def test_another_run_compiles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as source, words and code are the same."""
    first = Compiled(tmp_path, "code").under("words")
    filled(first)
    first.save()
    made = count_compilations(monkeypatch)
    assert filled(Compiled(tmp_path, "code").under("words")) == "1;2;"
    assert made == []
    assert filled(Compiled(tmp_path, "code").under("words"), "x{{ numbers }}") == "x[1, 2]"
    filled(Compiled(tmp_path, "code").under("other words"))
    filled(Compiled(tmp_path, "other code").under("words"))
    assert made == ["a", "a", "a"]


@pytest.mark.parametrize(
    "damage", [lambda body: body[:-9], lambda _: b"", lambda body: body + b"x", lambda _: b"x" * 99]
)
def test_what_is_damaged_is_compiled_anew(tmp_path: Path, damage: object) -> None:
    """A file that was cut short or changed runs nothing."""
    first = Compiled(tmp_path, "code").under("words")
    filled(first)
    first.save()
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert filled(Compiled(tmp_path, "code").under("words")) == "1;2;"


def test_two_processes_keep_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever saves last keeps what the other saved."""
    one, other = Compiled(tmp_path).under("words"), Compiled(tmp_path).under("words")
    filled(one)
    filled(other, "b{{ numbers }}")
    one.save()
    other.save()
    made = count_compilations(monkeypatch)
    filled(Compiled(tmp_path).under("words"))
    filled(Compiled(tmp_path).under("words"), "b{{ numbers }}")
    assert made == []


def test_the_folder_is_bounded(tmp_path: Path) -> None:
    """Old versions and what killed runs left go."""
    for number in range(compiled.MOST + 5):
        kept = Compiled(tmp_path).under(str(number))
        filled(kept)
        kept.save()
    assert len(list(tmp_path.iterdir())) == compiled.MOST


def test_each_file_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of templates that are changed again and again the versions go that nobody asks for."""
    steady = "{{ numbers }}"
    for number in range(compiled.MOST_TEMPLATES + 5):
        kept = Compiled(tmp_path).under("words")
        filled(kept, steady)
        filled(kept, f"{number}")
        kept.save()
    made = count_compilations(monkeypatch)
    kept = Compiled(tmp_path).under("words")
    filled(kept, steady)
    filled(kept, f"{compiled.MOST_TEMPLATES}")
    assert made == []
    filled(kept, "0")
    assert made == ["a"]
    kept.save()
    assert len(kept._read(kept._name)) == compiled.MOST_TEMPLATES


def test_a_folder_of_others_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code is only read where nobody else could have put it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = own_folder("templates")
    assert folder is not None
    assert folder.is_relative_to(tmp_path)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    assert own_folder("templates") is None
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    assert own_folder("templates") is None


def test_without_a_place_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file where the folder should be is no reason to stop."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert own_folder("templates") is None
    kept = Compiled(None).under("words")
    assert filled(kept) == "1;2;"
    kept.save()
