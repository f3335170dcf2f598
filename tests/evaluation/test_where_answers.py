"""Which items count: every form of a test, on its own small record."""
# ruff: noqa: E501 - rows of a table and records read best on one line

import pytest
from small_framework import outcome, outcomes, started, verdict, year

from swcareers.evaluation.outcome import Outcome

KINDS = """
roles: {assessor: {title: Assessor}, manager: {title: Manager}}
registers: {register: {title: The register}}
qualifications:
  diploma: {title: Diploma, level: 6}
  old-diploma: {title: Old diploma}
  medal: {title: Medal}
approvals:
  educator:
    title: Educator
    lasts: 2 years
    permits:
      - {act: assess-placements, where: {placement: first}}
      - {act: assess-pupils}
  senior-educator:
    title: Senior educator
    recognised_as: [{award: medal, within: {to: 2020-12-31}}]
    confers: [{award: educator}]
    permits: [{act: assess-placements}]
decisions:
  still-good: {title: It is still good, by: manager, outcomes: {"yes": met, "no": not_met}}
modules:
  law: {title: Law, credits: 20 credits, level: 7, must_pass: true}
  ethics: {title: Ethics, credits: 10 credits, level: 6}
scales: {level: {order: ["5", "6", "7"], also_called: {M: "7"}}}
evidence_types:
  seen:
    title: Seen
    fields:
      minutes: number
      observer: person
      placement: [first, last]
      with_child: true or false
      submitted: date
      module: text
      present: text
"""


@pytest.mark.parametrize(
    ("hours", "wanted"), [("", "not_yet"), ("hours: 60%, ", "not_yet"),
                          ("hours: 59%, ", "met")],
)  # fmt: skip
def test_a_post_that_says_no_hours_is_full_time(hours: str, wanted: str) -> None:
    rule = year("- {id: rule, in_place: posts, where: {hours: {under: 60%}}}")
    posts = f"posts: [{{{hours}from: 2026-01-01}}]"
    held = started("2026-01-05", posts)
    assert verdict(rule, held, "2026-06-01", "year/rule") == wanted


def seen(where: str, items: str, on: str = "2026-06-01", more: str = "") -> Outcome:
    """The answer of a rule that asks for one item passing `where`."""
    rule = year(f"- {{id: rule, evidence: seen, where: {where}}}", rest=KINDS)
    held = started("2026-01-05", f"evidence: [{items}]\n{more}")
    return outcome(rule, held, on, "rule")


def said(where: str, items: str, **more: str) -> str:
    found = seen(where, items, **more)
    if found.verdict.word == "met":
        assert found.counted
    return found.verdict.word


ITEM = "{type: seen, date: 2026-02-10%s}"

