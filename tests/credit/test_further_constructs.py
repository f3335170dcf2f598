"""Further sentences of credit: what is free, spent, counted again, and not proven."""

from decimal import Decimal
from typing import Any

import pytest
from small_award import MODULES, framework, ledger, one, passed

import swcareers as sw
from swcareers.evaluation.credit.asking import credit_of_awards
from swcareers.queries.asking import situation_of
from swcareers.queries.ledger_awards import AwardLines
from swcareers.queries.ledger_book import Book

Plain = dict[str, Any]


def missing(award: Any) -> Decimal | None:
    """The credits that are missing."""
    return None if award.missing is None else award.missing.credits


# --- caps -----------------------------------------------------------------------------


def test_what_is_left_out_stays_free_for_another_award() -> None:
    """Modules are taken whole, up to 18; the others are not used here."""
    line = {"where": {"level": "5"}, "at_most": "18 credits", "excess": "left_out"}
    book = framework(
        {"a": {"title": "A", "at_least": "24 credits", "of_which": [line]},
         "b": {"title": "B", "at_least": "24 credits"}}
    )  # fmt: skip
    found = ledger(book, [passed("youth")], ["a", "b"])
    assert [found[name].verdict for name in "ab"] == ["not_yet", "met"]


def test_what_is_cut_is_spent_and_counts_nowhere_else() -> None:
    """One module may count in part; its remainder is spent."""
    line = {"where": {"level": "5"}, "at_most": "18 credits", "excess": "cut"}
    book = framework(
        {"a": {"title": "A", "at_least": "18 credits", "of_which": [line]},
         "b": {"title": "B", "at_least": "6 credits"}}
    )  # fmt: skip
    found = ledger(book, [passed("youth")], ["a", "b"])
    assert [found[name].verdict for name in "ab"] == ["met", "not_yet"]
    assert (found["a"].left, missing(found["b"])) == (6, 6)


def test_a_cut_falls_where_it_hurts_the_learner_least() -> None:
    """At most 18 of level 5 count; that the practice is among them is what counts."""
    lines = [{"where": {"level": "5"}, "at_most": "18 credits", "excess": "cut"},
             {"where": {"kind": "practice"}, "at_least": "12 credits"}]  # fmt: skip
    book = framework({"a": {"title": "A", "at_least": "18 credits",
                            "of_which": lines}})  # fmt: skip
    held = [passed("plain", credits="12", level="5", kind="taught"),
            passed("other", credits="12", level="5", kind="practice")]  # fmt: skip
    assert one(book, held).verdict == "met"


@pytest.mark.parametrize(("held", "short"), [("30", 0), ("29", 1), ("36", 0)])
def test_so_much_is_taken_at_the_awarding_body_at_the_level_of_the_award(
    held: str, short: int
) -> None:
    """A cap on what is imported may be written as what has to be done here."""
    line = {"where": {"provider": "Kent", "level": "6"}, "at_least": "1/2"}
    book = framework({"a": {"title": "A", "at_least": "60 credits",
                            "of_which": [line]}})  # fmt: skip
    modules = [passed("here", credits=held, level="6", provider="Kent"),
               passed("there", credits="60", level="6", provider="Essex")]  # fmt: skip
    assert missing(one(book, modules)) == short


def test_a_group_stands_for_its_modules() -> None:
    part = {"id": "core", "modules": ["community"], "at_least": "all"}
    book = framework({"a": {"title": "A", "at_least": "24 credits",
                            "made_of": [part]}},
                     groups={"community": ["family", "law"]})  # fmt: skip
    assert one(book, [passed("family"), passed("law")]).verdict == "met"
    assert one(book, [passed("family"), passed("project")]).verdict == "not_yet"


# --- what another award counted -------------------------------------------------------


@pytest.mark.parametrize(
    ("registered", "verdict"), [("short", "met"), ("masters", "not_yet")]
)
def test_whether_credit_counts_again_may_hang_on_what_one_was_registered_for(
    registered: str, verdict: str
) -> None:
    """An award taken on the way out of a longer one is no stage of another."""
    again = {"id": "stage", "from": ["short"],
             "where": {"award": {"registered_for": "short"}}}  # fmt: skip
    book = framework(
        {"diploma": {"title": "Diploma", "at_least": "48 credits",
                     "accepts": [{"id": "studied"}, again]},
         "short": {"title": "Short course"}, "masters": {"title": "Master's"}}
    )  # fmt: skip
    awards = [{"award": "short", "achieved": "2025-02-01", "counted": ["foundations"],
               "registered_for": registered}]  # fmt: skip
    held = [passed("foundations"), passed("project")]
    found = ledger(book, held, ["diploma"], awards=awards)["diploma"]
    assert found.verdict == verdict


