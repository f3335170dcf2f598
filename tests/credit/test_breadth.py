"""Breadth: at least so many modules that differ in a field, wherever it is written."""

from typing import Any

import pytest
from small_award import framework, ledger, one, passed

Plain = dict[str, Any]
FIELDS = {"poetry": "arts", "music": "arts", "physics": "science", "law": "society"}
MODULES: Plain = {
    name: {"title": name.title(), "credits": "12 credits", "pathway": field}
    for name, field in FIELDS.items()
}
THREE_AREAS: Plain = {"id": "areas", "distinct": "pathway", "at_least": "3"}


def award(**more: Any) -> Plain:
    """Thirty-six credits from three areas."""
    return {"title": "General", "at_least": "36 credits", "of_which": [THREE_AREAS],
            **more}  # fmt: skip


def taken(*names: str) -> list[Plain]:
    """Modules that the framework declares; the record says nothing of their area."""
    return [{"module": name, "state": "passed", "achieved": "2025-06-20"}
            for name in names]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "verdict", "areas"),
    [
        (("poetry", "music", "physics"), "not_yet", 2),
        (("poetry", "law", "physics"), "met", 3),
    ],
)
def test_what_differs_is_what_the_framework_declares_of_a_module(
    names: tuple[str, ...], verdict: str, areas: int
) -> None:
    found = one(framework({"general": award()}, modules=MODULES), taken(*names))
    assert (found.verdict, found.lines[0].have) == (verdict, areas)


def test_a_module_of_an_area_that_is_there_does_not_help() -> None:
    """The gap is closed by what brings another area, and by nothing else."""
    closed = [{"id": "any", "modules": [*FIELDS], "at_least": "36 credits"}]
    book = framework({"general": award(made_of=closed)}, modules=MODULES)
    found = one(book, taken("poetry", "physics"))
    assert found.missing is not None
    assert found.missing.words == "12 credits short"
    assert found.one_way is not None
    assert "Law" in found.one_way
    assert "Music" not in found.one_way
    assert [fill.module for fill in found.fill] == ["law"]


def test_a_module_whose_area_nobody_states_is_not_yet_an_area() -> None:
    book = framework({"general": award()}, modules=MODULES)
    records = [*taken("poetry", "physics"), passed("weaving", credits="12")]
    page = ledger(book, records, ["general"])
    assert page["general"].verdict == "undecided"
    assert page["general"].lines[0].have == 2
