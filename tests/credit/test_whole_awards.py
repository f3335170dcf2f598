"""What an award asks besides credit, what stands in its place, what comes with it."""

from typing import Any

import pytest
from small_award import framework, ledger, one, passed

Plain = dict[str, Any]
BY_THE_BOARD: Plain = {
    "roles": {"board": {"title": "Award board"}},
    "decisions": {
        "award-board": {"title": "Award board", "by": "board",
                        "outcomes": {"awarded": "met", "refused": "not_met"}},
    },
    "evidence_types": {"clinic": {"title": "Hours", "fields": {"hours": "number"}}},
}  # fmt: skip
HOURS = {"id": "hours", "title": "Clinical hours", "evidence": "clinic",
         "at_least": "300 hours"}  # fmt: skip
DIPLOMA: Plain = {"title": "Diploma", "at_least": "24 credits", "requires": [HOURS]}


def clinic(hours: str) -> list[Plain]:
    """So many hours in a clinic, on one day."""
    return [{"type": "clinic", "date": "2025-03-01", "hours": hours}]


@pytest.mark.parametrize(
    ("hours", "verdict"), [("299.5", "not_yet"), ("300", "met"), ("300.5", "met")]
)
def test_credit_alone_does_not_complete_an_award_that_requires_more(
    hours: str, verdict: str
) -> None:
    book = framework({"diploma": DIPLOMA}, **BY_THE_BOARD)
    found = one(book, [passed("project")], evidence=clinic(hours))
    assert (found.verdict, found.credit) == (verdict, "met")
    assert [(a.id, a.verdict) for a in found.besides] == [("diploma/hours", verdict)]
    if verdict == "met":
        assert found.words == "ready to be considered"
    else:
        assert found.words == "not yet; its credit is complete"
        assert found.missing is not None
        assert found.missing.words == "nothing is missing"


def test_modules_asked_for_by_name_need_not_be_those_that_count() -> None:
    """Which modules an award counts is settled by its credit; what was passed stays."""
    either = {"id": "either", "title": "Either", "any": [
        {"id": "both", "modules": ["family", "law"], "at_least": "all"},
        {"id": "long", "modules": ["youth"], "at_least": "all"},
    ]}  # fmt: skip
    book = framework({"diploma": {**DIPLOMA, "requires": [either]}}, **BY_THE_BOARD)
    early = passed("project", achieved="2023-01-20")
    assert one(book, [early, passed("law"), passed("family")]).verdict == "met"
    assert one(book, [early, passed("youth")]).verdict == "met"
    assert one(book, [early, passed("law")]).verdict == "not_yet"
    failed = {**passed("youth"), "state": "failed"}
    assert one(book, [early, passed("law"), failed]).verdict == "not_yet"


@pytest.mark.parametrize(
    ("started", "missing"),
    [("2024-09-01", "nothing is missing"), ("2025-09-01", "12 credits short")],
)
def test_an_award_described_by_its_editions_alone_is_described(
    started: str, missing: str
) -> None:
    editions = [{"from": "2020-09-01", "at_least": "24 credits"},
                {"from": "2025-09-01", "at_least": "36 credits"}]  # fmt: skip
    entry = {"title": "Diploma", "version_by": "start", "versions": editions}
    studying = [{"qualification": "diploma", "state": "studying", "started": started}]
    found = one(framework({"diploma": entry}), [passed("project")], studies=studying)
    assert found.missing is not None
    assert found.missing.words == missing


def test_what_is_only_recommended_besides_is_told_and_decides_nothing() -> None:
    advised = {**DIPLOMA, "requires": [{**HOURS, "strength": "should"}]}
    book = framework({"diploma": advised}, **BY_THE_BOARD)
    page = ledger(book, [passed("project")], ["diploma"], evidence=clinic("10"))
    assert page["diploma"].verdict == "met"
    assert "10 of 300 hours, partly evidenced (should)" in page.to_text()


def test_credit_and_what_is_required_besides_stand_beside_each_other() -> None:
    """Hours are never added to credit: a gap has one amount for each unit."""
    book = framework({"diploma": DIPLOMA}, **BY_THE_BOARD)
    page = ledger(book, [passed("law")], ["diploma"], evidence=clinic("120"))
    assert page["diploma"].missing is not None
    assert page["diploma"].missing.words == "12 credits short"
    assert page["diploma"].besides[0].have == 120
    assert "120 of 300 hours" in page.to_text()


def test_what_is_required_besides_may_look_at_the_modules_that_count() -> None:
    """`modules: any` inside an award is what it counts, not all that was passed."""
    way = {"id": "passed", "where": {"mark": {"at_least": "50"}}}
    need = {"id": "six", "modules": "any", "where": {"level": "6"},
            "at_least": "24 credits"}  # fmt: skip
    award = {"title": "A", "at_least": "24 credits", "accepts": [way]}
    modules = [passed("youth", mark="60"), passed("project", mark="45")]
    for rule, verdict in ((need, "not_yet"), ({**need, "modules": "taken"}, "met")):
        book = framework({"a": {**award, "requires": [rule]}})
        assert one(book, modules).verdict == verdict


# --- approvals: the same construct under another heading ------------------------------

SUPERVISOR: Plain = {
    "title": "Supervisor",
    "lasts": "3 years",
    "requires": [{"id": "diploma", "title": "The diploma", "holds": "diploma"},
                 {"id": "board", "title": "The board", "decision": "award-board"}],
}  # fmt: skip


