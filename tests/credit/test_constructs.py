"""What each construct of credit means, sentence by sentence."""

from decimal import Decimal
from typing import Any

import pytest
from small_award import CERTIFICATE, MODULES, framework, ledger, one, passed

import swcareers as sw
from swcareers.queries.ledger import credit_ledger, credit_methods


def short(award: Any) -> str:
    """What is missing, in words."""
    return "" if award.missing is None else award.missing.words


# --- the least that is missing --------------------------------------------------------


def test_the_least_missing_is_not_the_sum_of_the_unmet_lines() -> None:
    """Unmet lines add up to 62; one module mends several of them: 36 are missing."""
    award = one(framework({"certificate": CERTIFICATE}),
                [passed("foundations"), passed("family")])  # fmt: skip
    assert short(award) == "36 credits short"
    assert award.proven
    unmet = [bound for bound in (award.total, *award.parts, *award.lines)
             if bound is not None and bound.verdict != "met"]  # fmt: skip
    assert sum((b.need or Decimal(0)) - b.have for b in unmet) == 62
    assert award.one_way == (
        "36 credits: Law (12 credits) for Options and 24 credits at level 6 or above "
        "for Rest"
    )


def test_every_module_on_offer_that_would_help_is_told_with_by_how_much() -> None:
    award = one(framework({"certificate": CERTIFICATE}),
                [passed("foundations"), passed("family")])  # fmt: skip
    helped = {fill.module: fill.credits for fill in award.fill}
    assert helped == {"project": 24, "youth": 22, "law": 12}


# --- what the three caps mean ---------------------------------------------------------


@pytest.mark.parametrize(
    ("excess", "verdict", "words"),
    [
        ("cut", "met", "nothing is missing"),
        ("left_out", "not_yet", "18 credits short"),
        ("breach", "not_met", "nothing is missing, but more is there than is allowed"),
    ],
)
def test_one_record_has_three_answers(excess: str, verdict: str, words: str) -> None:
    """72 credits, at most 18 at level 5; held are 54 at level 6 and 24 at level 5."""
    line = {"id": "level-5", "where": {"level": "5"}, "at_most": "18 credits"}
    award = {"title": "A", "at_least": "72 credits",
             "of_which": [{**line, "excess": excess}]}  # fmt: skip
    found = one(
        framework({"a": award}),
        [passed("one", credits="30", level="6"), passed("two", credits="24", level="6"),
         passed("three", credits="24", level="5")],
    )  # fmt: skip
    assert found.verdict == verdict
    assert short(found) == words


# --- ways in --------------------------------------------------------------------------

MARKED = {
    "title": "A",
    "at_least": "48 credits",
    "accepts": [
        {"id": "passed", "where": {"mark": {"at_least": "45"}}},
        {"id": "near-miss",
         "where": {"must_pass": "false", "mark": {"at_least": "38"}},
         "at_most": "12 credits", "excess": "left_out",
         "applies_when": {"average": "mark", "weighted_by": "credits",
                          "at_least": "45"}},
    ],
}  # fmt: skip


def test_a_near_miss_counts_while_the_mean_of_the_whole_allows_it() -> None:
    book = framework({"a": MARKED})
    strong = [passed("one", credits="36", mark="52"),
              passed("family", mark="38", state="failed")]  # fmt: skip
    assert one(book, strong).verdict == "met"
    weak = [passed("one", credits="36", mark="47"), strong[1]]
    assert one(book, weak).verdict == "not_yet"
    assert short(one(book, weak)) == "12 credits short"


def test_a_near_miss_is_no_way_for_a_module_that_must_be_passed() -> None:
    modules = {**MODULES, "family": {**MODULES["family"], "must_pass": "true"}}
    book = framework({"a": MARKED}, modules)
    held = [passed("one", credits="36", mark="60"),
            passed("family", mark="44", state="failed")]  # fmt: skip
    assert one(book, held).verdict == "not_yet"


def test_a_module_that_was_failed_counts_by_no_way_that_does_not_ask_for_its_mark() -> (
    None
):
    book = framework({"a": {"title": "A", "at_least": "12 credits"}})
    award = one(book, [passed("family", state="failed")])
    assert award.verdict == "not_yet"


