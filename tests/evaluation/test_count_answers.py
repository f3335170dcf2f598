"""How much counts: units, figures, shares, covering, all, besides, shares with."""
# ruff: noqa: E501 - records read best on one line

from datetime import date, timedelta
from fractions import Fraction

import pytest
from small_framework import framework, outcome, outcomes, record, started, verdict, year

from swcareers.evaluation.outcome import Outcome
from swcareers.queries.asking import asked
from swcareers.values.problems import FrameworkError

ON = "2026-06-01"
TYPES = """
evidence_types:
  work: {title: Work, fields: {hours: hours, days: number, GBP: number, kind: [a, b], learner: text, led: true or false}}
  report: {title: Report}
  letter: {title: Letter}
  cpd: {title: CPD, fields: {peer_reflection: true or false}}
groups: {written: [report, letter]}
"""


def rule(text: str, items: str, *, rest: str = "", on: str = ON) -> Outcome:
    """The answer to one rule of a framework's own lists."""
    return outcome(
        f"requires: [{text}]\n{TYPES}{rest}", f"evidence: [{items}]", on, "rule"
    )


def work(*fields: str, day: str = "2026-02-01") -> str:
    """Items of work on one day after another."""
    first = date.fromisoformat(day)
    return ", ".join(
        f"{{type: work, date: {first + timedelta(days=number)}, {one}}}"
        for number, one in enumerate(fields)
    )


# --- units --------------------------------------------------------------------------


def test_a_bare_number_counts_items_and_a_unit_sums_their_field_of_that_name() -> None:
    items = work("hours: 2, GBP: 100", "hours: 1.5, GBP: 250")
    for need, have, unit in (
        ("2", 2, None), ("3 hours", Fraction("3.5"), "hours"), ("300 GBP", 350, "GBP"),
    ):  # fmt: skip
        found = rule(f"{{id: rule, evidence: work, at_least: {need}}}", items)
        assert (found.verdict.word, found.have, found.unit) == ("met", have, unit)


def test_without_a_bound_one_is_enough() -> None:
    assert rule("{id: rule, evidence: work}", "").need == 1
    assert rule("{id: rule, evidence: work}", work("hours: 1")).verdict.word == "met"


def test_the_unit_is_in_the_bound_of_each_line() -> None:
    """12 items among 3 hours, or 3 hours among 2 items: each as it is written."""
    lines = "of_which: [{id: led, where: {led: true}, at_least: 1 hour}, {id: two, where: {kind: a}, at_least: 2}]"
    text = f"{{id: rule, evidence: work, at_least: 3 hours, {lines}}}"
    items = work("hours: 2, led: true, kind: a", "hours: 2, led: false, kind: b")
    found = rule(text, items)
    assert found.verdict.word == "not_yet"
    led, two = found.parts
    assert (led.verdict.word, led.have, led.unit) == ("met", 2, "hours")
    assert (two.verdict.word, two.have, two.need, two.unit) == ("not_yet", 1, 2, None)


def test_unlike_units_are_added_where_a_rate_is_declared() -> None:
    units = "\nunits: {days: {is: 6 hours}}"
    items = work("days: 2", "hours: 3")
    for need, have in (("15 hours", 15), ("2.5 days", Fraction("2.5"))):
        found = rule(
            f"{{id: rule, evidence: work, at_least: {need}}}", items, rest=units
        )
        assert (found.verdict.word, found.have) == ("met", have)


def test_where_no_rate_is_declared_it_is_undecided() -> None:
    found = rule("{id: rule, evidence: work, at_least: 15 hours}", work("days: 2"))
    assert found.verdict.word == "undecided"
    assert found.left_out[0].reason.values == {"field": "hours"}


def test_a_rate_holds_from_its_day_on() -> None:
    """C44: a day was six hours and is seven since 2026."""
    units = "\nunits: {days: {versions: [{from: 2010-01-01, is: 6 hours}, {from: 2026-01-01, is: 7 hours}]}}"
    items = work("days: 1", day="2025-12-31") + ", " + work("days: 1", day="2026-01-01")
    found = rule("{id: rule, evidence: work, at_least: 13 hours}", items, rest=units)
    assert (found.verdict.word, found.have) == ("met", 13)


