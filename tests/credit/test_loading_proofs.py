"""What loading proves of an award without a learner: each proof, and no false alarm."""

from typing import Any

import pytest
from small_award import MODULES

from swcareers.reading.loading import load_framework_and_warnings

Plain = dict[str, Any]


def said(award: Plain, **more: Any) -> list[tuple[str, str]]:
    """What loading says of a framework with this award: code and place."""
    return [(one.code, one.pointer) for one in problems({"a": award}, **more)]


def problems(awards: Plain, **more: Any) -> tuple[Any, ...]:
    """What loading says of a framework with these awards."""
    plain = {
        "framework": "an-academy",
        "title": "An academy",
        "illustrative": "all",
        "scales": {"level": {"title": "Level", "order": ["4", "5", "6", "7"]}},
        "modules": MODULES,
        "qualifications": awards,
        **more,
    }
    return tuple(load_framework_and_warnings(plain)[1])


def award(credits: str | None = "72 credits", **more: Any) -> Plain:
    """An award of so much credit."""
    size = {} if credits is None else {"at_least": credits}
    return {"title": "A", **size, **more}


def line(where: Plain | None = None, **more: Any) -> Plain:
    """A line that looks at modules of some kind."""
    return {**({} if where is None else {"where": where}), **more}


def cut(where: Plain, most: str = "18 credits", **more: Any) -> Plain:
    """A line that cuts."""
    return line(where, at_most=most, excess="cut", **more)


AT = "/qualifications/a"
ANY = {"modules": "any"}
STUDIED = {"id": "studied", "where": {"gained_by": "study"}}
MARKED_40, MARKED_70 = {"mark": {"at_least": "40"}}, {"mark": {"at_least": "70"}}
FIVE, SIX, PRACTICE = {"level": "5"}, {"level": "6"}, {"kind": "practice"}


# --- the size of an award -------------------------------------------------------------


@pytest.mark.parametrize(("second", "alarm"), [("24", False), ("25", True)])
def test_the_least_that_meets_an_award_is_its_size(second: str, alarm: bool) -> None:
    """This award asks for 72; the least that meets it is 73."""
    parts = [{"id": "p", **ANY, "at_least": "48 credits"},
             {"id": "q", **ANY, "at_least": f"{second} credits"}]  # fmt: skip
    found = problems({"a": award(made_of=parts)})
    assert [(one.code, one.pointer) for one in found] == (
        [("SWC365", f"{AT}/at_least")] if alarm else []
    )
    if alarm:
        assert found[0].message == (
            "this award asks for 72 credits; the least that meets it is 73 credits"
        )


@pytest.mark.parametrize(
    "parts",
    [
        [{"id": "p", **ANY, "at_least": "50 credits", "at_most": "49 credits",
          "excess": "left_out"}, {"id": "q", **ANY}],
        [{"id": "p", "modules": ["family", "youth"], "where": SIX, "at_least": "2"},
         {"id": "q", **ANY}],
        [{"id": "p", **ANY, "at_most": "71 credits", "excess": "left_out"}],
    ],
    ids=["a-most-below-its-least", "a-list-of-another-level", "no-room"],
)  # fmt: skip
def test_an_award_that_nothing_meets_is_refused(parts: list[Plain]) -> None:
    assert ("SWC365", AT) in said(award(made_of=parts))


def test_caps_that_leave_no_room_are_refused_and_the_first_is_named() -> None:
    lines = [
        line({"level": {"at_least": "6"}}, at_most="30 credits", excess="left_out"),
        line({"level": {"at_most": "5"}}, at_most="30 credits", excess="left_out"),
    ]
    found = problems({"a": award(of_which=lines)})
    assert [one.code for one in found] == ["SWC365"]
    assert "is in the way" in found[0].message
    lines[1]["at_most"] = "42 credits"
    assert said(award(of_which=lines)) == []


