"""The house has floors, and an import goes to its own floor or down, never up.

Everything here is read out of the source, nothing is imported, so that a module which
cannot be imported is still checked.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "swcareers"

# The table of floors, from the ground up.  docs/architecture.md says why.
FLOORS = (
    "values",
    "record",
    "rules",
    "framework",
    "evaluation",
    "wording",
    "reading",
    "queries",
    "presenting",
    "cli",
)

# A value may have a method that is made on a floor above it: the door is a line inside
# that method, imported when somebody goes through it, and it stands in this table.
UPWARDS = {
    ("queries/calendar.py", "swcareers.presenting.ics"): "writes itself as a file",
    ("queries/ledger.py", "swcareers.presenting.ledger_text"): (
        "shows itself in a terminal"
    ),
    ("framework/framework.py", "swcareers.queries.offer"): "what it offers is a query",
    ("framework/framework.py", "swcareers.queries.pathway"): "its map is a query",
    (
        "framework/framework.py",
        "swcareers.presenting.html",
    ): "shows itself in a notebook",
    ("queries/report.py", "swcareers.presenting.text"): "shows itself in a terminal",
    ("queries/report.py", "swcareers.presenting.html"): "shows itself in a notebook",
    ("queries/pathway.py", "swcareers.presenting.pathway_svg"): "draws itself",
    ("queries/pathway.py", "swcareers.presenting.pathway_mermaid"): "draws itself",
}

# Each of these has one door, so that it can be replaced without a search.
DOORS = {
    "yaml": "reading/source.py",
    "jsonschema": "reading/schema_problems.py",
    "cattrs": "reading/structure.py",
    "click": "cli.py",
    "icalendar": "presenting/ics.py",
}

# What answers the question "what day is it?" or "where am I running?".
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today")}
CLOCKS |= {("datetime", "utcnow"), ("time", "time"), ("time", "localtime")}
SURROUNDINGS = {("os", "environ"), ("os", "getenv"), ("os", "environb")}


class Import(NamedTuple):
    """One import statement: what it names, where it stands, and whether it waits."""

    name: str
    line: int
    inside_a_function: bool
    for_types_alone: bool = False


@cache
def modules() -> list[Path]:
    """Every module of the package, in the order of its path."""
    return sorted(SOURCE.rglob("*.py"))


@cache
def tree(module: Path) -> ast.Module:
    """A module read once: every test here looks at all of them."""
    return ast.parse(module.read_text("utf-8"))


@cache
def nodes(module: Path) -> tuple[ast.AST, ...]:
    """Everything in a module, in one list."""
    return tuple(ast.walk(tree(module)))


def spelled(module: Path) -> str:
    """The module as people write it: `reading/source.py`."""
    return module.relative_to(SOURCE).as_posix()


@cache
def imports(module: Path) -> tuple[Import, ...]:
    """Every import of a module, absolute, wherever in the module it stands."""
    package = ("swcareers", *module.relative_to(SOURCE).parent.parts)
    return tuple(imports_of(tree(module), package))


def imports_of(module: ast.Module, package: tuple[str, ...]) -> Iterator[Import]:
    """Every import of a source that stands in the package."""

    def walk(node: ast.AST, inside: bool, types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, child.lineno, inside, types)
            elif isinstance(child, ast.ImportFrom):
                above = package[: len(package) - child.level + 1] if child.level else ()
                base = ".".join((*above, *filter(None, [child.module])))
                for alias in child.names:
                    yield Import(f"{base}.{alias.name}", child.lineno, inside, types)
            deeper = isinstance(
                child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
            )
            only = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(
                child.test
            )
            yield from walk(child, inside or deeper, types or only)

    yield from walk(module, inside=False, types=False)


def floor_of(dotted: str) -> int | None:
    """The floor of `swcareers.reading.source`; None for `swcareers` itself."""
    parts = dotted.split(".")
    if len(parts) < 2 or parts[1] not in FLOORS:
        return None
    return FLOORS.index(parts[1])


ALL = pytest.mark.parametrize("module", modules(), ids=spelled)


def test_every_module_stands_on_a_floor() -> None:
    homeless = [
        spelled(module)
        for module in modules()
        if module.relative_to(SOURCE).parts[0].removesuffix(".py")
        not in {*FLOORS, "__init__", "__main__"}
    ]
    assert not homeless, "give it a floor in FLOORS, or move it onto one"


@ALL
def test_no_module_imports_from_a_floor_above_its_own(module: Path) -> None:
    own = module.relative_to(SOURCE).parts[0].removesuffix(".py")
    if own in {"__init__", "__main__"}:
        return  # the front door opens onto every floor
    height = FLOORS.index(own)
    upwards = [
        f"{spelled(module)}:{found.line} imports {found.name}"
        for found in imports(module)
        if found.name.startswith("swcareers.")
        and (floor := floor_of(found.name)) is not None
        and floor > height
        and not is_door(module, found)
    ]
    assert not upwards, "\n".join(upwards)


def is_door(module: Path, found: Import) -> bool:
    """Whether an import goes up through a door of the table."""
    home = found.name.rpartition(".")[0]
    listed = (spelled(module), home) in UPWARDS
    return listed and (found.inside_a_function or found.for_types_alone)


def test_every_door_upwards_is_used() -> None:
    used = {
        (spelled(module), found.name.rpartition(".")[0])
        for module in modules()
        for found in imports(module)
        if found.inside_a_function
    }
    assert set(UPWARDS) <= used, "take it out of the table"


@ALL
def test_no_module_takes_the_public_names_from_the_front_door(module: Path) -> None:
    """`from swcareers import report` below would hide which floor it comes from."""
    if module.relative_to(SOURCE).parts[0] in {"__init__.py", "__main__.py"}:
        return
    hidden = [
        f"{spelled(module)}:{found.line} imports {found.name}"
        for found in imports(module)
        if found.name == "swcareers"
        or (found.name.startswith("swcareers.") and floor_of(found.name) is None)
        if found.name != "swcareers.__version__"
    ]
    assert not hidden, "\n".join(hidden)


@pytest.mark.parametrize(("library", "door"), DOORS.items())
def test_each_third_party_library_has_one_door(library: str, door: str) -> None:
    users = {
        spelled(module)
        for module in modules()
        for found in imports(module)
        if found.name.split(".")[0] == library
    }
    assert users <= {door}


def test_nothing_outside_the_table_is_imported() -> None:
    """attrs everywhere, the standard library, the doors above, and ourselves."""
    known = {*sys.stdlib_module_names, *DOORS, "attr", "attrs", "swcareers"}
    strangers = sorted(
        f"{spelled(module)}:{found.line} imports {found.name}"
        for module in modules()
        for found in imports(module)
        if found.name.split(".")[0] not in known
    )
    assert not strangers, "\n".join(strangers)


def test_the_extra_for_calendars_waits_until_a_calendar_is_asked_for() -> None:
    eager = [
        f"{spelled(module)}:{found.line}"
        for module in modules()
        for found in imports(module)
        if found.name.split(".")[0] == "icalendar" and not found.inside_a_function
    ]
    assert not eager


@ALL
def test_below_the_command_line_nothing_asks_the_day_or_the_surroundings(
    module: Path,
) -> None:
    """An answer depends on what it is given: the same call, the same answer."""
    if module == SOURCE / "cli.py":
        return
    asked = [
        f"{spelled(module)}:{node.lineno} asks {ast.unparse(node)}"
        for node in nodes(module)
        if isinstance(node, ast.Attribute)
        and (ast.unparse(node.value).split(".")[-1], node.attr) in CLOCKS | SURROUNDINGS
    ]
    asked += [
        f"{spelled(module)}:{found.line} imports {found.name}"
        for found in imports(module)
        if tuple(found.name.split(".")[-2:]) in CLOCKS | SURROUNDINGS
    ]
    assert not asked, "\n".join(asked)


@ALL
def test_below_the_command_line_nothing_prints(module: Path) -> None:
    """Except the `main` of a module that is itself run, as in `python -m`."""
    if module == SOURCE / "cli.py":
        return
    parts = [p for p in tree(module).body if getattr(p, "name", "") != "main"]
    printed = [
        f"{spelled(module)}:{node.lineno}"
        for part in parts
        for node in ast.walk(part)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"print", "sys.stdout.write", "sys.stderr.write"}
    ]
    assert not printed, "\n".join(printed)


@ALL
def test_input_is_never_checked_with_assert(module: Path) -> None:
    """`python -O` removes an assert, and its message is for programmers only."""
    found = [
        f"{spelled(module)}:{node.lineno}"
        for node in nodes(module)
        if isinstance(node, ast.Assert)
    ]
    assert not found, "\n".join(found)


def test_the_reader_of_imports_sees_every_spelling() -> None:
    """The oracle of this file: relative, aliased, late and nested imports."""
    text = (
        "import yaml.nodes as y\n"
        "from ..values import dates\n"
        "from . import clock\n"
        "from swcareers.reading.source import read\n"
        "class C:\n"
        "    def f(self):\n"
        "        from icalendar import Calendar\n"
    )
    seen = [
        (found.name, found.inside_a_function)
        for found in imports_of(ast.parse(text), ("swcareers", "rules"))
    ]
    assert seen == [
        ("yaml.nodes", False),
        ("swcareers.values.dates", False),
        ("swcareers.rules.clock", False),
        ("swcareers.reading.source.read", False),
        ("icalendar.Calendar", True),
    ]