def test_components_are_asked_one_by_one() -> None:
    award = {
        "title": "A",
        "at_least": "12 credits",
        "accepts": [
            {"id": "passed", "where": {"mark": {"at_least": "45"},
                                       "components": {"all": {"mark":
                                                              {"at_least": "35"}}}}}
        ],
    }  # fmt: skip
    book = framework({"a": award})
    parts = {"essay": "60", "practical": "35"}
    assert one(book, [passed("family", mark="50", components=parts)]).verdict == "met"
    parts["practical"] = "34"
    found = one(book, [passed("family", mark="50", components=parts)])
    assert found.verdict == "not_yet"


def test_if_any_is_transferred_at_least_so_much_is() -> None:
    """A way's at_least binds only when the way is used."""
    award = {
        "title": "A",
        "at_least": "24 credits",
        "accepts": [
            {"id": "studied", "where": {"gained_by": "study"}},
            {"id": "transferred", "where": {"gained_by": "certificated"},
             "at_least": "12 credits"},
        ],
    }  # fmt: skip
    book = framework({"a": award})
    assert one(book, [passed("project")]).verdict == "met"
    little = passed("other", credits="10", gained_by="certificated")
    found = one(book, [passed("family"), little])
    assert found.verdict == "not_yet"
    assert short(found) == "2 credits short"


def test_a_capped_mark_counts_no_higher_in_the_class() -> None:
    award = {
        "title": "A",
        "at_least": "24 credits",
        "accepts": [
            {"id": "first-time", "where": {"attempts": {"at_most": "1"}}},
            {"id": "resit", "mark": {"at_most": "40"}},
        ],
        "classes": [
            {"title": "Merit", "applies_when": {"average": "mark", "at_least": "60"}},
            {"title": "Pass"},
        ],
    }
    book = framework({"a": award})
    assert one(book, [passed("project", mark="70", attempts="1")]).class_ == "Merit"
    assert one(book, [passed("project", mark="70", attempts="2")]).class_ == "Pass"


# --- counting once, reuse, surplus ----------------------------------------------------

DIPLOMA = {"title": "Diploma", "at_least": "48 credits"}


def test_what_a_conferred_award_counted_it_keeps() -> None:
    book = framework({"diploma": DIPLOMA, "short": {"title": "Short course"}})
    held = [passed("foundations"), passed("project")]
    awards = [{"award": "short", "achieved": "2025-02-01", "counted": ["foundations"]}]
    found = ledger(book, held, ["diploma"], awards=awards)
    assert found["diploma"].verdict == "not_yet"
    assert short(found["diploma"]) == "24 credits short"
    line = found.module("foundations")
    assert [use.award for use in line.towards] == ["short"]
    assert line.not_towards[0].because == "it is counted elsewhere: “Short course”"


def test_a_way_with_from_counts_it_again_up_to_its_budget() -> None:
    again = {"id": "again", "from": ["short"], "at_most": "10 credits", "excess": "cut"}
    award = {**DIPLOMA, "accepts": [{"id": "studied"}, again]}
    book = framework({"diploma": award, "short": {"title": "Short course"}})
    awards = [{"award": "short", "achieved": "2025-02-01", "counted": ["foundations"]}]
    found = ledger(book, [passed("foundations"), passed("project")], ["diploma"],
                   awards=awards)["diploma"]  # fmt: skip
    assert short(found) == "14 credits short"
    assert found.left == 14


