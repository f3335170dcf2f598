"""Means that make a class: the best of the modules, and shares that weigh unlike."""

from itertools import product
from typing import Any

import pytest
from small_award import framework, one, passed

import swcareers as sw

Plain = dict[str, Any]
BY_CREDIT: Plain = {"average": "mark", "weighted_by": "credits"}


def marked(*rows: tuple[str, str, str, str]) -> list[Plain]:
    """Modules: name, credits, level and mark."""
    return [
        passed(name, title=name, credits=credits, level=level, mark=mark)
        for name, credits, level, mark in rows
    ]


FOUR = marked(("a", "30", "6", "72"), ("b", "30", "6", "72"), ("c", "30", "6", "72"),
              ("d", "30", "6", "45"))  # fmt: skip
# By hand: 30 at 80, 40 of the 60 at 65: (2400 + 2600) / 70 = 71.43.
UNEVEN = marked(("a", "60", "6", "65"), ("b", "30", "6", "80"), ("c", "30", "6", "50"))
TWO_LEVELS = marked(("five", "120", "5", "60"), ("six", "120", "6", "75"))


def book(mean: Plain, at_least: str, modules: list[Plain] = FOUR) -> Any:
    """A degree that is a First where this mean is at least so much."""
    rule = {**BY_CREDIT, **mean, "at_least": at_least}
    rows = [{"title": "First", "applies_when": rule}, {"title": "Pass"}]
    size = sum(int(module["credits"]) for module in modules)
    return framework({"degree": {"title": "Degree", "at_least": f"{size} credits",
                                 "classes": rows}}, modules={})  # fmt: skip


@pytest.mark.parametrize(
    ("mean", "modules", "just", "above"),
    [
        ({}, FOUR, "65.25", "65.26"),
        ({"best": "90 credits"}, FOUR, "72", "72.01"),
        ({"best": "3"}, FOUR, "72", "72.01"),
        ({"best": "3/4"}, FOUR, "72", "72.01"),
        ({"best": "500 credits"}, FOUR, "65.25", "65.26"),
        ({"best": "70 credits"}, UNEVEN, "71.42", "71.43"),
        ({"best": "70 credits", "rounded": "half up to 0.1"}, UNEVEN, "71.4", "71.5"),
    ],
)
def test_the_best_so_much_makes_the_mean(
    mean: Plain, modules: list[Plain], just: str, above: str
) -> None:
    assert one(book(mean, just, modules), modules).class_ == "First"
    assert one(book(mean, above, modules), modules).class_ == "Pass"


def levels(five: str, six: str, **more: str) -> Plain:
    """Two shares of a mean, for two levels."""
    return {"shares": [{"where": {"level": "5"}, "weighs": five, **more},
                       {"where": {"level": "6"}, "weighs": six, **more}]}  # fmt: skip


@pytest.mark.parametrize(
    ("mean", "modules", "just", "above"),
    [
        (levels("30%", "70%"), TWO_LEVELS, "70.5", "70.51"),
        (levels("3", "7"), TWO_LEVELS, "70.5", "70.51"),
        (levels("1/3", "2/3"), TWO_LEVELS, "70", "70.01"),
        # Each share takes its own best: 20 of 60 at 65 and 30 at 80 are 74.
        (levels("50%", "50%", best="50 credits"),
         [*UNEVEN, *TWO_LEVELS[:1]], "67", "67.01"),
        # Nothing at level 5 that is marked: level 6 stands alone.
        (levels("30%", "70%"), TWO_LEVELS[1:], "75", "75.01"),
    ],
)  # fmt: skip
def test_shares_weigh_as_they_say_however_much_credit_they_hold(
    mean: Plain, modules: list[Plain], just: str, above: str
) -> None:
    assert one(book(mean, just, modules), modules).class_ == "First"
    assert one(book(mean, above, modules), modules).class_ == "Pass"


def test_a_mark_that_is_missing_leaves_the_class_open() -> None:
    modules = [*TWO_LEVELS, passed("other", title="Other", credits="20", level="5")]
    found = one(book(levels("30%", "70%"), "70.5", modules), modules)
    assert (found.class_, found.class_open) == ("Pass", ("First",))


def test_a_mean_is_read_aloud_with_its_best_and_its_shares() -> None:
    mean = levels("30%", "70%", best="90 credits")
    rule = {"id": "mean", **BY_CREDIT, **mean, "at_least": "70"}
    told = framework({}, requires=[rule], modules={})
    record = sw.load_record({"record": "example", "modules": []})
    sentence = sw.report(record, told, on="2026-07-01")["mean"].requirement.sentence
    assert "30% for the best 90 credits" in sentence
    assert "70% for the best 90 credits" in sentence