def test_an_approval_is_asked_about_like_any_award_and_asks_for_no_credit() -> None:
    book = framework({"diploma": DIPLOMA}, approvals={"supervisor": SUPERVISOR},
                     **BY_THE_BOARD)  # fmt: skip
    asked = ["supervisor", "diploma"]
    page = ledger(book, [passed("project")], asked, awards=[], decisions=[],
                  approvals=[])  # fmt: skip
    assert [award.id for award in page.awards] == asked
    found = page["supervisor"]
    assert (found.verdict, found.credit, found.total) == ("not_yet", None, None)
    assert [answer.requirement.title for answer in found.besides] == [
        "The diploma", "The board",
    ]  # fmt: skip
    granted = {"decision": "award-board", "is": "awarded", "date": "2025-06-01",
               "by": "board-a"}  # fmt: skip
    held = [{"award": "diploma", "achieved": "2025-03-01"}]
    page = ledger(book, [], asked, awards=held, decisions=[granted], approvals=[])
    assert (page["supervisor"].verdict, page["supervisor"].words) == ("met", "held")
    late = ledger(book, [], asked, awards=held, decisions=[granted], approvals=[],
                  on="2028-06-01")  # fmt: skip
    assert late["supervisor"].flags == ()


def test_an_approval_of_which_nothing_is_stated_is_answered_so() -> None:
    book = framework({}, approvals={"bare": {"title": "Bare"}})
    found = ledger(book, [], ["bare"])["bare"]
    assert (found.verdict, found.words) == ("undecided", "no source states it")


def test_an_award_given_for_what_it_requires_alone_is_no_award_without_a_source() -> (
    None
):
    licence = {"title": "Licence", "requires": [{"id": "hours", "evidence": "clinic",
                                                 "at_least": "10 hours"}]}  # fmt: skip
    book = framework({"licence": licence}, **BY_THE_BOARD)
    assert one(book, [], evidence=clinic("9")).words == "not yet"
    assert one(book, [], evidence=clinic("10")).words == "ready to be considered"
    silent = {**licence, "not_stated": ["credits"]}
    book = framework({"licence": silent}, **BY_THE_BOARD)
    assert one(book, [], evidence=clinic("10")).words == "no source states it"


# --- in its place, and with it --------------------------------------------------------


def test_what_is_recognised_in_its_place_answers_for_an_award_nobody_studies() -> None:
    diploma = {
        "title": "Diploma",
        "at_least": "24 credits",
        "recognised_as": [{"award": "old", "within": {"to": "2015-08-31"}}],
    }
    book = framework({"diploma": diploma, "old": {"title": "Old diploma"}})
    held = [{"award": "old", "achieved": "2015-08-31"}]
    page = ledger(book, [], ["diploma"], awards=held)
    assert (page["diploma"].verdict, page["diploma"].flags) == ("met", ("recognised",))
    assert page["diploma"].words == "held by what is recognised in its place"
    assert page["diploma"].recognised == ("Old diploma",)
    late = [{"award": "old", "achieved": "2015-09-01"}]
    assert ledger(book, [], ["diploma"], awards=late)["diploma"].verdict == "not_yet"
    # Who studies for it all the same sees how that stands, too.
    study = [{"qualification": "diploma", "state": "studying", "started": "2026-01-01"}]
    found = ledger(book, [], ["diploma"], awards=held, studies=study)["diploma"]
    assert (found.verdict, found.recognised) == ("not_yet", ("Old diploma",))


FAMILY = {"modules": "any", "where": {"pathway": "family"}, "at_least": "24 credits"}


@pytest.mark.parametrize(
    ("counted", "comes"),
    [(["family", "law"], True), (["family", "project"], False), (["law"], False)],
)
def test_what_an_award_brings_may_depend_on_the_modules_it_counted(
    counted: list[str], comes: bool
) -> None:
    """What it did not count was taken, and brings nothing."""
    modules = {
        "family": {"title": "Family", "credits": "12 credits", "pathway": "family"},
        "law": {"title": "Law", "credits": "12 credits", "pathway": "family"},
        "project": {"title": "Project", "credits": "12 credits"},
    }
    brings = [{"award": "membership", "applies_when": FAMILY}]
    masters = {"title": "Master's", "at_least": "24 credits", "confers": brings}
    book = framework({"masters": masters, "membership": {"title": "Membership"}},
                     modules)  # fmt: skip
    held = [{"award": "masters", "achieved": "2025-02-01", "counted": counted}]
    taken = [passed(name) for name in modules]
    page = ledger(book, taken, ["membership"], awards=held)
    assert (page["membership"].verdict == "met") is comes
    assert page["membership"].recognised == (("Master's",) if comes else ())


def test_what_comes_with_an_award_is_told_before_it_is_given() -> None:
    confers = [{"award": "membership", "applies_when": {"holds": "register"}}]
    award = {"title": "A", "at_least": "24 credits", "confers": confers}
    book = framework({"a": award, "membership": {"title": "Membership"}},
                     registers={"register": {"title": "The register"}})  # fmt: skip
    on_it = [{"register": "register", "from": "2024-01-01"}]
    found = one(book, [passed("project")], registrations=on_it)
    assert [(c.award, c.verdict) for c in found.comes_with] == [("membership", "met")]
    found = one(book, [passed("project")], registrations=[])
    assert [c.verdict for c in found.comes_with] == ["not_yet"]


def test_a_way_may_be_called_like_its_award() -> None:
    entry = {"title": "Reuse", "at_least": "24 credits", "accepts": [{"id": "reuse"}]}
    assert one(framework({"reuse": entry}), [passed("project")]).verdict == "met"
