"""Reports made by hand, so that pages are tested without evaluating anything.

The person is invented: nobody of this reference exists.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from swcareers.queries.answers import (
    Answer,
    Counted,
    FrameworkRead,
    Mark,
    Notice,
    Requirement,
    Run,
    Side,
    Slot,
    SourceShown,
    Step,
    Unused,
)
from swcareers.queries.report import Report

ON = date(2026, 11, 6)
LGA = SourceShown(
    publisher="Local Government Association",
    title="Standards for employers of social workers in England",
    clause="standard 5",
    url="https://local.gov.uk/standards-employers",
)


FRAMEWORK = FrameworkRead(
    id="thurrock",
    edition="as read in 2026",
    title="Thurrock Social Work Academy",
    digest="7c1d52ab90ff",
)


def report(**keys: Any) -> Report:
    """A report in which most things are missing."""
    parts: dict[str, Any] = {
        "reference": "thurrock-0231",
        "on": ON,
        "framework": FRAMEWORK,
        "version": "0.1.0",
        "sentence": "Nothing needs attention before month 6, 1 December 2026.",
        "support": side("support"),
        "assessment": side("assessment"),
        **keys,
    }
    return Report(**parts)


def requirement(id_: str, title: str, kind: str, **others: Any) -> Requirement:
    """A rule as people read it, with what most tests do not care about filled in."""
    side_: Side = others.pop("side", "assessment")
    keys: dict[str, Any] = {
        "list": "support" if side_ == "support" else "requires",
        "owner": id_.rpartition("/")[0],
        "strength": "must",
        "sentence": f"{title}, as the handbook asks.",
        **others,
    }
    return Requirement(id=id_, title=title, kind=kind, side=side_, **keys)


def answer(
    title: str,
    verdict: Any,
    words: str,
    have: str | None = None,
    need: str | None = None,
    **others: Any,
) -> Answer:
    """One answer; keys of the requirement may stand among the others."""
    theirs = {"kind", "side", "strength", "sentence", "sources", "set_by", "marks",
              "consequence", "note", "place"}  # fmt: skip
    asked = {key: others.pop(key) for key in theirs & set(others)}
    kind = asked.pop("kind", "evidence")
    id_ = others.pop("id", f"asye/{title.lower().replace(' ', '-')}")
    return Answer(
        requirement=requirement(id_, title, kind, **asked),
        verdict=verdict,
        words=words,
        have=None if have is None else Decimal(have),
        need=None if need is None else Decimal(need),
        **others,
    )


def owner(title: str, *parts: Answer, side: Side = "assessment") -> Answer:
    """One owner of rules: a programme, a stage, a framework."""
    return answer(title, "not_yet", "", kind="all", side=side, parts=parts, id=title)


def side(id_: Side, *owners: Answer) -> Answer:
    """A whole side."""
    return answer(id_, "not_yet", "", kind="all", side=id_, parts=owners, id=id_)


def item(
    place: str, day: str | None, what: str = "", because: str | None = None
) -> Any:
    """One item of the record."""
    return Counted(item=place, what=what, day=day, because=because)


def supervision() -> Answer:
    """Eleven of thirteen sessions, with leave between them."""
    days = [
        "2026-06-05", "2026-06-12", "2026-06-19", "2026-06-26", "2026-07-03",
        "2026-07-10", "2026-07-24", "2026-08-07", "2026-08-28", "2026-09-11",
        "2026-10-09",
    ]  # fmt: skip
    slots = [
        Slot(
            first=date(2026, 8, 10),
            last=date(2026, 8, 23),
            status="excused",
            item="annual leave",
        ),
        Slot(first=date(2026, 9, 21), last=date(2026, 10, 4), status="missed"),
        Slot(first=date(2026, 10, 19), last=date(2026, 11, 1), status="missed"),
        Slot(first=date(2026, 11, 2), last=date(2026, 11, 15), status="open"),
    ]
    return answer(
        "Supervision", "not_met", "partly", "11", "13", kind="cadence", side="support",
        sentence="A supervision session every week until week 6, every two weeks until "
        "month 6, then every month; at least 90 minutes and with a supervisor on the "
        "register of social workers in England; a confirmation by the assessor or the "
        "programme coordinator will do.",
        counted=tuple(item(f"evidence/{n}", day, "supervision session")
                      for n, day in enumerate(days)),
        slots=tuple(slots), due=date(2026, 11, 15), sources=(LGA,),
        longest_gap=(date(2026, 9, 11), date(2026, 10, 9)),
        set_by=("asye", "thurrock"), place="england/asye.yaml:312",
        marks={"excused_by": "unverified"},
    )  # fmt: skip


def plans() -> Answer:
    """Development plans at four points, one of them overdue."""

    def at(label: str, verdict: Any, words: str, **others: Any) -> Answer:
        return answer("Development plans", verdict, words, label=label, **others)

    return answer(
        "Development plans", "not_yet", "partly evidenced", "1", "4",
        sentence="A professional development plan at the start, month 3, month 6 and "
        "the end.",
        counted=(item("evidence/1", "2026-06-18", "professional development plan"),),
        parts=(
            at("start", "met", "evidenced", late_days=17),
            at("month 3", "not_yet", "no evidence yet", due=date(2026, 9, 1),
               flags=("overdue",)),
            at("month 6", "not_yet", "no evidence yet", due=date(2026, 12, 1)),
            at("end", "not_yet", "no evidence yet", due=date(2027, 5, 31)),
        ),
        place="england/asye.yaml:340",
    )  # fmt: skip


def observations() -> Answer:
    """One observation of three, one left out and one booked."""
    return answer(
        "Direct observations", "not_yet", "partly evidenced", "1", "3",
        sentence="At least 3 direct observations, each with an observer on the "
        "register of social workers in England; of these, at least 2 with an observer "
        "who is the assessor.",
        counted=(item("evidence/4", "2026-08-20", "direct observation by assessor-a"),),
        left_out=(item("evidence/5", "2026-09-30", "direct observation by manager-b",
                       "observer should be on the register of social workers in "
                       "England"),),
        planned=(item("evidence/6", "2026-11-20", "direct observation by assessor-a"),),
        place="england/asye.yaml:352", set_by=("asye",), sources=(LGA,),
        note="At least one with a family.",
    )  # fmt: skip


def thurrock() -> Report:
    """A newly qualified social worker in the sixth month of the year."""
    given = "support"
    run = Run(
        programme="asye-child-family",
        title="ASYE, child and family",
        start="2026-06-01",
        first=date(2026, 6, 1),
        last=date(2027, 5, 31),
        position="month 6, week 23",
        marks=(
            Mark(label="start", day=date(2026, 6, 1), state="start"),
            Mark(label="month 3", day=date(2026, 9, 1), state="late"),
            Mark(label="month 6", day=date(2026, 12, 1)),
            Mark(label="month 9", day=date(2027, 3, 1)),
            Mark(label="month 12", day=date(2027, 5, 31)),
        ),
    )
    some = "partly evidenced"
    return report(
        note="Invented: nobody of this reference exists.",
        post="newly qualified social worker, children, assessment",
        runs=(run,),
        sentence="Two things need attention and two are not recorded. All else due is "
        "in place.",
        support=side(
            "support",
            owner(
                "ASYE, child and family",
                answer("Agreement", "met", "in place", "1", "1", side=given,
                       counted=(item("evidence/0", "2026-06-18"),)),
                answer("Assessor", "met", "in place", kind="in_place", side=given),
                supervision(),
                answer("Protected caseload", "met", "in place", "0.75", "0.9",
                       unit="share", kind="measure", side=given,
                       sentence="Caseload is at most 90%, averaged over the year."),
                answer("Training", "met", "confirmed", kind="confirmation",
                       side=given),
                answer("Time to shadow", "met", "confirmed", kind="confirmation",
                       side=given),
                answer("Help with the plan", "met", "confirmed", kind="confirmation",
                       side=given),
                answer("Development time", "undecided", "not recorded", kind="measure",
                       side=given, flags=("not_recorded",)),
                answer("Before the start", "undecided", "not recorded",
                       kind="confirmation", side=given, flags=("not_recorded",)),
                answer("Handover between assessors", "not_applicable",
                       "not applicable", side=given),
                side=given,
            ),
        ),
        assessment=side(
            "assessment",
            owner(
                "ASYE, child and family",
                answer("Reviews", "not_yet", some, "1", "4"),
                plans(),
                observations(),
                answer("Feedback, families", "not_yet", some, "1", "3"),
                answer("Feedback, professionals", "not_yet", some, "2", "3"),
                answer("Written work", "not_yet", some, "1", "3"),
                answer("Self-assessments", "not_yet", some, "1", "3"),
                answer("Critical reflections", "not_yet", "no evidence yet", "0", "2"),
                answer("Capability", "undecided", "awaiting decision", kind="assessed",
                       flags=("awaiting",), who="assessor"),
            ),
        ),
        attention=(
            Notice(id="asye/supervision", title="Supervision", side="support",
                   message="None recorded for 21 September to 4 October and 19 October "
                   "to 1 November; one is due every two weeks.",
                   next=date(2026, 11, 15)),
            Notice(id="asye/development-plan", title="Development plan",
                   side="assessment",
                   message="The plan for month 3 was due on 1 September and can still "
                   "be agreed.", next=date(2026, 11, 30)),
        ),
        not_recorded=("asye/development-time", "asye/before-the-start"),
        coming=(
            Step(what="second direct observation", who="learner", planned="2026-11-20"),
            Step(what="self-assessment", who="learner", by=date(2026, 12, 1)),
            Step(what="critical reflection", who="learner", by=date(2026, 12, 1)),
            Step(what="plan for months 6 to 9", who="learner", by=date(2026, 12, 1)),
        ),
        for_people=(
            Step(what="capability at the level of a newly qualified social worker",
                 who="assessor"),
            Step(what="outcome", who="moderation-panel"),
            Step(what="which standards apply after 31 March 2027, as no source says",
                 who=""),
        ),
        marks=("How part-time work makes the year longer is believed, not seen.",
               "Which leave excuses a session is believed, not seen."),
        unused=(
            Unused(code="SWC401", pointer="/evidence/9/date",
                   message='"30 February 2026" is not a date: February 2026 has 28 '
                   "days.",
                   place="learners/thurrock-0231.yaml:41:11"),
        ),
    )  # fmt: skip