def test_every_edition_of_an_award_is_held_against_the_empty_record() -> None:
    part = {"id": "p", **ANY, "at_least": "80 credits"}
    versions = [
        {"from": "2019-09-01", "made_of": [part]},
        {"from": "2024-09-01", "made_of": [{**part, "at_least": "60 credits"}]},
    ]
    assert [code for code, _ in said(award(versions=versions))] == ["SWC365"]


@pytest.mark.parametrize(
    ("total", "at_level", "places"),
    [
        (60, 40, []),
        (59, 40, [f"{AT}/at_least"]),
        (60, 39, [AT]),
        (59, 39, [f"{AT}/at_least", AT]),
        (90, 60, []),
    ],
)
def test_an_award_is_held_against_the_national_size_of_its_type(
    total: int, at_level: int, places: list[str]
) -> None:
    """A postgraduate certificate has 60 credits, 40 of them at level 7."""
    line_ = line({"level": "7"}, at_least=f"{at_level} credits")
    one_ = award(f"{total} credits", type="postgraduate-certificate", level="7",
                 of_which=[line_])  # fmt: skip
    plain = {
        "framework": "an-academy", "title": "An academy", "illustrative": "all",
        "extends": {"credit-framework": "2021"}, "qualifications": {"a": one_},
    }  # fmt: skip
    found = load_framework_and_warnings(plain)[1]
    told = sorted((said_.code, said_.pointer) for said_ in found)
    assert told == sorted(("SWC368", place) for place in places)


# --- what happens above the most, shares, lists ---------------------------------------


def test_above_the_most_something_has_to_be_said() -> None:
    found = said(award(of_which=[line(FIVE, at_most="18 credits")]))
    assert found == [("SWC344", f"{AT}/of_which/0/at_most")]
    found = said(award(accepts=[STUDIED, {"id": "p", "at_most": "1/2"}]))
    assert found == [("SWC344", f"{AT}/accepts/1/at_most")]


def test_a_share_is_a_share_of_something() -> None:
    part = {"id": "p", **ANY, "at_least": "1/2"}
    found = said(award(None, made_of=[part]))
    assert found == [("SWC364", f"{AT}/made_of/0/at_least")]
    assert said(award(made_of=[part, {"id": "q", **ANY}])) == []
    inside = {"id": "p", **ANY, "at_least": "24 credits",
              "of_which": [line(SIX, at_least="1/2")]}  # fmt: skip
    assert said(award(None, made_of=[inside])) == []


@pytest.mark.parametrize(
    ("share", "alarm"),
    [("33%", True), ("1/3", False), ("25%", False), ("12.5%", False), ("2/7", True)],
)
def test_a_share_that_no_whole_module_reaches_is_told(share: str, alarm: bool) -> None:
    """33 % of 72 is 23.76 credits."""
    found = said(award(of_which=[line(FIVE, at_most=share, excess="left_out")]))
    assert found == ([("SWC367", f"{AT}/of_which/0/at_most")] if alarm else [])


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ({"modules": ["family", "law"], "at_least": "36 credits"}, "at_least"),
        ({"modules": ["family", "law"], "at_least": "3"}, "at_least"),
        ({"modules": ["family", "law"],
          "of_which": [{"modules": ["law"], "at_least": "13 credits"}]},
         "of_which/0/at_least"),
    ],
)  # fmt: skip
def test_a_list_too_short_for_its_bound_is_refused(part: Plain, place: str) -> None:
    found = said(award("12 credits", made_of=[{"id": "p", **part}]))
    assert ("SWC348", f"{AT}/made_of/0/{place}") in found


@pytest.mark.parametrize("bound", ["24 credits", "2", "all"])
def test_a_list_as_long_as_its_bound_is_not(bound: str) -> None:
    part = {"id": "p", "modules": ["family", "law"], "at_least": bound}
    assert said(award("24 credits", made_of=[part])) == []


# --- overlapping cuts -----------------------------------------------------------------

PRIOR = {"id": "prior", "where": {"gained_by": "certificated"},
         "at_most": "20 credits", "excess": "cut"}  # fmt: skip