def test_a_conferred_award_keeps_what_it_counted_whatever_else_is_asked() -> None:
    book = framework(
        {"lower": {"title": "Certificate", "at_least": "24 credits"},
         "higher": {"title": "Diploma", "at_least": "48 credits"}}
    )  # fmt: skip
    awards = [{"award": "lower", "achieved": "2025-02-01", "counted": ["project"]}]
    held = [passed("foundations"), passed("project")]
    found = ledger(book, held, ["higher", "lower"], awards=awards)
    assert found["lower"].counted == ("project",)
    assert missing(found["higher"]) == 24
    assert [use.award for use in found.module("foundations").towards] == ["higher"]


# --- units ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("achieved", "short"), [("2018-12-31", 0), ("2019-01-01", 8), ("2019-06-30", 8)]
)
def test_credit_in_another_unit_is_worth_what_it_was_on_its_day(
    achieved: str, short: int
) -> None:
    """Credit is converted by a declared, dated rate; without one it is undecided."""
    versions = [{"from": "unknown", "until": "2019-01-01", "is": "3 credits"},
                {"from": "2019-01-01", "is": "2 credits"}]  # fmt: skip
    book = framework({"a": {"title": "A", "at_least": "24 credits"}},
                     units={"points": {"versions": versions}})  # fmt: skip
    found = one(book, [passed("abroad", credits="8 points", achieved=achieved)])
    assert missing(found) == short
    bare = framework({"a": {"title": "A", "at_least": "24 credits"}},
                     units={"points": {"not_stated": ["is"]}})  # fmt: skip
    found = one(bare, [passed("abroad", credits="8 points", achieved=achieved)])
    assert found.verdict == "undecided"


def test_banked_credit_of_unlike_units_is_never_added() -> None:
    book = framework({"a": {"title": "A", "at_least": "24 credits"}},
                     units={"ects": {"title": "European credit",
                                     "is": "2 credits"}})  # fmt: skip
    found = ledger(book, [passed("project"), passed("abroad", credits="6 ects")])
    assert [(one.unit, one.amount) for one in found.banked] == [
        ("credits", 24), ("ects", 6),
    ]  # fmt: skip


# --- classes, which read from the top -------------------------------------------------


def test_a_class_may_hang_on_a_decision_and_the_first_that_applies_is_given() -> None:
    classes = [
        {"title": "Unclassified", "applies_when": {"decision": "early-exit"}},
        {"title": "Merit", "applies_when": {"average": "mark", "at_least": "60"}},
        {"title": "Pass"},
    ]
    book = framework({"a": {"title": "A", "at_least": "24 credits",
                            "classes": classes}},
                     decisions={"early-exit": {"title": "Early exit"}})  # fmt: skip
    held = [passed("project", mark="72")]
    assert one(book, held, decisions=[]).class_ == "Merit"
    leaving = {"decision": "early-exit", "is": "agreed", "date": "2025-06-01"}
    assert one(book, held, decisions=[leaving]).class_ == "Unclassified"


# --- when the search ends before all was looked at ------------------------------------


def within_steps(steps: int, held: int) -> Any:
    """A hard award: an exact total in three parts, with modules of unlike sizes."""
    parts = [{"id": f"part-{place}", "modules": "any", "at_least": "101 credits",
              "at_most": "101 credits", "excess": "left_out"}
             for place in range(3)]  # fmt: skip
    award = {"title": "A", "at_least": "303 credits", "made_of": parts}
    book = framework({"a": award})
    sizes = [7 + (place * 37) % 29 for place in range(held)]
    taken = [passed(f"m-{place}", title=f"M {place}", credits=str(size))
             for place, size in enumerate(sizes)]  # fmt: skip
    record = sw.load_record({"record": "example", "modules": taken})
    base = situation_of(record, book, sw.load_record({
        "record": "x", "as_of": "2026-07-01"}).as_of.earliest)  # fmt: skip
    standings = credit_of_awards(("a",), base, steps=steps)
    lines = AwardLines(Book(standings, base, ("a",), False, ()))
    return lines.award(standings.together[0])