def test_ects_are_credits_at_the_declared_rate() -> None:
    """C11: 30 ECTS are 60 UK credits."""
    text = """
    requires: [{id: rule, modules: any, at_least: 60 credits}]
    units: {ects: {is: 2 credits}}
    modules: {stage: {title: A stage abroad, credits: 30 ects}}
    """
    found = outcome(
        text, "modules: [{module: stage, achieved: 2025-07-01}]", ON, "rule"
    )
    assert (found.verdict.word, found.have) == ("met", 60)


# --- figures ------------------------------------------------------------------------

AWAY = """
events: {left: {title: Left}}
measures: {away: {time_since: left}}
figures:
  days-needed: {by: away, rows: [{under: 2 years, gives: 0 days}, {at_most: 5 years, gives: 30 days}, {otherwise: 60 days}]}
  pieces: {versions: [{from: 2019-12-01, gives: "1"}, {from: 2021-12-01, gives: "2"}]}
"""


@pytest.mark.parametrize(
    ("left", "need", "wanted"),
    [
        ("2025-01-01", 0, "met"), ("2024-06-02", 0, "met"), ("2024-06-01", 30, "met"),
        ("2021-06-01", 30, "met"), ("2021-05-31", 60, "not_yet"),
    ],
)  # fmt: skip
def test_a_figure_is_read_from_a_table(left: str, need: int, wanted: str) -> None:
    """C42: none, thirty or sixty days by the length of the gap."""
    text = (
        f"requires: [{{id: rule, evidence: work, at_least: days-needed}}]{TYPES}{AWAY}"
    )
    held = f"events: {{left: {left}}}\nevidence: [{work('days: 30')}]"
    found = outcome(text, held, ON, "rule")
    assert (found.verdict.word, found.need, found.unit) == (wanted, need, "days")


def test_a_figure_of_which_the_row_is_not_known_is_undecided() -> None:
    text = (
        f"requires: [{{id: rule, evidence: work, at_least: days-needed}}]{TYPES}{AWAY}"
    )
    held = f"events: {{left: 2021}}\nevidence: [{work('days: 30')}]"
    assert verdict(text, held, ON, "rule") == "undecided"


def test_a_figure_goes_by_the_date() -> None:
    """C35: one piece in 2020, two in 2022."""
    text = f"requires: [{{id: rule, evidence: report, at_least: pieces}}]{TYPES}{AWAY}"
    held = "evidence: [{type: report, date: 2020-01-01}]"
    assert outcome(text, held, "2020-06-01", "rule").verdict.word == "met"
    assert outcome(text, held, "2022-06-01", "rule").need == 2


# --- shares and limits ----------------------------------------------------------------


def test_a_share_is_of_the_nearest_enclosing_need_and_never_rounded() -> None:
    """A quarter of ten items is two and a half: three."""
    items = work(*["led: true"] * 2, *["led: false"] * 9)
    text = "{id: rule, evidence: work, at_least: 10, of_which: [{id: led, where: {led: true}, at_least: 25%}]}"
    found = rule(text, items)
    assert found.verdict.word == "not_yet"
    assert found.parts[0].need == Fraction(5, 2)
    more = work("led: true", day="2026-05-01")
    assert rule(text, f"{items}, {more}").verdict.word == "met"


def test_a_share_inside_a_limit_is_of_the_need_around_it() -> None:
    """C26: of 80 hours at most half may be study, and at most a quarter alone."""
    text = (
        "{id: rule, evidence: work, at_least: 8 hours, of_which: [{id: study, where: {kind: a}, at_most: 50%, excess: cut,"
        " of_which: [{id: alone, where: {led: false}, at_most: 25%, excess: cut}]}]}"
    )
    found = rule(
        text, work("hours: 6, kind: a, led: false", "hours: 4, kind: b, led: true")
    )
    assert (found.verdict.word, found.have) == ("not_yet", 6)
    study = found.parts[0]
    assert (study.have, study.parts[0].have) == (2, 2)


LIMITED = "{id: rule, evidence: work, at_least: 3, at_most: 3, excess: %s}"


@pytest.mark.parametrize(
    ("excess", "wanted", "have", "left_out"),
    [("cut", "met", 3, 0), ("left_out", "met", 3, 1), ("breach", "not_met", 4, 0)],
)
def test_what_happens_above_the_most(
    excess: str, wanted: str, have: int, left_out: int
) -> None:
    found = rule(LIMITED % excess, work(*["hours: 1"] * 4))
    assert (found.verdict.word, found.have) == (wanted, have)
    assert len(found.left_out) == left_out
    assert ("breach" in found.flags) == (excess == "breach")