def test_the_surplus_of_another_award_is_what_it_does_not_need() -> None:
    spare = {"id": "spare", "from": "any", "at_most": "surplus", "excess": "left_out"}
    award = {**DIPLOMA, "accepts": [{"id": "studied"}, spare]}
    lower = {"title": "Certificate", "at_least": "24 credits",
             "of_which": [{"id": "at-6", "where": {"level": "6"},
                           "at_least": "12 credits"}]}  # fmt: skip
    book = framework({"diploma": award, "lower": lower})
    awards = [{"award": "lower", "achieved": "2025-02-01",
               "counted": ["family", "law", "youth"]}]  # fmt: skip
    held = [passed("family"), passed("law"), passed("youth"), passed("project")]
    found = ledger(book, held, ["diploma"], awards=awards)["diploma"]
    # It keeps the two at level 6, and Youth is free.
    assert found.verdict == "met"
    spared = next(way for way in found.ways if way.title == "Spare")
    assert spared.have == 24
    below = [passed("family"), passed("law"), passed("youth", level="4")]
    lower["of_which"] = [{**lower["of_which"][0], "at_least": "24 credits"}]
    lower["at_least"] = "36 credits"
    tight = framework({"diploma": award, "lower": lower})
    found = ledger(tight, [*below, passed("project")], ["diploma"], awards=awards)
    # 36 are needed, the two small ones among them: nothing whole can be spared.
    assert short(found["diploma"]) == "24 credits short"


def test_an_award_whose_modules_are_not_recorded_leaves_the_answer_open() -> None:
    lower = {"title": "Certificate", "at_least": "24 credits"}
    book = framework({"diploma": DIPLOMA, "lower": lower})
    held = [passed("foundations"), passed("project")]
    awards = [{"award": "lower", "achieved": "2025-02-01"}]
    found = ledger(book, held, ["diploma"], awards=awards)["diploma"]
    assert found.verdict == "undecided"
    assert "does not say whether Certificate counted it" in " ".join(found.awaits)


def test_two_awards_from_one_pool_are_told_alone_and_together() -> None:
    """Alone 24 short; beside the certificate 48 short."""
    book = framework(
        {"lower": {"title": "Certificate", "at_least": "24 credits"},
         "diploma": DIPLOMA}
    )  # fmt: skip
    found = ledger(book, [passed("project")], ["lower", "diploma"])
    assert found["lower"].verdict == "met"
    assert short(found["diploma"]) == "48 credits short"
    assert found["diploma"].alone is not None
    assert found["diploma"].alone.words == "24 credits short"
    assert "beside the others asked about 48 credits short" in found.to_text()


def test_what_an_award_asked_together_counts_a_way_with_from_counts_again() -> None:
    """Credit counts once, unless a way says `from`: conferred already or not."""
    lower = {"title": "Certificate", "at_least": "24 credits"}
    again = {"id": "stage", "from": ["lower"], "at_most": "30 credits",
             "excess": "left_out"}  # fmt: skip
    higher = {**DIPLOMA, "accepts": [{"id": "studied"}, again]}
    book = framework({"lower": lower, "higher": higher, "other": DIPLOMA})
    held = [passed("foundations"), passed("project")]
    found = ledger(book, held, ["lower", "higher"])
    assert [found[name].verdict for name in ("lower", "higher")] == ["met", "met"]
    twice = found.module("foundations").towards
    assert [(use.award, use.way) for use in twice] == [
        ("lower", None), ("higher", "stage"),
    ]  # fmt: skip
    assert ledger(book, held, ["lower", "other"])["other"].verdict == "not_yet"
    # Its budget holds as for what was conferred: 48 are more than 30.
    wide = framework({"lower": {**lower, "at_least": "48 credits"}, "higher": higher})
    found = ledger(wide, held, ["lower", "higher"])
    assert short(found["higher"]) == "24 credits short"


def test_a_way_with_from_may_be_the_only_one() -> None:
    lower = {"title": "Certificate", "at_least": "24 credits"}
    only = {"title": "Shell", "at_least": "24 credits",
            "accepts": [{"id": "stage", "from": "lower"}]}  # fmt: skip
    book = framework({"lower": lower, "shell": only})
    found = ledger(book, [passed("project")], ["lower", "shell"])
    assert found["shell"].verdict == "met"
    assert ledger(book, [passed("project")], ["shell"])["shell"].verdict != "met"


