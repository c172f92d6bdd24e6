"""Changing one value of a record that exists, and saying so in its `corrections`; comments and all else stay."""

from collections.abc import Callable
from io import StringIO
from typing import Any, cast

from ruamel.yaml.error import YAMLError

from generator.drafts import CannotMake
from generator.format import Unchanged, formatted, layout
from generator.yamltext import Loc, read_yaml


def amended(path: str, text: str, vocabulary: str, change: Callable[[Any], None]) -> str:
    """The record's text with a change made to its values; raises `CannotMake` where it can't be made without loss."""
    before = read_yaml(path, text)
    if before.problems:
        raise CannotMake(f"{path} has problems; `kronik check` tells them")
    yaml, out = layout(), StringIO()
    try:
        data = yaml.load(text)
        change(data)
        change(before.value)
        yaml.dump(data, out)
        made = formatted(path, out.getvalue(), vocabulary)
    except (YAMLError, Unchanged, KeyError, IndexError, TypeError, ValueError) as error:
        raise CannotMake(f"{path} can't be changed without loss; edit it by hand") from error
    if read_yaml(path, made).value != before.value:
        raise CannotMake(f"{path} can't be changed without loss; edit it by hand")
    return made


def setting(loc: Loc, value: str) -> Callable[[Any], None]:
    """A change that puts a value where one is, or a new key into a group that is there."""

    def change(data: Any) -> None:
        if not loc:
            raise KeyError(loc)
        *way, last = cast("tuple[Any, ...]", loc)
        for step in way:
            data = data[step]
        there = data[last] if isinstance(data, list) else data.get(last)
        if isinstance(there, list | dict):
            raise TypeError("a group is no single value")
        data[last] = value

    return change


def correcting(day: str, note: str) -> Callable[[Any], None]:
    """A change that adds a correction that readers see."""

    def change(data: Any) -> None:
        data.setdefault("corrections", []).append({"date": day, "note": note})

    return change


def loc_of(path: str) -> Loc:
    """A place as people write it: `claims.0.figures.1.at_least`."""
    return tuple(int(step) if step.isdecimal() else step for step in path.strip().replace("›", ".").split(".") if step)