@pytest.mark.parametrize(
    ("mean", "code"),
    [
        ({"rounded": "nearest"}, "SWC207"),
        ({"rounded": "half up to 0"}, "SWC207"),
        ({"at_most": "80%"}, "SWC364"),
        ({"shares": [{"weighs": "0"}]}, "SWC354"),
        ({"shares": [{"weighs": "1", "where": {"levle": "5"}}]}, "SWC351"),
        ({"best": "90 points"}, "SWC309"),
    ],
)
def test_a_mean_that_says_nothing_is_refused_at_its_place(
    mean: Plain, code: str
) -> None:
    with pytest.raises(sw.FrameworkError) as refused:
        book(mean, "70")
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_mark_is_never_compared_with_a_share() -> None:
    way = {"id": "passed", "where": {"mark": {"at_least": "40%"}}}
    with pytest.raises(sw.FrameworkError) as refused:
        framework({"degree": {"title": "Degree", "at_least": "20 credits",
                              "accepts": [way]}})  # fmt: skip
    problem = refused.value.problems[0]
    assert (problem.code, problem.hint) == ("SWC353", "write 40")


# --- modules of which nobody knows whether they belong to the mean -------------------

MARKS = (("d", "60", "58"), ("e", "30", "64"), ("t", "120", "61"), ("u", "20", "40"))


@pytest.mark.parametrize("best", [None, "2", "70 credits"])
@pytest.mark.parametrize("told", [("d",), ("d", "e"), (), ("d", "e", "t", "u")])
@pytest.mark.parametrize("bound", ["40", "45", "55", "58", "59.5", "60", "61", "64"])
def test_a_class_is_open_only_where_the_readings_differ(
    told: tuple[str, ...], bound: str, best: str | None
) -> None:
    """Of what has no kind each reading says yes or no; all of them are worked out."""
    more = {} if best is None else {"best": best}
    rule = {**BY_CREDIT, **more, "where": {"kind": "dissertation"}, "at_least": bound}
    rows = [{"title": "Merit", "applies_when": rule}, {"title": "Pass"}]
    degree = {"title": "Degree", "at_least": "230 credits", "classes": rows}

    def found(kinds: dict[str, str]) -> tuple[str | None, tuple[str, ...]]:
        modules = [
            passed(name, title=name, credits=credits, level="6", mark=mark,
                   **({"kind": kinds[name]} if name in kinds else {}))
            for name, credits, mark in MARKS
        ]  # fmt: skip
        award = one(framework({"degree": degree}, modules={}), modules)
        return award.class_, award.class_open

    known = dict.fromkeys(told, "dissertation")
    silent = [name for name, *_ in MARKS if name not in told]
    readings = {
        found({**known, **dict(zip(silent, kinds, strict=True))})[0]
        for kinds in product(("dissertation", "taught"), repeat=len(silent))
    }
    assert found(known) == (
        ("Pass", ("Merit",)) if len(readings) > 1 else (*readings, ())
    )


def test_two_rows_of_one_title_leave_nothing_open() -> None:
    kind = {"where": {"kind": "dissertation"}}
    rows = [
        {"title": "Merit", "applies_when": {**BY_CREDIT, **kind, "at_least": "60"}},
        {"title": "Merit", "applies_when": {**BY_CREDIT, "at_least": "50"}},
        {"title": "Pass"},
    ]
    degree = {"title": "Degree", "at_least": "30 credits", "classes": rows}
    modules = [passed("a", title="a", credits="30", mark="70")]
    award = one(framework({"degree": degree}, modules={}), modules)
    assert (award.class_, award.class_open) == ("Merit", ())


@pytest.mark.parametrize(
    ("bound", "class_", "open_"),
    [("59", "First", ()), ("64", "Pass", ("First",)), ("76", "Pass", ())],
)
def test_shares_are_settled_where_every_reading_agrees(
    bound: str, class_: str, open_: tuple[str, ...]
) -> None:
    """Level 5 has 60 for certain and 70 perhaps: 60 to 65, and 60 to 70."""
    share = [{"where": {"level": "5", "kind": "taught"}, "weighs": "30%"},
             {"where": {"level": "6", "kind": "taught"}, "weighs": "70%"}]  # fmt: skip
    rule = {**BY_CREDIT, "shares": share, "at_least": bound}
    degree = {"title": "Degree", "at_least": "120 credits", "classes": [
        {"title": "First", "applies_when": rule}, {"title": "Pass"}]}  # fmt: skip
    rows = [("a", "5", "60", "taught"), ("b", "5", "70", None),
            ("c", "6", "80", None), ("d", "6", "60", "taught")]  # fmt: skip
    modules = [
        passed(name, title=name, credits="30", level=level, mark=mark,
               **({} if kind is None else {"kind": kind}))
        for name, level, mark, kind in rows
    ]  # fmt: skip
    award = one(framework({"degree": degree}, modules={}), modules)
    assert (award.class_, award.class_open) == (class_, open_)