def test_of_two_attempts_the_better_counts_and_only_once() -> None:
    book = framework({"diploma": DIPLOMA})
    held = [passed("project", state="failed", mark="30", achieved="2024-01-20"),
            passed("project", mark="50")]  # fmt: skip
    found = ledger(book, held, ["diploma"])
    assert short(found["diploma"]) == "24 credits short"
    assert found.banked[0].amount == 24
    twice = ledger(book, [passed("project", mark="50"), passed("project", mark="60")],
                   ["diploma"])  # fmt: skip
    assert short(twice["diploma"]) == "24 credits short"
    assert [bool(line.towards) for line in twice.modules] == [False, True]


# --- entry, prerequisites, before or alongside ----------------------------------------


def test_a_prerequisite_looks_at_what_was_taken_and_never_at_what_was_placed() -> None:
    entry = [{"id": "before", "completes": "foundations"}]
    modules = {**MODULES, "project": {**MODULES["project"], "entry": entry}}
    only_project = {"title": "A", "at_least": "24 credits",
                    "made_of": [{"id": "it", "modules": ["project"]}]}  # fmt: skip
    book = framework({"a": only_project}, modules)
    after = passed("project", started="2025-02-01", achieved="2025-06-30")
    assert one(book, [passed("foundations"), after]).verdict == "met"
    too_soon = {**after, "started": "2025-01-19"}
    found = ledger(book, [passed("foundations"), too_soon], ["a"])
    assert found["a"].verdict == "not_yet"
    assert found.module("project").not_towards[0].because == (
        "its entry was not met when it began: “before”"
    )
    assert one(book, []).fill[0].open is False


def test_before_or_alongside_looks_at_when_the_other_module_began() -> None:
    entry = [{"id": "alongside", "modules": ["foundations"],
              "where": {"started": {"to": "start"}}, "at_least": "all"}]  # fmt: skip
    modules = {**MODULES, "project": {**MODULES["project"], "entry": entry}}
    book = framework({"a": {"title": "A", "at_least": "24 credits"}}, modules)
    project = passed("project", started="2025-01-20", achieved="2025-06-30")
    beside = {"module": "foundations", "started": "2025-01-20", "state": "studying"}
    assert one(book, [beside, project]).verdict == "met"
    later = {**beside, "started": "2025-01-21"}
    assert one(book, [later, project]).verdict == "not_yet"


def test_a_module_of_no_credit_that_must_be_there_is_missing_as_a_module() -> None:
    modules = {**MODULES, "portfolio": {"title": "Portfolio", "credits": "0 credits"}}
    award = {"title": "A", "at_least": "24 credits",
             "made_of": [{"id": "core", "modules": ["project", "portfolio"],
                          "at_least": "all"}]}  # fmt: skip
    book = framework({"a": award}, modules)
    found = one(book, [passed("project")])
    assert found.verdict == "not_yet"
    assert short(found) == "1 module short"
    assert one(book, [passed("project"), passed("portfolio")]).verdict == "met"


# --- decisions of people --------------------------------------------------------------

BY_THE_BOARD = {"roles": {"exam-board": {"title": "Exam board"}}}


def test_a_module_is_taken_for_another_by_those_who_may_decide_it() -> None:
    book = framework({"c": {**CERTIFICATE, "placed_by": "exam-board"}}, **BY_THE_BOARD)
    held = [passed("project"), passed("family"), passed("law"),
            passed("more", credits="24", level="6")]  # fmt: skip
    decision = {
        "module": "project", "counts_in": "c/core", "instead_of": "foundations",
        "by": "board-a", "roles": "exam-board", "date": "2025-03-01",
        "because": "foundations was not run",
    }  # fmt: skip
    assert short(one(book, held)) == "24 credits short"
    found = one(book, held, credit_decisions=[decision])
    assert found.verdict == "met"
    assert found.decisions == (
        "Project: taken for Foundations in Core by board-a (Exam board), "
        "1 March 2025: foundations was not run",
    )
    without = {**decision, "roles": "tutor", "by": "tutor-a"}
    refused = one(book, held, credit_decisions=[without])
    assert refused.verdict == "not_yet"
    assert "the decision has no effect" in refused.decisions[0]