@pytest.mark.parametrize(
    "crossing",
    [
        {"of_which": [cut(FIVE), cut(PRACTICE)]},
        {"of_which": [cut({"level": {"at_most": "5"}}),
                      cut({"level": {"at_least": "5"}}, "60 credits")]},
        {"made_of": [{"id": "p", **ANY, "at_most": "30 credits", "excess": "cut"},
                     {"id": "q", **ANY}], "of_which": [cut(FIVE)]},
        {"accepts": [STUDIED, PRIOR], "of_which": [cut(FIVE)]},
        {"of_which": [cut(FIVE), cut({"achieved": {"to": "2020-01-01"}})]},
    ],
    ids=["two-lines", "levels", "part-and-line", "way-and-line", "day-and-level"],
)  # fmt: skip
def test_cuts_that_overlap_without_nesting_are_refused(crossing: Plain) -> None:
    """The order of cutting would change the result."""
    assert "SWC363" in [code for code, _ in said(award(**crossing))]


@pytest.mark.parametrize(
    "apart",
    [
        {"of_which": [cut(FIVE), cut(SIX)]},
        {"of_which": [cut({"level": {"at_most": "5"}}, "40 credits"),
                      cut({"level": {"at_least": "6"}}, "40 credits")]},
        {"of_which": [cut(FIVE, "30 credits", of_which=[cut(PRACTICE, "10 credits")])]},
        {"of_which": [cut(FIVE, "30 credits"), cut({**FIVE, **PRACTICE}, "9 credits")]},
        {"made_of": [{"id": "p", **ANY, "at_most": "30 credits", "excess": "cut",
                      "of_which": [cut(FIVE)]}, {"id": "q", **ANY}]},
        {"accepts": [STUDIED, {**PRIOR, "of_which": [cut(FIVE, "10 credits")]}]},
        {"of_which": [cut(FIVE), line(PRACTICE, at_most="20 credits",
                                      excess="left_out")]},
        {"of_which": [cut({"gained_by": "study"}, "60 credits"),
                      cut({"gained_by": {"not": "study"}}, "30 credits")]},
    ],
)  # fmt: skip
def test_cuts_that_nest_or_lie_apart_are_not(apart: Plain) -> None:
    assert said(award(**apart)) == []


# --- what never decides anything ------------------------------------------------------

CORE = [{"id": "core", "modules": ["foundations", "project"], "at_least": "all"},
        {"id": "rest", **ANY}]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "alarm"),
    [
        (line(SIX, at_least="48 credits"), True),  # the core is 48 at level 6
        (line(SIX, at_least="49 credits"), False),
        (line(SIX, at_least="2"), True),
        (line(SIX, at_least="3"), False),
        ({"modules": ["project"], "at_least": "all"}, True),
        ({"modules": ["project", "law"], "at_least": "all"}, False),
        (line(SIX, at_least="48 credits", strength="should"), False),
        (line(FIVE, at_most="24 credits", excess="left_out"), False),
    ],
)
def test_a_line_that_the_others_imply_is_told(told: Plain, alarm: bool) -> None:
    found = said(award(made_of=CORE, of_which=[{"id": "told", **told}]))
    assert found == ([("SWC366", f"{AT}/of_which/0")] if alarm else [])


@pytest.mark.parametrize(
    ("inner", "alarm"), [("17 credits", False), ("18 credits", True)]
)
def test_an_upper_bound_that_is_never_passed_is_told(inner: str, alarm: bool) -> None:
    inside = {"id": "inner", **line(PRACTICE, at_most=inner, excess="left_out")}
    outer = line(FIVE, at_most="18 credits", excess="left_out", of_which=[inside])
    found = said(award(of_which=[outer]))
    place = f"{AT}/of_which/0/of_which/0"
    assert found == ([("SWC366", place)] if alarm else [])


# --- ways that admit nothing more -----------------------------------------------------