def test_where_the_search_ends_first_two_bounds_are_told_and_no_verdict_against() -> (
    None
):
    """It says so when it cannot prove it; nothing greedy is ever called not met."""
    found = within_steps(1, 16)
    assert not found.proven
    assert found.missing is not None
    assert found.missing.credits is None
    assert found.missing.at_least is not None
    assert found.verdict in ("undecided", "not_yet")
    assert found.missing.words.startswith(("between", "at least"))
    assert within_steps(1, 16) == found  # steps, not seconds: answers repeat


def test_with_steps_enough_the_same_award_is_proven() -> None:
    found = within_steps(200_000, 14)
    loose = within_steps(1, 14)
    assert found.proven
    assert found.missing is not None
    assert loose.missing is not None
    assert loose.missing.at_least <= found.missing.credits
    if loose.missing.at_most is not None:
        assert found.missing.credits <= loose.missing.at_most


# --- leftovers ------------------------------------------------------------------------


def test_credit_that_no_award_uses_is_told_as_left_over() -> None:
    part = {"id": "core", "modules": ["foundations", "law"]}
    book = framework({"a": {"title": "A", "at_least": "24 credits",
                            "made_of": [part]}}, MODULES)  # fmt: skip
    found = ledger(book, [passed("foundations"), passed("youth"), passed("law")], ["a"])
    assert [line.module for line in found.modules if line.free] == ["youth", "law"]
    assert "Of it used nowhere: 36 credits" in found.to_text()
    assert found.module("law").not_towards[0].because == (
        "it is not needed here and stays free"
    )


@pytest.mark.parametrize(
    ("decided", "class_", "open_"),
    [(None, "Pass", ("Merit",)), ("agreed", "Merit", ()), ("not-agreed", "Pass", ())],
)
def test_whether_a_mark_from_elsewhere_counts_may_be_somebodys_decision(
    decided: str | None, class_: str, open_: tuple[str, ...]
) -> None:
    """Until it is taken the class is open, and the credit counts all the same."""
    ways = [{"id": "studied", "where": {"gained_by": "study"}},
            {"id": "transferred", "where": {"gained_by": "certificated"},
             "mark": {"decision": "marks-count"}}]  # fmt: skip
    mean = {"average": "mark", "weighted_by": "credits", "at_least": "60"}
    classes = [{"title": "Merit", "applies_when": mean}, {"title": "Pass"}]
    award = {"title": "A", "at_least": "48 credits", "accepts": ways,
             "classes": classes}  # fmt: skip
    book = framework({"a": award}, decisions={"marks-count": {"title": "Marks count"}})
    held = [passed("project", mark="50"),
            passed("prior", credits="24", mark="72",
                   gained_by="certificated")]  # fmt: skip
    taken = [] if decided is None else [
        {"decision": "marks-count", "is": decided, "of": "prior", "date": "2025-06-01"}
    ]  # fmt: skip
    found = one(book, held, decisions=taken)
    assert found.verdict == "met"
    assert (found.class_, found.class_open) == (class_, open_)


@pytest.mark.parametrize(
    ("more", "stands", "short"),
    [
        ({"planned": "2025-01-10", "achieved": "2025-01-20"}, ["achieved"], "nothing"),
        ({"planned": "true", "achieved": "2025-01-20"}, ["achieved"], "nothing"),
        ({"planned": "2026-09-10"}, ["coming"], "24 credits"),
        ({"planned": "2026-09-10", "achieved": "2026-09-20"}, [], "24 credits"),
    ],
)
def test_what_is_achieved_is_no_longer_planned(
    more: Plain, stands: list[str], short: str
) -> None:
    """Asked on 1 July 2026; the day achieved decides, in the past or to come."""
    book = framework({"a": {"title": "A", "at_least": "24 credits"}})
    taken = {"module": "project", "state": "passed", **more}
    record = sw.load_record({"record": "example", "modules": [taken]})
    page = sw.credit_ledger(record, book, towards=["a"], on="2026-07-01")
    assert [line.stands for line in page.modules] == stands
    missing = page["a"].missing
    assert missing is not None
    assert missing.words.startswith(short)
    both = "achieved" in more
    assert [one.code for one in record.problems] == (["SWC419"] if both else [])
