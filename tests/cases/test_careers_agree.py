"""Different questions about one person on one day never contradict one another.

Asked of every worked case that is shipped and of the gallery of careers: each record
as it stood on each of its days, with all that a case adds.
"""

from functools import cache
from pathlib import Path

import attrs
import pytest

import swcareers as sw
from swcareers.framework.framework import Framework
from swcareers.queries.case_checks import questions_of
from swcareers.queries.next_steps import NextSteps
from swcareers.queries.report import Report
from swcareers.queries.routes import Routes
from swcareers.record.model import Record

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    *sorted((ROOT / "frameworks" / "cases").glob("*.yaml")),
    *sorted((ROOT / "tests" / "cases").glob("careers-cases.yaml")),
]
GAINED = ("programmes", "approvals", "qualifications")
JOINED = (*GAINED, "learning")
READY = "ready to be considered"


@attrs.frozen(eq=False)
class Day:
    """A person on a day, and the answers, each asked once."""

    record: Record
    framework: Framework
    on: str
    about: str

    @property
    def places(self) -> list[str]:
        """What somebody can join or gain in this framework."""
        return [id_ for name in JOINED for id_ in self.framework.section(name)]

    @property
    def next(self) -> NextSteps:
        return _next(self)

    @property
    def report(self) -> Report:
        return _report(self)

    def entry(self, id_: str) -> sw.EntryAnswer:
        return _entry(self, id_)

    def routes(self, id_: str) -> Routes:
        return _routes(self, id_)

    def adding(self, facts: dict[str, object]) -> "Day":
        return attrs.evolve(self, record=self.record.adding(facts))


@cache
def _next(day: Day) -> NextSteps:
    return sw.next_steps(day.record, day.framework, on=day.on)


@cache
def _report(day: Day) -> Report:
    return sw.report(day.record, day.framework, on=day.on)


@cache
def _entry(day: Day, id_: str) -> sw.EntryAnswer:
    return sw.entry(day.record, day.framework, id_, on=day.on)


@cache
def _routes(day: Day, id_: str) -> Routes:
    return sw.routes(day.record, day.framework, id_, on=day.on)


@cache
def days_of(path: Path) -> list[Day]:
    """Every case of a file as it is asked, each only once."""
    found: dict[tuple[object, ...], Day] = {}
    for asked in questions_of(path):
        on = asked.day.isoformat()
        key = (on, asked.framework.id, str(asked.case.adding), asked.case.hours)
        day = Day(asked.record, asked.framework, on, f"{path.stem} on {on}")
        found.setdefault((*key, asked.case.other_programme), day)
    return list(found.values())


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@each_file
def test_what_is_ready_lacks_nothing_and_what_lacks_something_is_not_ready(
    path: Path,
) -> None:
    for day in days_of(path):
        for way in day.next:
            wanting = [one for one in way.missing if not one.informs]
            assert way.earliest is not None
            if way.words == READY:
                assert not wanting, (day.about, way.id, wanting)
                assert way.verdict == "met"
                assert str(way.earliest.day) == day.on, (day.about, way.id)
                assert way.have == way.need
            elif way.described:
                assert way.verdict != "met", (day.about, way.id)
        for id_ in day.places:
            answer = day.entry(id_)
            if answer.words.startswith(READY):
                assert not answer.missing, (day.about, id_, answer.missing)
                assert not answer.for_people
                assert answer.fits is not False
                assert all(
                    one.verdict in ("met", "not_applicable")
                    for one in answer.answers
                    if one.requirement.strength == "must"
                    and one.requirement.side == "assessment"
                ), (day.about, id_)
            if answer.already is not None:
                assert not answer.missing, (day.about, id_)
                assert answer.earliest is None


@each_file
def test_what_is_not_open_has_no_day_and_what_is_for_others_brings_no_funding(
    path: Path,
) -> None:
    for day in days_of(path):
        answers = [day.entry(id_) for id_ in day.places]
        for one in (*day.next, *answers):
            if one.words == "not open as the record stands":
                assert one.earliest is not None
                assert one.earliest.day is None, (day.about, one.title)
        for answer in answers:
            if answer.words == "not for this post":
                assert answer.verdict == "not_met", (day.about, answer.into)
                assert answer.fits is False
                claims = {one.verdict for one in answer.funding}
                assert claims <= {"not_applicable"}, (day.about, answer.into)


@each_file
def test_entry_to_a_stage_is_by_the_ways_that_lead_on_to_it(path: Path) -> None:
    for day in days_of(path):
        for stage in day.framework.stages:
            ways = [way for way in day.next if stage in way.to]
            answer = day.entry(stage)
            if answer.already is not None:
                assert day.next.here.stage == stage
                continue
            assert [way.id for way in answer.ways] == [way.id for way in ways]
            if not ways:
                continue
            assert answer.verdict in [way.verdict for way in ways]
            assert answer.words in [way.words for way in ways]