@pytest.mark.parametrize(
    "ways",
    [
        [{"id": "all"}, STUDIED],
        [{"where": MARKED_40}, {"where": MARKED_70}],
        [STUDIED, {"where": {"gained_by": "study", "level": "7"}}],
        [{"where": {"gained_by": ["study", "certificated"]}},
         {"where": {"gained_by": "certificated"}, "at_most": "1/2",
          "excess": "left_out"}],
        [STUDIED, {"from": "any"}, {"from": "b"}],
    ],
)  # fmt: skip
def test_a_way_that_admits_nothing_the_first_does_not_is_told(
    ways: list[Plain],
) -> None:
    ways = [{"id": f"way-{place}", **way} for place, way in enumerate(ways)]
    found = problems({"a": award(accepts=ways), "b": award("24 credits")})
    last = f"{AT}/accepts/{len(ways) - 1}"
    assert [(one.code, one.pointer) for one in found] == [("SWC369", last)]


@pytest.mark.parametrize(
    "ways",
    [
        [{"where": MARKED_70}, {"where": MARKED_40}],
        [{"id": "all"}, {"where": {"mark": {"at_least": "38"}}}],  # of what was failed
        [STUDIED, {"from": "b"}, {"from": "any", "at_most": "surplus",
                                  "excess": "left_out"}],
        [{"where": {"achieved": {"from": "2020-01-01"}}}, {"where": {"level": "6"}}],
        [{"where": {"gained_by": "study", "achieved": {
            "last": "5 years", "before": "a", "or_decided": "current"}}}, STUDIED],
        [{"where": {"any": [FIVE, SIX]}}, {"where": {"level": "7"}}],
        [{"where": {"attempts": {"at_most": "1"}}}, {"mark": "left_out"}],
        [{"where": {"components": {"all": {"mark": {"at_least": "35"}}}}},
         {"where": {"mark": {"at_least": "50"}}}],
    ],
)  # fmt: skip
def test_a_way_that_admits_something_more_is_not(ways: list[Plain]) -> None:
    ways = [{"id": f"way-{place}", **way} for place, way in enumerate(ways)]
    decisions = {"current": {"title": "Still current"}}
    assert not problems(
        {"a": award(accepts=ways), "b": award("24 credits")}, decisions=decisions
    )


def test_a_way_of_an_award_may_come_before_the_same_way_of_its_regulation() -> None:
    """What an award says itself is read first, and hides nothing by mistake."""
    shared = {"guild": {"title": "Guild", "accepts": [STUDIED, {"id": "all"}]}}
    own = [{"id": "own", "mark": "left_out"}]
    assert said(award(follows="guild", accepts=own), regulations=shared) == []
    shared["guild"]["accepts"] = [{"id": "all"}, STUDIED]
    found = said(award(follows="guild"), regulations=shared)
    assert [code for code, _ in found] == ["SWC369"]


# --- circles, gaps, and what has no effect --------------------------------------------


def test_awards_that_end_in_each_other_or_count_each_other_are_refused() -> None:
    again = [STUDIED, {"id": "again", "from": "b"}]
    back = [STUDIED, {"id": "again", "from": "a"}]
    found = problems({"a": award(exits=["b"]), "b": award(exits=["a"])})
    assert [one.code for one in found] == ["SWC307"]
    found = problems({"a": award(accepts=again), "b": award(accepts=back)})
    assert [one.code for one in found] == ["SWC307"]
    shared = {"guild": {"title": "Guild", "accepts": again}}
    found = problems({"a": award(follows="guild"), "b": award(accepts=back)},
                     regulations=shared)  # fmt: skip
    assert [one.code for one in found] == ["SWC307"]
    # A regulation for both of them is written once, and names both.
    both = {"guild": {"title": "Guild", "accepts": [
        STUDIED, {"id": "again", "from": ["a", "b"]}]}}  # fmt: skip
    assert not problems({"a": award(follows="guild"), "b": award(follows="guild")},
                        regulations=both)  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "alarm"),
    [
        ([{"is": "short", "gives": "12 credits"}], False),
        ([{"is": "long", "gives": "12 credits"}], True),
        ([{"is": "long", "gives": "12 credits"}, {"otherwise": "9 credits"}], False),
    ],
)
def test_a_table_by_type_has_a_row_for_every_award_that_reads_it(
    rows: list[Plain], alarm: bool
) -> None:
    figures = {"transfer": {"title": "Transfer", "by": "type", "rows": rows}}
    way = {"id": "prior", "where": {"gained_by": "certificated"},
           "at_most": "transfer", "excess": "left_out"}  # fmt: skip
    found = said(award(type="short", accepts=[STUDIED, way]), figures=figures)
    assert [code for code, _ in found] == (["SWC362"] if alarm else [])