FORMS = [
    ("{minutes: 90}", "minutes: 90", "minutes: 60"),
    ("{minutes: [60, 90]}", "minutes: 60", "minutes: 45"),
    ("{minutes: {at_least: 60}}", "minutes: 60", "minutes: 59"),
    ("{minutes: {at_most: 60}}", "minutes: 60", "minutes: 61"),
    ("{minutes: {under: 60}}", "minutes: 59", "minutes: 60"),
    ("{minutes: {at_least: 30, at_most: 60}}", "minutes: 45", "minutes: 90"),
    ("{placement: first}", "placement: first", "placement: last"),
    ("{placement: {not: first}}", "placement: last", "placement: first"),
    ("{placement: {not: [first]}}", "placement: last", "placement: first"),
    ("{with_child: true}", "with_child: true", "with_child: false"),
    ("{module: {present: true}}", "module: law", ""),
    ("{module: {present: false}}", "", "module: law"),
    ("{submitted: {before: 2026-03-01}}", "submitted: 2026-02-28", "submitted: 2026-03-01"),
    ("{submitted: {after: 2026-03-01}}", "submitted: 2026-03-02", "submitted: 2026-03-01"),
    (
        "{submitted: {from: 2026-03-01, to: 2026-03-31}}",
        "submitted: 2026-03-31", "submitted: 2026-04-01",
    ),
    (
        "{submitted: {last: 1 month, before: today}}",
        "submitted: 2026-05-15", "submitted: 2026-04-15",
    ),
    ("{date: {after: start}}", "minutes: 1", None),
    ("{by: {role: assessor}}", "by: anna", "by: ben"),
    ("{observer: {role: [assessor, manager]}}", "observer: ben", "observer: cy"),
    ("{observer: {holds: register}}", "observer: anna", "observer: ben"),
    ("{observer: {holds: register, role: assessor}}", "observer: anna", "observer: cy"),
    ("{observer: {any: [{holds: register}, {role: manager}]}}", "observer: ben", "observer: dee"),
    ("{observer: {role: {not: assessor}}}", "observer: ben", "observer: anna"),
    ("{observer: {role: {not: [assessor, manager]}}}", "observer: cy", "observer: ben"),
    ("{observer: {holds: {not: register}}}", "observer: cy", "observer: anna"),
    ("{any: [{placement: first}, {minutes: {at_least: 90}}]}", "minutes: 90", "minutes: 5, placement: last"),
    ("{mapped_to: pcf/values}", "mapped_to: [pcf/law, pcf/values]", "mapped_to: [pcf/law]"),
    ("{mapped_to: {any: {is: pcf/values}}}", "mapped_to: [pcf/law, pcf/values]", "mapped_to: [pcf/law]"),
    ("{mapped_to: {all: {is: [pcf/values, pcf/law]}}}", "mapped_to: [pcf/law]", "mapped_to: [pcf/law, kss/1]"),
]  # fmt: skip
PEOPLE = """
people:
  anna: {holds: {register: 2019-05-01}}
  ben: {holds: {}}
  cy: {holds: {register: 2026-03-01}}
  dee: {holds: {medal: 2021-01-01}}
  eve: {holds: {medal: 2019-01-01}}
  flo: {holds: {educator: 2025-01-01}}
  gus: {holds: {senior-educator: 2025-01-01}}
"""
ROLES = ", roles: {assessor: anna, manager: ben}"


def asked(where: str, fields: str) -> Outcome:
    """The same with people about whom the record knows something."""
    rule = year(f"- {{id: rule, evidence: seen, where: {where}}}", rest=KINDS)
    item = ITEM % (f", {fields}" if fields else "")
    held = (
        f"programmes: [{{programme: year, started: 2026-01-05{ROLES}}}]\n"
        f"evidence: [{item}]\n{PEOPLE}"
    )
    return outcome(rule, held, "2026-06-01", "rule")


@pytest.mark.parametrize(("where", "passes", "fails"), FORMS)
def test_every_form_of_a_test(where: str, passes: str, fails: str | None) -> None:
    """What passes counts; what fails is listed as left out, with the reason."""
    assert asked(where, passes).verdict.word == "met"
    if fails is None:
        return
    found = asked(where, fails)
    assert found.verdict.word == "not_yet"
    assert len(found.left_out) == 1
    assert found.left_out[0].reason.code in ("fails_where", "outside_window")


# --- C11 ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "missing"),
    [
        ("{minutes: {at_least: 60}}", "minutes"),
        ("{placement: first}", "placement"),
        ("{placement: {not: first}}", "placement"),
        ("{submitted: {before: end}}", "submitted"),
        ("{observer: {holds: register}}", "observer"),
    ],
)
def test_an_item_that_lacks_a_field_is_left_out_and_the_answer_undecided(
    where: str, missing: str
) -> None:
    found = asked(where, "")
    assert found.verdict.word == "undecided"
    assert found.why is not None
    assert (found.why.code, found.why.values) == ("field_missing", {"field": missing})
    assert [one.reason.code for one in found.left_out] == ["field_missing"]
    assert not found.counted