@each_file
def test_the_soonest_way_by_one_step_is_as_soon_as_next_says(path: Path) -> None:
    """Law: `next`'s first day is the least of the routes that only take that step."""
    for day in days_of(path):
        for way in day.next:
            assert way.earliest is not None
            for stage in way.to:
                found = day.routes(stage)
                alone = [
                    route
                    for route in found
                    if [leg.id for leg in route.legs if leg.kind == "move"] == [way.id]
                ]
                soonest = min(
                    (one.earliest.day for one in alone if one.earliest.day),
                    default=None,
                )
                about = (day.about, way.id, found.words)
                assert soonest == way.earliest.day, about
                exact = {one.earliest.exact for one in alone} or {False}
                assert way.earliest.exact in exact, about


@each_file
def test_a_way_there_begins_no_sooner_than_one_may_enter(path: Path) -> None:
    for day in days_of(path):
        for section in GAINED:
            for id_ in day.framework.section(section):
                answer, found = day.entry(id_), day.routes(id_)
                about = (day.about, id_, found.words)
                if found.words == "Held or completed already.":
                    assert answer.already in ("held already", "completed already"), (
                        about
                    )
                    continue
                assert answer.already not in ("held already", "completed already"), (
                    about
                )
                if answer.earliest is None:
                    continue
                for route in found:
                    if route.steps == (id_,) and route.earliest.day is not None:
                        assert answer.earliest.day is not None, about
                        assert route.earliest.day >= answer.earliest.day, about


@each_file
def test_what_entry_finds_met_no_direct_way_calls_missing(path: Path) -> None:
    for day in days_of(path):
        for section in GAINED:
            for id_ in day.framework.section(section):
                met = {one.id for one in day.entry(id_).answers if one.verdict == "met"}
                for route in day.routes(id_):
                    if route.steps == (id_,):
                        missing = {one.id for one in route.missing}
                        assert not met & missing, (day.about, id_)


@each_file
def test_what_a_report_finds_met_nothing_calls_missing(path: Path) -> None:
    for day in days_of(path):
        # Each rule as a whole: of one with several points some may be met.
        ids = {one.id for one in day.report.answers()}
        met = {id_ for id_ in ids if day.report[id_].verdict == "met"}
        for way in day.next:
            missing = {one.id for one in way.missing}
            assert not met & missing, (day.about, way.id, met & missing)


@each_file
def test_who_is_on_a_programme_has_a_report_of_it(path: Path) -> None:
    for day in days_of(path):
        runs = {run.programme for run in day.report.runs}
        for id_ in day.framework.programmes:
            if day.entry(id_).already == "on it already":
                children = {
                    name
                    for name, one in day.framework.programmes.items()
                    if one.extends == id_
                }
                assert runs & {id_, *children}, (day.about, id_)


@each_file
def test_what_is_permitted_for_certain_is_held_and_the_other_way_round(
    path: Path,
) -> None:
    for day in days_of(path):
        permitted = {
            one.approval
            for one in sw.permissions(day.record, day.framework, on=day.on)
            if one.certain
        }
        held = {
            id_
            for id_, approval in day.framework.approvals.items()
            if day.entry(id_).already == "held already"
            and (approval.permits or approval.versions)
        }
        assert permitted == held, day.about


@each_file
def test_a_day_that_next_names_stands_in_the_calendar(path: Path) -> None:
    for day in days_of(path):
        entries = sw.calendar(day.framework, day.record, on=day.on).entries
        dates = {(one.id, one.day) for one in entries}
        planned = {str(one.day) for one in entries if one.kind == "planned"}
        for way in day.next:
            for doing in way.missing:
                if doing.by is not None:
                    assert (doing.id, doing.by) in dates, (day.about, doing.id)
                if doing.planned is not None:
                    assert doing.planned in planned, (day.about, doing.id)


@each_file
def test_what_is_missing_opens_what_it_is_missing_for(path: Path) -> None:
    for day in days_of(path):
        for id_ in day.places:
            for doing in day.entry(id_).missing:
                if day.framework.entry_of(doing.id, *JOINED) is None:
                    continue
                there = sw.opens(day.framework, doing.id, on=day.on)
                assert id_ in {one.of for one in there}, (day.about, id_, doing.id)


# How a thing comes to be held or completed on a day.
FACTS = {
    "learning": lambda id_, on: {"learning": id_, "state": "completed", "date": on},
    "qualifications": lambda id_, on: {"award": id_, "achieved": on},
    "approvals": lambda id_, on: {"approval": id_, "from": on},
}
SECTIONS = {"qualifications": "awards"}


@each_file
def test_what_something_opens_it_really_advances(path: Path) -> None:
    """What opens lists as asked at an entry is met there once the thing is there."""
    for day in days_of(path):
        for section, fact in FACTS.items():
            for id_ in day.framework.section(section):
                asked = [
                    one
                    for one in sw.opens(day.framework, id_, on=day.on)
                    if one.steps == 1 and one.sentence and one.section in JOINED
                ]
                if not asked:
                    continue
                name = SECTIONS.get(section, section)
                later = day.adding({name: [fact(id_, day.on)]})
                for opening in asked:
                    before = {one.id: one for one in day.entry(opening.of).answers}
                    after = {one.id: one for one in later.entry(opening.of).answers}
                    if opening.id not in after or after[opening.id].parts:
                        continue  # asked later than at entry, or one of several
                    about = (day.about, id_, opening.id)
                    assert after[opening.id].verdict == "met", about
                    assert before[opening.id].verdict in (
                        "met", "not_yet", "undecided", "not_met",
                    ), about  # fmt: skip