def test_a_pin_holds_and_what_cannot_hold_is_said_and_not_moved() -> None:
    award = {
        "title": "A",
        "at_least": "24 credits",
        "made_of": [
            {"id": "small", "modules": "any", "at_most": "12 credits",
             "excess": "left_out"},
            {"id": "large", "modules": "any"},
        ],
    }  # fmt: skip
    book = framework({"a": award})
    found = ledger(book, [passed("family", counted_as="a/large"), passed("law")], ["a"])
    assert found.module("family").towards[0].part == "a/large"
    stuck = one(book, [passed("project", counted_as="a/small")])
    assert stuck.verdict == "not_yet"
    assert "that cannot hold" in stuck.cannot_hold[0]


def test_a_part_is_waived_or_lowered_by_those_who_may() -> None:
    options = {**CERTIFICATE["made_of"][1], "waivable": {"by": "exam-board"}}
    award = {**CERTIFICATE, "made_of": [CERTIFICATE["made_of"][0], options,
                                        CERTIFICATE["made_of"][2]]}  # fmt: skip
    book = framework({"c": award}, **BY_THE_BOARD)
    held = [passed("foundations"), passed("more", credits="48", level="6")]
    assert one(book, held).verdict == "not_yet"
    waiver = {"of": "c/options", "by": "board-a", "roles": "exam-board",
              "date": "2025-03-01"}  # fmt: skip
    assert one(book, held, waivers=[waiver]).verdict == "met"
    lowered = {**waiver, "down_to": "12"}
    assert one(book, held, waivers=[lowered]).verdict == "not_yet"
    assert one(book, [*held, passed("family")], waivers=[lowered]).verdict == "met"
    nobody = {**waiver, "roles": "tutor", "by": "tutor-a"}
    assert one(book, held, waivers=[nobody]).verdict == "not_yet"


# --- three placements, time, age ------------------------------------------------------


def test_what_awaits_a_person_and_what_is_planned_are_told_apart() -> None:
    accepts = [
        {"id": "studied", "where": {"gained_by": "study"}},
        {"id": "prior", "where": {"gained_by": "certificated",
                                  "achieved": {"last": "5 years", "before": "admission",
                                               "or_decided": "still-current"}}},
    ]  # fmt: skip
    book = framework(
        {"a": {"title": "A", "at_least": "48 credits", "accepts": accepts}},
        events={"admission": {"title": "Admission"}},
        decisions={"still-current": {"title": "The learning is still current",
                                     "by": "tutor"}},
        roles={"tutor": {"title": "Admissions tutor"}},
    )  # fmt: skip
    old = passed("old", credits="24", gained_by="certificated", achieved="2015-06-30")
    planned = {"module": "project", "planned": "2028-03-10"}
    found = one(book, [old, planned], events={"admission": "2025-09-15"}, decisions=[])
    assert found.verdict == "not_yet"
    assert short(found) == "48 credits short"
    assert found.if_granted is not None
    assert found.if_granted.words == "24 credits short"
    assert found.by_plan is not None
    assert found.by_plan.words == "24 credits short"
    both = one(book, [old, passed("project")], events={"admission": "2025-09-15"},
               decisions=[])  # fmt: skip
    assert both.verdict == "undecided"
    assert both.because is not None
    assert "admissions tutor has to decide" in both.because


def test_a_plan_that_completes_it_says_by_when() -> None:
    book = framework({"diploma": DIPLOMA})
    planned = {"module": "project", "planned": "2028-03-10"}
    found = one(book, [passed("foundations"), planned])
    assert found.by_plan is not None
    assert found.by_plan.words == "nothing is missing"
    assert found.plan_day == "2028-03-10"
    assert "by 10 March 2028" in ledger(
        book, [passed("foundations"), planned], ["diploma"]
    ).to_text().replace("\n     ", " ")


def test_what_will_be_too_old_is_told_with_the_day() -> None:
    where = {"achieved": {"last": "5 years", "before": "a"}}
    recent = {"id": "recent", "where": where}
    book = framework({"a": {**DIPLOMA, "title": "A", "accepts": [recent]}})
    held = [passed("project", achieved="2021-09-30")]
    found = ledger(book, held, ["a"])
    assert found["a"].verdict == "not_yet"
    age = found.module("project").too_old[0]
    assert str(age.last_day) == "2026-09-30"
    assert age.counted_to == "A is conferred"
    assert short(ledger(book, held, ["a"], on="2026-09-30")["a"]) == "24 credits short"
    assert short(ledger(book, held, ["a"], on="2026-10-01")["a"]) == "48 credits short"


