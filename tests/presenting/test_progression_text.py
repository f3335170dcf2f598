"""Progression in plain text: nothing cut, no symbols where none are wanted."""

from datetime import date
from pathlib import Path

import pytest
from careers import story

from swcareers.presenting.comparison_text import (
    cohort_text,
    compare_for_text,
    compare_text,
    pathway_text,
)
from swcareers.presenting.progression_text import (
    between_text,
    entry_text,
    next_steps_text,
    opens_text,
    permissions_text,
    routes_text,
    whatif_text,
)
from swcareers.queries.cohort import cohort
from swcareers.queries.compare import compare
from swcareers.queries.entry import entry
from swcareers.queries.levels import between
from swcareers.queries.moving_boroughs import compare_for
from swcareers.queries.next_steps import next_steps
from swcareers.queries.opens import opens
from swcareers.queries.pathway import pathway
from swcareers.queries.permissions import permissions
from swcareers.queries.routes import routes
from swcareers.queries.whatif import Leave, whatif
from swcareers.reading.loading import load_framework, load_record

LEARNERS = Path(__file__).resolve().parents[2] / "frameworks" / "learners"
ON = date(2026, 11, 6)


def pages(width: int = 80, *, plain: bool = False) -> dict[str, str]:
    """Every page of progression about two people of Thurrock."""
    nqsw = load_record(LEARNERS / "thurrock-nqsw.yaml")
    educator = load_record(LEARNERS / "thurrock-practice-educator.yaml")
    thurrock, newham = load_framework("thurrock"), load_framework("newham")
    leave = Leave(
        reason="parental-leave", first=date(2027, 1, 1), last=date(2027, 3, 31)
    )
    form = {"width": width, "plain": plain}
    both = [nqsw, educator]
    return {
        "permissions": permissions_text(
            permissions(educator, thurrock, on=ON), on=ON, width=width, plain=plain
        ),
        "entry": entry_text(entry(nqsw, thurrock, "asye-child-family", on=ON), **form),  # type: ignore[arg-type]  # width and plain
        "next": next_steps_text(next_steps(nqsw, thurrock, on=ON), **form),  # type: ignore[arg-type]  # width and plain
        "routes": routes_text(
            routes(nqsw, thurrock, "practice-educator-stage-2", on=ON),
            width=width,
            plain=plain,
        ),
        "whatif": whatif_text(whatif(nqsw, thurrock, leave, on=ON), **form),  # type: ignore[arg-type]  # width and plain
        "opens": opens_text(
            opens(thurrock, "practice-educator-stage-1", on=ON),
            width=width,
            plain=plain,
        ),
        "between": between_text(
            between(newham, "pcf/social-worker", "pcf/advanced", on=ON),
            width=width,
            plain=plain,
        ),
        "compare": compare_text(compare(thurrock, newham, on=ON), **form),  # type: ignore[arg-type]  # width and plain
        "compare for": compare_for_text(
            compare_for(nqsw, thurrock, newham, on=ON), width=width, plain=plain
        ),
        "cohort": cohort_text(
            cohort(both, thurrock, on=ON), by="service", since="2020-01-01",
            width=width, plain=plain,
        ),
        "pathway": pathway_text(pathway(newham, on=ON), **form),  # type: ignore[arg-type]  # width and plain
    }  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_runs_beyond_the_width(width: int) -> None:
    for name, page in pages(width).items():
        assert max(map(len, page.splitlines())) <= width, name


def test_plain_pages_hold_words_only() -> None:
    for name, page in pages(plain=True).items():
        assert page.isascii(), name


@pytest.mark.parametrize("word", ["passed", "failed", "entitled to", "%", "rank "])
def test_the_words_are_those_of_the_profession(word: str) -> None:
    for name, page in pages().items():
        if name not in ("compare", "compare for", "cohort"):
            assert word not in page, name


def test_the_page_of_next_steps_reads_as_it_should() -> None:
    page = pages()["next"]
    assert " To social worker" in page
    assert "To social worker (a step up; no source states how)" in page
    assert "Not yet: 2 things missing." in page
    asked, informing = page.split("What informs those who decide")
    assert "Outcome of the year" in asked
    assert "Direct observations" in informing
    assert "booked for 20 November" in " ".join(page.split())
    assert "1 June 2027 at the earliest" in page


def test_the_page_of_routes_numbers_its_ways_and_names_the_rule_that_decides() -> None:
    page = " ".join(pages()["routes"].split())
    assert "1. Practice educator at stage 1 → Practice educator at stage 2" in page
    assert "30 April 2029 at the earliest: three years of relevant experience" in page


def test_two_things_of_one_name_say_to_what_they_belong() -> None:
    page = " ".join(pages()["routes"].split())
    assert "· Award, practice educator at stage 1 (" in page
    assert "· Award, practice educator at stage 2 (" in page


def test_a_cohort_page_has_one_line_a_person_and_in_full_all_that_is_due() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    found = cohort([record], thurrock, on=on)
    page = " ".join(cohort_text(found).split())
    assert found.sentence == "1 person. There is something that needs attention."
    line = "thurrock-0231: newly qualified social worker and ASYE, child and family, "
    line += "month 6; 2 things need attention; 2 not recorded; next 20 November: "
    assert line in page
    assert "Month 3 was due on 1 September" not in page
    assert "Month 3 was due on 1 September" in cohort_text(found, full=True)


def test_a_cohort_page_by_assessor_is_a_list_of_days() -> None:
    record, thurrock, on = story("thurrock-nqsw")
    page = cohort_text(cohort([record], thurrock, on=on), by="assessor")
    listed = page[page.index("By assessor") :]
    assert "assessor-a:" in listed
    assert "· 20 November: thurrock-0231, direct observations, booked" in listed


def test_a_cohort_page_says_that_small_groups_are_not_counted_apart() -> None:
    page = " ".join(pages()["cohort"].split())
    assert "too few to be counted by service" in page
    assert "nobody is ranked" in page