def test_where_it_could_not_have_changed_the_answer_it_is_only_left_out() -> None:
    rule = (
        "- {id: rule, evidence: seen, at_least: %s, where: {minutes: {at_least: 60}}}"
    )
    items = "evidence: [{type: seen, date: 2026-02-10, minutes: 60}, {type: seen, date: 2026-02-11}]"
    for need, wanted in (("1", "met"), ("2", "undecided"), ("3", "not_yet")):
        found = outcome(
            year(rule % need, rest=KINDS), started("2026-01-05", items), "2026-06-01",
            "rule",
        )  # fmt: skip
        assert found.verdict.word == wanted
        assert [one.item.place for one in found.left_out] == ["evidence/1"]


def test_a_section_that_is_missing_is_undecided_and_one_that_is_empty_is_not_there() -> (
    None
):
    rule = year("- {id: rule, evidence: seen}", rest=KINDS)
    found = outcome(rule, started("2026-01-05"), "2026-06-01", "rule")
    assert found.verdict.word == "undecided"
    assert found.why is not None
    assert found.why.code == "information_missing"
    empty = started("2026-01-05", "evidence: []")
    assert verdict(rule, empty, "2026-06-01", "rule") == "not_yet"
    closing = year("- {id: rule, evidence: seen, closes: month 3}", rest=KINDS)
    assert verdict(closing, empty, "2026-06-01", "rule") == "not_met"


# --- persons --------------------------------------------------------------------------


def test_a_person_is_asked_about_on_the_day_of_the_act() -> None:
    """Cy was registered on 1 March 2026, after an act of 10 February."""
    assert (
        asked("{observer: {holds: register}}", "observer: cy").verdict.word == "not_yet"
    )


def test_as_at_moves_the_day_on_which_a_person_is_asked_about() -> None:
    where = "{observer: {holds: register, as_at: end}}"
    assert asked(where, "observer: cy").verdict.word == "met"
    throughout = "{observer: {holds: register, as_at: {last: 1 year, before: date}}}"
    assert asked(throughout, "observer: anna").verdict.word == "met"
    assert asked(throughout, "observer: cy").verdict.word == "not_yet"


def test_a_person_of_whom_the_record_knows_nothing_is_undecided() -> None:
    assert (
        asked("{observer: {holds: register}}", "observer: zoe").verdict.word
        == "undecided"
    )


def test_a_role_named_in_place_of_a_person_is_that_role() -> None:
    assert said("{by: {role: assessor}}", ITEM % ", by: assessor") == "met"


def test_where_the_record_names_nobody_in_a_role_nobody_can_say() -> None:
    found = seen("{by: {role: assessor}}", ITEM % ", by: anna")
    assert found.verdict.word == "undecided"


def test_an_award_recognised_in_its_place_counts_if_it_was_gained_in_time() -> None:
    where = "{observer: {holds: senior-educator}}"
    assert asked(where, "observer: eve").verdict.word == "met"
    assert asked(where, "observer: dee").verdict.word == "not_yet"


def test_what_comes_with_an_award_is_held_too() -> None:
    assert asked("{observer: {holds: educator}}", "observer: gus").verdict.word == "met"


def test_may_asks_what_an_approval_permits_and_of_what_kind() -> None:
    where = "{observer: {may: assess-placements}}"
    first, last = "observer: flo, placement: first", "observer: flo, placement: last"
    assert asked(where, first).verdict.word == "met"
    assert asked(where, last).verdict.word == "not_yet"
    assert asked(where, "observer: gus, placement: last").verdict.word == "met"
    assert asked(where, "observer: flo").verdict.word == "undecided"
    assert (
        asked("{observer: {may: assess-pupils}}", "observer: flo").verdict.word == "met"
    )
    assert (
        asked("{observer: {may: assess-pupils}}", "observer: anna").verdict.word
        == "not_yet"
    )


