"""The lists of statements in docs/seeds point at places that exist."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LISTS = sorted(
    path for path in (ROOT / "docs" / "seeds").glob("*.md") if path.stem != "index"
)
FILES = {path.name: path for path in (ROOT / "frameworks").rglob("*.yaml")}
ROW = re.compile(r"^\| (\d+)([a-z]?) \| (.+) \| (.+) \|$", re.MULTILINE)


def own_file(list_: Path) -> Path:
    """The framework a list is about: the first file its text names."""
    named = re.search(r"`(frameworks/[\w/-]+\.yaml)`", list_.read_text("utf-8"))
    assert named, f"{list_.name} names no framework"
    return ROOT / named[1]


def read(path: Path) -> Any:
    """The plain data of a file, every scalar as text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def resolves(data: Any, keys: list[str]) -> bool:
    """Whether a dotted place leads somewhere; `*` is any entry, lists are entered."""
    if not keys:
        return True
    if isinstance(data, list):
        return any(resolves(item, keys) for item in data)
    if not isinstance(data, dict):
        return False
    first, rest = keys[0], keys[1:]
    if first == "*":
        entries = [*data.values()]
        return any(resolves(entry, rest) for entry in entries) or resolves(data, rest)
    return first in data and resolves(data[first], rest)


def found(token: str, before: str, path: Path) -> str | None:
    """The place a token names, written in full; None where there is none.

    A token that begins with a dot goes on from the place named before it, or from
    one that holds it; a single word only has to stand in the file.
    """
    data = read(path)
    if token.startswith("."):
        keys = before.split(".")
        tried = [".".join(keys[:length]) + token for length in range(len(keys), 0, -1)]
    else:
        tried = [token]
    for place in tried:
        if resolves(data, place.split(".")):
            return place
    single = "." not in token or " " in token
    return token if single and token in path.read_text("utf-8") else None


@pytest.mark.parametrize("list_", LISTS, ids=lambda path: path.stem)
def test_every_place_that_a_list_names_exists(list_: Path) -> None:
    """A token with dots is a place of keys; the name of a file changes the file."""
    missing = []
    for number, letter, _, said in ROW.findall(list_.read_text("utf-8")):
        path, before = own_file(list_), ""
        for token in re.findall(r"`([^`]+)`", said):
            if token.endswith(".yaml"):
                path, before = FILES[Path(token).name], ""
                continue
            place = found(token, before, path)
            if place is None:
                missing.append(f"{number}{letter}: {token} in {path.name}")
            elif "." in place or place in read(path):
                before = place
    assert missing == []


@pytest.mark.parametrize("list_", LISTS, ids=lambda path: path.stem)
def test_the_statements_of_a_list_are_numbered_without_a_gap(list_: Path) -> None:
    """So that nobody can take one out unseen."""
    rows = ROW.findall(list_.read_text("utf-8"))
    numbers = list(dict.fromkeys(int(number) for number, *_ in rows))
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(said.strip() for *_, said in rows)
