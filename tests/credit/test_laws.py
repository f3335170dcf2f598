"""The laws of credit, over awards written in YAML and records at large."""

from fractions import Fraction
from typing import Any

from any_award import awards, framework_of, is_met, modules, wheres
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import swcareers as sw
from swcareers.queries.ledger import Ledger, credit_ledger
from swcareers.values.problems import FrameworkError

ORDER = ("not_met", "not_yet", "undecided", "met")


def loaded(award: dict[str, Any]) -> Any:
    """The framework of an award; those that nothing can meet are refused."""
    try:
        return sw.load_framework(framework_of(award))
    except FrameworkError:
        assume(False)


def ledger_of(framework: Any, taken: list[dict[str, Any]]) -> Ledger:
    """The ledger of a record with these modules."""
    record = sw.load_record({"record": "generated", "modules": taken})
    return credit_ledger(record, framework, towards=["award"], on="2026-07-01")


def missing(ledger: Ledger) -> tuple[Fraction, int]:
    """What is missing, to compare; a gap that nothing closes is the largest."""
    found = ledger["award"].missing
    assert found is not None
    assert found.proven
    if found.credits is None or found.modules is None:
        return Fraction(10**9), 0
    return Fraction(found.credits), found.modules


@given(award=awards(cuts=False), taken=modules())
@settings(max_examples=50)
def test_an_award_is_met_exactly_where_some_placement_meets_it(
    award: dict[str, Any], taken: list[dict[str, Any]]
) -> None:
    """A registry officer who tried every placement would say the same."""
    ledger = ledger_of(loaded(award), taken)
    assert (ledger["award"].verdict == "met") == is_met(award, taken)


@given(award=awards(), taken=modules(), more=modules(most=4), data=st.data())
@settings(max_examples=15)
def test_a_further_module_never_lowers_the_verdict_nor_raises_what_is_missing(
    award: dict[str, Any],
    taken: list[dict[str, Any]],
    more: list[dict[str, Any]],
    data: st.DataObject,
) -> None:
    """More learning never harms as long as caps cut or leave out."""
    held = {one["module"] for one in taken}
    new = [one for one in more if one["module"] not in held]
    assume(new)
    framework = loaded(award)
    before = ledger_of(framework, taken)
    after = ledger_of(framework, [*taken, data.draw(st.sampled_from(new))])
    verdicts = [ORDER.index(one["award"].verdict) for one in (before, after)]
    assert verdicts[1] >= verdicts[0]
    assert missing(after) <= missing(before)