@pytest.mark.parametrize("excess", ["cut", "left_out", "breach"])
def test_one_record_three_answers(excess: str) -> None:
    """credit.md 3.1: 72 credits, at most 18 at level 5; held 54 and a module of 24."""
    text = f"""
    requires:
      - id: rule
        modules: any
        at_least: 72 credits
        of_which: [{{id: level-5, where: {{level: 5}}, at_most: 18 credits, excess: {excess}}}]
    modules:
      core: {{title: Core, credits: 30 credits, level: 6}}
      more: {{title: More, credits: 24 credits, level: 6}}
      basic: {{title: Basic, credits: 24 credits, level: 5}}
    """
    held = "modules: [{module: core, achieved: 2025-01-01}, {module: more, achieved: 2025-02-01}, {module: basic, achieved: 2025-03-01}]"
    found = outcome(text, held, ON, "rule")
    wanted = {
        "cut": ("met", 72),
        "left_out": ("not_yet", 54),
        "breach": ("not_met", 78),
    }
    assert (found.verdict.word, found.have) == wanted[excess]
    if excess == "left_out":
        assert [one.item.place for one in found.left_out] == ["modules/2"]
        assert found.left_out[0].reason.values == {"bound": "18 credits"}


def test_a_breach_of_a_line_is_told_above_it() -> None:
    text = "{id: rule, evidence: work, at_least: 2, of_which: [{id: a, where: {kind: a}, at_most: 1, excess: breach}]}"
    found = rule(text, work("kind: a", "kind: a"))
    assert (found.verdict.word, found.parts[0].verdict.word) == ("not_met", "not_met")
    assert found.why is not None
    assert found.why.code == "over_the_most"


def test_a_doubtful_item_may_be_a_breach() -> None:
    text = "{id: rule, evidence: work, at_most: 1, excess: breach, where: {kind: a}}"
    assert rule(text, work("kind: a", "kind: b")).verdict.word == "met"
    assert rule(text, work("kind: a", "hours: 1")).verdict.word == "undecided"


def test_which_items_are_left_out_is_chosen_in_the_learners_favour() -> None:
    """Of three led items only two may count; the one that is also of kind b stays."""
    text = (
        "{id: rule, evidence: work, at_least: 2, of_which: [{where: {led: true}, at_most: 1, excess: left_out}, {where: {kind: b}, at_least: 1},"
        " {where: {kind: a}, at_least: 1}]}"
    )
    items = ["led: true, kind: a", "led: true, kind: b", "led: false, kind: a"]
    for order in (items, items[::-1]):
        assert rule(text, work(*order)).verdict.word == "met"


# --- distinct ---------------------------------------------------------------------------


def test_distinct_counts_values_and_a_line_may_look_at_any_of_them() -> None:
    """C53, C54: two different learners, and led for one of them in any entry."""
    text = "{id: rule, evidence: work, distinct: learner, at_least: 2, of_which: [{id: led, where: {led: true}, at_least: 1}]}"
    items = work(
        "learner: x, led: false", "learner: x, led: true", "learner: y, led: false"
    )
    found = rule(text, items)
    assert (found.verdict.word, found.have) == ("met", 2)
    assert [one.reason.code for one in found.left_out] == ["duplicate"]
    assert rule(text, work("learner: x, led: true", "learner: x, led: true")).have == 1


def test_twelve_under_distinct_are_twelve_distinct() -> None:
    text = "{id: rule, evidence: work, distinct: learner, at_least: 2, of_which: [{id: led, where: {led: true}, at_least: 2}]}"
    items = work(
        "learner: x, led: true", "learner: x, led: true", "learner: y, led: false"
    )
    assert rule(text, items).parts[0].have == 1


def test_an_item_that_does_not_name_its_value_may_be_one_more() -> None:
    text = "{id: rule, evidence: work, distinct: learner, at_least: 2}"
    found = rule(text, work("learner: x", "hours: 1"))
    assert (found.verdict.word, found.have, found.have_at_most) == ("undecided", 1, 2)
    assert (
        rule(
            "{id: rule, evidence: work, distinct: learner}", work("hours: 1")
        ).verdict.word
        == "met"
    )