def test_an_event_that_no_record_can_hold_is_refused() -> None:
    aged = {"id": "recent", "where": {"achieved": {"last": "5 years",
                                                   "before": "admision"}}}  # fmt: skip
    events = {"admission": {"title": "Admission"}}
    found = problems({"a": award(accepts=[aged])}, events=events)
    assert [one.code for one in found] == ["SWC306"]
    assert "admission" in str(found[0].hint)
    aged["where"]["achieved"]["before"] = "admission"
    assert not problems({"a": award(accepts=[aged])}, events=events)
    events["admission"] = {"title": "Admission", "which": "latest"}
    found = problems({"a": award(accepts=[aged])}, events=events)
    assert [one.code for one in found] == ["SWC356"]


@pytest.mark.parametrize("key", ["covering", "besides", "shares_with"])
def test_what_a_part_of_an_award_cannot_say_is_refused_and_not_passed_over(
    key: str,
) -> None:
    needs = {"both": ["family", "law"]}
    rule = {"id": "rule", "title": "A rule", "modules": "any", "at_least": "1"}
    value = {"covering": "both", "besides": ["a/rule"], "shares_with": ["a"]}[key]
    part = {"id": "p", **ANY, key: value}
    found = said(award(made_of=[part], requires=[rule]), groups=needs)
    assert ("SWC370", f"{AT}/made_of/0/{key}") in found


# --- rules as they are published: no false alarm --------------------------------------