# --- or decided -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "where",
    [
        "{submitted: {before: start, or_decided: still-good}}",
        "{submitted: {before: start}, or_decided: still-good}",
    ],
)
def test_a_decision_lets_an_item_count_although_it_fails(where: str) -> None:
    item = ITEM % ", submitted: 2026-02-10"
    assert said(where, item) == "undecided"
    found = seen(where, item)
    assert found.why is not None
    assert found.why.code == "person_decides"
    assert found.why.values["who"] == "manager"
    for word, wanted in (('"yes"', "met"), ('"no"', "not_yet")):
        more = f"decisions: [{{decision: still-good, is: {word}, date: 2026-03-01}}]"
        assert said(where, item, more=more) == wanted
    about_another = 'decisions: [{decision: still-good, is: "yes", of: evidence/7, date: 2026-03-01}]'
    assert said(where, item, more=about_another) == "undecided"


# --- us, same, declared things ------------------------------------------------------------

POSTS = """
about: {publisher: borough}
requires:
  - {id: ours, in_place: posts, where: {employer: us}}
  - {id: same-service, evidence: visit, where: {service: same}}
evidence_types: {visit: {title: Visit, fields: {service: text}}}
"""


@pytest.mark.parametrize(
    ("employer", "wanted"), [("us", "met"), ("borough", "met"), ("other", "not_yet")]
)
def test_us_is_the_publisher_of_the_framework(employer: str, wanted: str) -> None:
    held = f"posts: [{{employer: {employer}, from: 2025-01-01}}]\nevidence: []"
    assert verdict(POSTS, held, "2026-06-01", "ours") == wanted


def test_a_post_that_names_no_employer_is_a_post_with_us() -> None:
    held = "posts: [{stage: nqsw, from: 2025-01-01}]\nevidence: []"
    assert (
        verdict(POSTS + "stages: {nqsw: {title: New}}", held, "2026-06-01", "ours")
        == "met"
    )


def test_same_is_the_value_in_the_present_post() -> None:
    held = """
    posts: [{service: adults, from: 2020-01-01, to: 2025-12-31}, {service: children, from: 2026-01-01}]
    evidence: [{type: visit, service: %s, date: 2026-02-01}]
    """
    assert verdict(POSTS, held % "children", "2026-06-01", "same-service") == "met"
    assert verdict(POSTS, held % "adults", "2026-06-01", "same-service") == "not_yet"


@pytest.mark.parametrize("services", [("adults", "children"), ("children", "adults")])
def test_of_two_present_posts_either_is_the_same(services: tuple[str, str]) -> None:
    posts = [f"{{service: {one}, hours: 0.5, from: 2026-01-01}}" for one in services]
    held = f"""
    posts: [{", ".join(posts)}]
    evidence: [{{type: visit, service: adults, date: 2026-02-01}}]
    """
    assert verdict(POSTS, held, "2026-06-01", "same-service") == "met"


def test_a_module_is_asked_about_what_it_declares_and_what_the_record_says() -> None:
    rules = """
requires:
  - {id: level, modules: any, where: {level: {at_least: 7}}, at_least: 20 credits}
  - {id: mark, modules: [law], where: {mark: {at_least: 50}}}
  - {id: older-name, modules: any, where: {level: M}}
  - {id: must-pass, modules: any, where: {must_pass: true}}
"""
    held = "modules: [{module: law, mark: 48, achieved: 2026-01-01}, {module: ethics, achieved: 2026-01-01}]"
    found = outcomes(rules + KINDS, held, "2026-06-01")
    assert found["level"].verdict.word == "met"
    assert found["level"].have == 20
    assert found["mark"].verdict.word == "not_yet"
    assert [one.item.place for one in found["older-name"].left_out] == ["modules/1"]
    assert [item.place for item in found["must-pass"].counted] == ["modules/0"]
    assert found["must-pass"].left_out[0].item.place == "modules/1"


def test_an_award_is_asked_about_what_is_declared_of_it() -> None:
    rules = "requires: [{id: rule, holds: diploma, where: {level: 6}}]\n"
    held = "awards: [{award: diploma, achieved: 2020-07-01}]"
    assert verdict(rules + KINDS, held, "2026-06-01", "rule") == "met"
    other = rules.replace("level: 6", "level: 7")
    assert verdict(other + KINDS, held, "2026-06-01", "rule") == "not_yet"