# --- all, covering --------------------------------------------------------------------------


def test_all_of_a_line_is_all_that_counts_around_it() -> None:
    text = "{id: rule, evidence: work, at_least: 2, of_which: [{id: led, where: {led: true}, at_least: all}]}"
    assert rule(text, work("led: true", "led: true")).verdict.word == "met"
    found = rule(text, work("led: true", "led: true", "led: false"))
    assert (found.verdict.word, found.parts[0].have, found.parts[0].need) == (
        "not_yet",
        2,
        3,
    )
    assert (
        rule(text, work("led: true", "led: true", "hours: 1")).verdict.word
        == "undecided"
    )


def test_all_of_a_group_of_types_is_each_of_them() -> None:
    """N25: one of each named kind."""
    text = "{id: rule, evidence: written, at_least: all}"
    assert (
        rule(text, "{type: report, dates: [2026-01-01, 2026-01-02]}").verdict.word
        == "not_yet"
    )
    both = "{type: report, date: 2026-01-01}, {type: letter, date: 2026-01-02}"
    assert rule(text, both).verdict.word == "met"


SETS = """
capabilities:
  pcf: {title: PCF, domains: {values: {title: Values}, law: {title: Law}}}
  kss-2014: {title: KSS of 2014, domains: {"1": {title: One}, "2": {title: Two}}}
  kss-2015: {title: KSS of 2015, domains: {"1": {title: One}, "2": {title: Two}}}
"""


def test_covering_asks_that_every_member_is_touched() -> None:
    text = "{id: rule, evidence: report, covering: pcf}"
    one = "{type: report, date: 2026-01-01, mapped_to: [pcf/values]}"
    found = rule(text, one, rest=SETS)
    assert (found.verdict.word, found.have, found.need) == ("not_yet", 1, 2)
    both = one + ", {type: report, date: 2026-02-01, mapped_to: [pcf/law, pcf/values]}"
    found = rule(text, both, rest=SETS)
    assert (found.verdict.word, str(found.met_on)) == ("met", "2026-02-01")
    half = "{id: rule, evidence: report, covering: pcf, at_least: 50%}"
    found = rule(half, both, rest=SETS)
    assert (found.verdict.word, str(found.met_on)) == ("met", "2026-01-01")
    for need in ("all", "2", "100%"):
        asked = f"{{id: rule, evidence: report, covering: pcf, at_least: {need}}}"
        assert rule(asked, one, rest=SETS).verdict.word == "not_yet"
        assert rule(asked, both, rest=SETS).verdict.word == "met"


def test_a_domain_of_one_set_is_not_that_of_another() -> None:
    """N64: standards were renumbered; 1 in 2014 is not 1 in 2015."""
    text = "{id: rule, evidence: report, covering: kss-2015, at_least: 1}"
    old = "{type: report, date: 2026-01-01, mapped_to: [kss-2014/1]}"
    assert rule(text, old, rest=SETS).verdict.word == "not_yet"
    new = old.replace("2014", "2015")
    assert rule(text, new, rest=SETS).verdict.word == "met"


def test_covering_a_list_of_words() -> None:
    text = "{id: rule, evidence: written, covering: [report, letter]}"
    assert rule(text, "{type: report, date: 2026-01-01}").verdict.word == "not_yet"


# --- besides, shares with -------------------------------------------------------------------

BESIDES = """
requires:
  - {id: reports, evidence: report, at_least: 2}
  - {id: extra, evidence: written, at_least: 1, besides: [reports]}
"""


@pytest.mark.parametrize(
    ("reports", "letters", "wanted"),
    [(2, 0, "not_yet"), (3, 0, "met"), (2, 1, "met"), (1, 0, "not_yet"), (1, 1, "met")],
)
def test_besides_what_another_rule_needs_counts_there_and_the_rest_is_free(
    reports: int, letters: int, wanted: str
) -> None:
    items = [f"{{type: report, date: 2026-01-0{n + 1}}}" for n in range(reports)]
    items += [f"{{type: letter, date: 2026-02-0{n + 1}}}" for n in range(letters)]
    held = f"evidence: [{', '.join(items)}]"
    found = outcomes(BESIDES + TYPES, held, ON)
    assert found["extra"].verdict.word == wanted
    if reports == 3:
        # The earlier two serve the reports.
        assert [item.place for item in found["extra"].counted] == ["evidence/2"]
        assert {one.reason.code for one in found["extra"].left_out} == {
            "used_elsewhere"
        }