PUBLISHED: dict[str, Plain] = {
    "core-and-options": award(
        "60 credits",
        made_of=[{"id": "core", "modules": ["foundations"], "at_least": "all"},
                 {"id": "options", "modules": ["family", "law", "youth"],
                  "at_least": "24 credits"}, {"id": "rest", **ANY}],
        of_which=[line({"level": {"at_least": "6"}}, at_least="40 credits")],
    ),
    "an-exact-total": award(
        made_of=[{"id": "all", **ANY, "at_least": "72 credits",
                  "at_most": "72 credits", "excess": "left_out"}]
    ),
    "parts-that-fill-it": award(
        "48 credits",
        made_of=[{"id": "one", **ANY, "where": SIX, "at_least": "24 credits"},
                 {"id": "two", **ANY, "where": FIVE, "at_least": "24 credits"}],
    ),
    "half-at-the-awarding-body": award(
        of_which=[line({"provider": "Kent"}, at_least="1/2")]
    ),
    "a-minimum-import": award(
        accepts=[STUDIED, {"id": "in", "where": {"gained_by": "certificated"},
                           "at_least": "12 credits", "at_most": "1/2",
                           "excess": "left_out"}]
    ),
    "nothing-below-a-level": award(
        of_which=[line(FIVE, at_most="0 credits", excess="breach")]
    ),
    "modules-and-no-credit": award("3", made_of=[{"id": "p", **ANY}]),
    "a-part-without-credit": award(
        "24 credits",
        made_of=[{"id": "p", "modules": ["project"], "at_least": "all"},
                 {"id": "portfolio", **ANY, "at_most": "1", "excess": "left_out"}],
    ),
    "overlapping-lines": award(
        of_which=[line({"level": {"at_least": "5"}}, at_least="60 credits"),
                  line({"level": {"at_least": "6"}}, at_least="24 credits"),
                  line(PRACTICE, at_least="12 credits")]
    ),
    "providers-that-differ": award(of_which=[line(distinct="provider", at_least="2")]),
    "a-cap-of-all-prior-learning-and-of-one-kind": award(
        accepts=[STUDIED,
                 {"id": "prior", "at_most": "50%", "excess": "left_out",
                  "where": {"gained_by": ["certificated", "experiential"]},
                  "of_which": [{"id": "e", "where": {"gained_by": "experiential"},
                                "at_most": "25%", "excess": "left_out"}]}]
    ),
    "an-age-that-a-person-may-overrule": award(
        accepts=[STUDIED,
                 {"id": "prior", "at_most": "50%", "excess": "left_out",
                  "where": {"gained_by": ["certificated", "experiential"],
                            "achieved": {"last": "5 years", "before": "admission",
                                         "or_decided": "current"}},
                  "of_which": [{"id": "e", "where": {"gained_by": "experiential"},
                                "at_most": "25%", "excess": "left_out"}]}]
    ),
    "so-much-of-what-is-transferred": award(
        accepts=[STUDIED,
                 {"id": "in", "where": {"gained_by": "certificated"},
                  "of_which": [line(SIX, at_least="12 credits")]}],
        of_which=[line({"counted_as": "in"}, at_least="24 credits")],
    ),
    "near-misses": award(
        accepts=[{"id": "passed", "where": {"mark": {"at_least": "45"}}},
                 {"id": "near", "where": {"must_pass": "false",
                                          "mark": {"at_least": "38"}},
                  "at_most": "12 credits", "excess": "left_out",
                  "applies_when": {"average": "mark", "weighted_by": "credits",
                                   "at_least": "45"}}]
    ),
    "a-figure-nobody-stated": award("size", of_which=[line(SIX, at_least="1/2")]),
    "only-by-what-another-counted": award("24 credits", accepts=[{"id": "f",
                                                                  "from": "b"}]),
    "european-credit": award("36 ects", of_which=[line(SIX, at_least="18 ects")]),
    "not-described": {"title": "A", "not_stated": ["credits", "made_of"]},
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_rules_as_they_are_published_raise_no_alarm(name: str) -> None:
    figures = {"size": {"title": "Size", "not_stated": ["gives"]}}
    units = {"ects": {"title": "European credit", "is": "2 credits"}}
    awards = {"a": PUBLISHED[name], "b": award("24 credits")}
    found = problems(
        awards, figures=figures, units=units,
        events={"admission": {"title": "Admission"}},
        decisions={"current": {"title": "Still current"}},
    )  # fmt: skip
    assert found == ()


# --- numbers without a unit -----------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "at"),
    [
        (award("60"), "/at_least"),
        (award("9"), None),
        (award("60 credits"), None),
        (award(of_which=[line(SIX, at_least="40")]), "/of_which/0/at_least"),
        (award(of_which=[line(at_most="20", excess="left_out", where=FIVE)]),
         "/of_which/0/at_most"),
        (award(of_which=[line(distinct="pathway", at_least="10")]), None),
        (award(accepts=[{**STUDIED, "at_most": "30", "excess": "left_out"}]),
         "/accepts/0/at_most"),
        (award(requires=[{"id": "r", "modules": "taken", "at_least": "30"}]),
         "/requires/0/at_least"),
    ],
)  # fmt: skip
def test_a_bare_number_that_was_meant_as_credit_is_doubted(
    entry: Plain, at: str | None
) -> None:
    found = [one for one in said(entry) if one[0] == "SWC374"]
    assert found == ([] if at is None else [("SWC374", f"{AT}{at}")])


def test_modules_without_credit_are_counted_one_by_one() -> None:
    modules = {"family": {"title": "Family"}, "law": {"title": "Law"}}
    assert said(award("12"), modules=modules) == []