@given(award=awards(), taken=modules(), data=st.data())
@settings(max_examples=25)
def test_the_order_of_the_modules_in_the_file_changes_nothing(
    award: dict[str, Any], taken: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Placement looks at days and ids, never at where a module stands in the file."""
    framework = loaded(award)
    turned = data.draw(st.permutations(taken))
    one, other = ledger_of(framework, taken), ledger_of(framework, turned)
    assert one["award"].missing == other["award"].missing
    for line in one.modules:
        twin = other.module(line.module)
        assert [use.part for use in line.towards] == [use.part for use in twin.towards]
        assert line.not_towards == twin.not_towards


@given(award=awards(), taken=modules())
@settings(max_examples=25)
def test_what_a_module_is_called_changes_nothing(
    award: dict[str, Any], taken: list[dict[str, Any]]
) -> None:
    """Relabelled the same way in framework and record, the answer is the same."""
    names = {name: f"x-{name[::-1].replace('-', '')}" for name in _named(award, taken)}
    other = framework_of(_renamed(award, names))
    other["modules"] = {
        names.get(name, name): one for name, one in other["modules"].items()
    }
    again = [{**one, "module": names[one["module"]]} for one in taken]
    first = ledger_of(loaded(award), taken)["award"]
    second = ledger_of(sw.load_framework(other), again)["award"]
    assert (first.verdict, first.missing) == (second.verdict, second.missing)


def _named(award: dict[str, Any], taken: list[dict[str, Any]]) -> set[str]:
    listed = {name for part in award["made_of"] if part["modules"] != "any"
              for name in part["modules"]}  # fmt: skip
    return listed | {one["module"] for one in taken} | set(framework_of({})["modules"])


def _renamed(award: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    parts = [
        part if part["modules"] == "any"
        else {**part, "modules": [names[name] for name in part["modules"]]}
        for part in award["made_of"]
    ]  # fmt: skip
    return {**award, "made_of": parts}


@given(award=awards(), taken=modules())
@settings(max_examples=25)
def test_no_module_is_counted_twice_and_none_is_split_unless_a_cap_cuts(
    award: dict[str, Any], taken: list[dict[str, Any]]
) -> None:
    """A module is whole and fills one part; only a cut counts a part of it."""
    ledger = ledger_of(loaded(award), taken)
    cuts = any(line.get("excess") == "cut" for line in award.get("of_which", ()))
    for module in ledger.modules:
        assert len(module.towards) <= 1
        for use in module.towards:
            assert module.credits is not None
            assert use.counted <= module.credits
            assert cuts or use.counted == module.credits
    placed = [item for part in ledger["award"].parts for item in part.modules]
    assert len(placed) == len(set(placed))


@given(award=awards(), taken=modules())
@settings(max_examples=20)
def test_every_module_of_the_record_is_told_once_with_its_reason(
    award: dict[str, Any], taken: list[dict[str, Any]]
) -> None:
    """What counts, and what does not and why: nothing is passed over in silence."""
    ledger = ledger_of(loaded(award), taken)
    assert sorted(one.module for one in ledger.modules) == sorted(
        one["module"] for one in taken
    )
    for module in ledger.modules:
        assert bool(module.towards) != bool(module.not_towards)
        assert all(one.because for one in module.not_towards)


@given(award=awards(), taken=modules())
@settings(max_examples=15)
def test_a_ledger_goes_to_json_and_back_and_fits_every_width(
    award: dict[str, Any], taken: list[dict[str, Any]]
) -> None:
    """The ledger is plain data, and nothing on its page is cut or runs beyond it."""
    ledger = ledger_of(loaded(award), taken)
    assert Ledger.from_json(ledger.to_json()) == ledger
    for width in (40, 60, 80):
        lines = ledger.to_text(width=width).split("\n")
        assert all(len(line) <= width for line in lines)


@given(award=awards(), taken=modules())
@settings(max_examples=15)
def test_what_is_said_to_reduce_the_gap_does_so_by_as_much(
    award: dict[str, Any], taken: list[dict[str, Any]]
) -> None:
    """Each module on offer reduces what is missing by what the ledger says."""
    framework = loaded(award)
    ledger = ledger_of(framework, taken)
    before = missing(ledger)
    for fill in ledger["award"].fill[:2]:
        added = {"module": fill.module, "achieved": "2026-06-30", "state": "passed",
                 "gained_by": "study"}  # fmt: skip
        after = missing(ledger_of(framework, [*taken, added]))
        assert before[0] - after[0] == Fraction(fill.credits)
        assert before[1] - after[1] == fill.modules


@given(award=awards(), taken=modules(), data=st.data())
@settings(max_examples=20)
def test_what_loading_accepts_can_be_placed_whatever_is_taken(
    award: dict[str, Any], taken: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Caps that cut are refused when a framework is loaded, and never at the ledger."""
    cut = {"at_most": "25 credits", "excess": "cut"}
    part = data.draw(st.sampled_from(award["made_of"]))
    line = {"where": data.draw(wheres()), **cut}
    way = {"id": "other", "where": data.draw(wheres()), **cut}
    if data.draw(st.booleans()):
        part.update(cut)
    if data.draw(st.booleans()):
        award.setdefault("of_which", []).append(line)
    if data.draw(st.booleans()):
        award["accepts"] = [way, {"id": "rest"}]
    ledger = ledger_of(loaded(award), taken)
    assert ledger["award"].missing is not None