def test_after_the_time_allowed_it_is_not_met() -> None:
    latest = {"at_most": "3 years", "after": "start"}
    clock = {"runs_for": "1 year", "not_after": latest}
    book = framework({"a": {**DIPLOMA, "clock": clock}})
    studies = [{"qualification": "a", "started": "2023-09-01", "state": "studying"}]
    found = one(book, [passed("project")], studies=studies, on="2026-09-01")
    assert found.verdict == "not_yet"
    assert str(found.last_day) == "2026-09-01"
    late = one(book, [passed("project")], studies=studies, on="2026-09-02")
    assert (late.verdict, late.flags) == ("not_met", ("closed",))


# --- names, exits, what comes with it -------------------------------------------------


def test_exits_are_told_from_the_highest_down_with_how_they_stand() -> None:
    book = framework(
        {"masters": {"title": "Master's", "at_least": "72 credits",
                     "exits": ["diploma"]},
         "diploma": {**DIPLOMA, "exits": ["lower"]},
         "lower": {"title": "Certificate", "at_least": "24 credits"}}
    )  # fmt: skip
    found = one(book, [passed("project")])
    assert [(one.award, one.words) for one in found.exits] == [
        ("diploma", "24 credits short"), ("lower", "ready to be considered"),
    ]  # fmt: skip


def test_titles_depend_on_what_is_counted() -> None:
    modules = {
        **MODULES,
        "family": {**MODULES["family"], "pathway": "family"},
        "law": {**MODULES["law"], "pathway": "family"},
    }
    titles = [
        {"title": "Diploma in family mediation",
         "applies_when": {"modules": "any", "where": {"pathway": "family"},
                          "at_least": "24 credits"}},
        {"title": "Diploma in mediation"},
    ]  # fmt: skip
    book = framework({"a": {**DIPLOMA, "titles": titles}}, modules)
    family = [passed("family"), passed("law"), passed("project")]
    assert one(book, family).title_given == "Diploma in family mediation"
    assert one(book, family[1:]).title_given == "Diploma in mediation"


def test_nothing_is_said_where_no_source_states_the_credit() -> None:
    award = {"title": "A", "not_stated": ["credits", "made_of"]}
    found = one(framework({"a": award}), [passed("project")])
    assert (found.verdict, found.words) == ("undecided", "no source states it")
    assert found.missing is None


def test_an_old_letter_is_a_level() -> None:
    award = {"title": "A", "at_least": "24 credits",
             "of_which": [{"id": "at-6", "where": {"level": "6"},
                           "at_least": "24 credits"}]}  # fmt: skip
    book = framework({"a": award})
    assert one(book, [passed("old", credits="24", level="H")]).verdict == "met"
    assert one(book, [passed("old", credits="24", level="C")]).verdict == "not_yet"


def test_regulations_are_written_once_and_read_their_figure_by_type() -> None:
    book = framework(
        {"short": {"title": "Short", "type": "short", "follows": "guild",
                   "at_least": "48 credits"},
         "long": {"title": "Long", "type": "long", "follows": "guild",
                  "at_least": "72 credits"}},
        figures={"transfer": {"title": "Transfer", "by": "type",
                              "rows": [{"is": "short", "gives": "12 credits"},
                                       {"is": "long", "gives": "1/2"}]}},
        regulations={"guild": {"title": "Guild", "accepts": [
            {"id": "studied", "where": {"gained_by": "study"}},
            {"id": "transferred", "where": {"gained_by": "certificated"},
             "at_most": "transfer", "excess": "left_out"}]}},
    )  # fmt: skip
    held = [passed("project"), passed("foundations", gained_by="certificated"),
            passed("family", gained_by="certificated")]  # fmt: skip
    found = {name: ledger(book, held, [name])[name] for name in ("short", "long")}
    assert short(found["short"]) == "12 credits short"
    assert short(found["long"]) == "12 credits short"
    assert [way.most for way in found["short"].ways] == [None, 12]
    assert [way.most for way in found["long"].ways] == [None, 36]


