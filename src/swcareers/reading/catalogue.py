"""Where frameworks are found: those shipped, and those beside a file.

A framework is found by its id and edition, read from the first lines of each file;
nothing is parsed to find it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import attrs

_HEAD = re.compile(
    rb"^(framework|edition|from|title): *"
    rb"(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\n#]*?)) *(?:#.*)?\r?$",
    re.MULTILINE,
)
_OTHER = re.compile(rb"^(cases|record):", re.MULTILINE)
_READ_AT_MOST = 4096
_DEEPEST = 3  # folders inside folders: a framework lies near what uses it


@attrs.frozen(order=True)
class Listed:
    """One framework file that was found.

    Attributes:
        id, edition, from_, title: as its first lines say; empty where they do not.
        path: the file.
        shipped: it comes with the library.
    """

    id: str
    from_: str
    edition: str
    path: Path
    shipped: bool = attrs.field(default=False, order=False)
    title: str = attrs.field(default="", order=False)


def shipped_folder(name: str) -> Path:
    """The folder of the library's own ``frameworks`` or ``schemas``.

    In a source tree they lie beside ``src``; in a wheel inside the package.
    """
    return shipped_with(Path(__file__).resolve().parent.parent, name)


def shipped_with(package: Path, name: str) -> Path:
    """The folder of that name for a package that lies there.

    The tree somebody works in comes first: an install that can be edited may have left
    an older copy inside the package.
    """
    beside_source = package.parent.parent / name
    if package.parent.name == "src" and beside_source.is_dir():
        return beside_source
    return package / "shipped" / name


@cache
def shipped() -> tuple[Listed, ...]:
    """All frameworks that come with the library, by id and then by date.

    >>> [listed.edition for listed in shipped() if listed.id == "pcf"]
    ['2012', '2018']
    """
    return tuple(_listed(shipped_folder("frameworks"), shipped_=True))


def shipped_rows() -> list[dict[str, str]]:
    """The shipped frameworks as rows for people: id, edition and title.

    >>> shipped_rows()[0]["id"]
    'agency-rules'
    """
    return [
        {"id": one.id, "edition": one.edition, "title": one.title} for one in shipped()
    ]


def beside(folders: Iterable[Path]) -> tuple[Listed, ...]:
    """All frameworks in these folders and the folders inside them."""
    found: dict[Path, Listed] = {}
    for folder in folders:
        for listed in _listed(folder, shipped_=False):
            found.setdefault(listed.path.resolve(), listed)
    return tuple(found.values())


def _listed(folder: Path, *, shipped_: bool) -> list[Listed]:
    found = []
    for path in _yaml_files(folder):
        head = _head(path)
        if "framework" in head and path.is_file():
            found.append(
                Listed(
                    id=head["framework"],
                    edition=head.get("edition", ""),
                    from_=head.get("from", ""),
                    path=path,
                    shipped=shipped_,
                    title=head.get("title", ""),
                )
            )
    return sorted(found)


def _yaml_files(folder: Path, deep: int = _DEEPEST) -> Iterator[Path]:
    """The YAML files of a folder and of those inside it, in order, not for ever."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return
    for path in inside:
        if path.suffix in (".yaml", ".yml"):
            yield path
        elif deep and not path.name.startswith(".") and path.is_dir():
            yield from _yaml_files(path, deep - 1)


def _head(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            start = file.read(_READ_AT_MOST)
    except OSError:
        return {}
    if _OTHER.search(start):
        return {}
    head: dict[str, str] = {}
    for key, *values in _HEAD.findall(start):
        value = next((v for v in values if v), b"")
        head.setdefault(key.decode(), value.decode("utf-8", "replace").strip())
    return head


def choose(
    listed: Iterable[Listed], id_: str, edition: str | None = None
) -> Listed | None:
    """The framework of this id and edition; without one the latest by its date.

    A file beside the one that asks comes before a shipped one of the same id.
    """
    fits = [
        one
        for one in listed
        if one.id == id_ and (edition is None or one.edition == edition)
    ]
    own = [one for one in fits if not one.shipped] or fits
    return max(own, default=None, key=lambda one: (one.from_, one.edition))