def test_besides_gives_up_only_what_the_other_rule_can_do_without() -> None:
    """The one letter serves here; the led report stays where it is needed."""
    text = """
requires:
  - {id: works, evidence: work, at_least: 2, of_which: [{where: {led: true}, at_least: 1}]}
  - {id: extra, evidence: work, where: {led: true}, besides: [works]}
"""
    one_led = work("led: true", "led: false", "led: false")
    assert (
        outcomes(text + TYPES, f"evidence: [{one_led}]", ON)["extra"].verdict.word
        == "not_yet"
    )
    two_led = work("led: true", "led: true", "led: false")
    assert (
        outcomes(text + TYPES, f"evidence: [{two_led}]", ON)["extra"].verdict.word
        == "met"
    )


PROGRAMMES = """
programmes:
  year: {requires: [{id: reports, evidence: report, at_least: 2}]}
  other: {requires: [{id: report, evidence: report}, {id: shared, evidence: report, shares_with: [year]}]}
"""


def test_evidence_serves_many_requirements_of_one_programme_and_none_outside_it() -> (
    None
):
    held = """
    programmes: [{programme: year, started: 2026-01-01}, {programme: other, started: 2026-01-01}]
    evidence: [{type: report, date: 2026-02-01, programme: year}]
    """
    found = outcomes(PROGRAMMES + TYPES, held, ON)
    assert found["year/reports"].have == 1
    assert found["other/report"].verdict.word == "not_yet"
    assert found["other/report"].left_out[0].reason.code == "for_other_programme"
    assert found["other/shared"].verdict.word == "met"


def test_what_was_gathered_in_one_run_does_not_serve_the_next() -> None:
    """Somebody who begins again begins with nothing."""
    held = """
    programmes: [{programme: year, started: 2024-01-01, ended: 2024-09-30}, {programme: year, started: 2026-01-01}]
    evidence: [{type: report, dates: [2024-02-01, 2024-03-01, 2026-02-01]}]
    """
    runs = asked(record(held), framework(PROGRAMMES + TYPES), date(2026, 6, 1))
    figures = [entry.outcomes[0][1].have for entry in runs if entry.id == "year"]
    assert figures == [2, 1]


def test_a_module_passed_twice_counts_once() -> None:
    text = """
    requires: [{id: both, modules: [law, ethics], at_least: all}, {id: credit, modules: any, at_least: 30 credits}]
    modules: {law: {title: Law, credits: 20 credits}, ethics: {title: Ethics, credits: 10 credits}}
    """
    held = "modules: [{module: law, achieved: 2025-01-01}, {module: law, achieved: 2026-01-01}]"
    assert outcomes(text, held, ON)["both"].verdict.word == "not_yet"


def test_a_cpd_entry_is_one_item_of_learning_and_one_of_cpd_dated_by_the_act() -> None:
    """C13: without submitted there is no CPD item."""
    text = """
    requires: [{id: pieces, evidence: cpd, at_least: 2, where: {submitted: {from: 2026-01-01, to: 2026-12-31}}}, {id: course, completes: talk}]
    learning: {talk: {title: Talk}}
    evidence_types: {cpd: {title: CPD, fields: {submitted: date}}}
    """
    held = """
    learning:
      - {learning: talk, date: 2025-12-01, cpd: {submitted: 2026-01-10}}
      - {learning: talk, date: 2026-02-01, cpd: {content: entry-2}}
    """
    found = outcomes(text, held, ON)
    assert (found["pieces"].have, str(found["pieces"].counted[0].day)) == (
        1,
        "2025-12-01",
    )
    assert found["course"].verdict.word == "met"


def test_a_share_of_nothing_is_refused_when_the_framework_is_read() -> None:
    with pytest.raises(FrameworkError, match="of what"):
        framework(f"requires: [{{id: rule, evidence: work, at_least: 50%}}]{TYPES}")


def test_a_year_is_the_default_programme_of_these_tests() -> None:
    text = year("- {id: rule, evidence: report}", rest=TYPES)
    assert verdict(text, started("2026-01-05", "evidence: []"), ON, "rule") == "not_yet"