def test_a_module_that_differs_counts_once_for_each_value() -> None:
    award = {"title": "A", "at_least": "24 credits",
             "of_which": [{"id": "providers", "distinct": "provider",
                           "at_least": "2"}]}  # fmt: skip
    book = framework({"a": award})
    held = [passed("one", credits="12", provider="Kent"),
            passed("two", credits="12", provider="Kent")]  # fmt: skip
    assert one(book, held).verdict == "not_yet"
    held[1]["provider"] = "Essex"
    assert one(book, held).verdict == "met"


# --- the ledger as a whole ------------------------------------------------------------


def test_equal_placements_keep_to_the_one_recorded_last() -> None:
    award = {"title": "A", "at_least": "24 credits",
             "made_of": [{"id": "one", "modules": "any", "at_most": "12 credits",
                          "excess": "left_out"},
                         {"id": "two", "modules": "any"}]}  # fmt: skip
    book = framework({"a": award})
    first = ledger(book, [passed("law")], ["a"])
    assert first.module("law").towards[0].part == "a/one"
    earlier = passed("family", achieved="2024-01-20")
    again = ledger(book, [passed("law"), earlier], ["a"], previous=first)
    assert again.module("law").towards[0].part == "a/one"
    fresh = ledger(book, [passed("law"), earlier], ["a"])
    assert fresh.module("family").towards[0].part == "a/one"


def test_an_award_that_is_not_there_is_named_with_the_one_that_was_meant() -> None:
    book = framework({"certificate": CERTIFICATE})
    record = sw.load_record({"record": "example", "modules": []})
    with pytest.raises(ValueError, match="did you mean certificate"):
        credit_ledger(record, book, towards=["certifcate"], on="2026-07-01")


def test_a_record_without_modules_is_silent_and_not_empty() -> None:
    book = framework({"certificate": CERTIFICATE})
    record = sw.load_record({"record": "example"})
    found = credit_ledger(record, book, on="2026-07-01")["certificate"]
    assert found.verdict == "undecided"
    assert found.because == "The record does not say: it has no modules."


def test_money_stands_beside_what_could_be_chosen() -> None:
    modules = {**MODULES, "project": {**MODULES["project"], "cost": "900 GBP"},
               "law": {**MODULES["law"], "cost": "1100 GBP"}}  # fmt: skip
    entitlements = {"fund": {"title": "A learning fund", "to": "learner",
                             "gives": [{"money": "1000 GBP"}]}}  # fmt: skip
    book = framework({"diploma": DIPLOMA}, modules, entitlements=entitlements)
    found = ledger(book, [passed("foundations")], ["diploma"])
    budget = {fill.module: (fill.cost, fill.within_budget)
              for fill in found["diploma"].fill}  # fmt: skip
    assert budget["project"] == ("900 GBP", True)
    assert budget["law"] == ("1100 GBP", False)
    assert budget["family"] == (None, None)
    assert found.budgets == ("A learning fund: 1000 GBP",)


def test_a_framework_says_which_of_its_awards_are_easy_to_place() -> None:
    apart = [{"id": "core", "modules": ["foundations"]},
             {"id": "options", "modules": ["family", "law"]}]  # fmt: skip
    equal = [{"id": "one", "modules": ["family", "law"], "at_least": "1"},
             {"id": "two", "modules": ["law", "youth"], "at_least": "1"}]  # fmt: skip
    book = framework(
        {"taken-whole": {"title": "A", "at_least": "36 credits", "made_of": apart},
         "by-number": {"title": "B", "at_least": "2", "made_of": equal},
         "in-general": CERTIFICATE,
         "not-described": {"title": "D", "not_stated": ["made_of"]}}
    )  # fmt: skip
    assert credit_methods(book) == {
        "taken-whole": "easy",
        "by-number": "easy",
        "in-general": "general",
        "not-described": "nothing placed",
    }
