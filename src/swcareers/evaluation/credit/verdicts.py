"""The verdict on an award of credit, from what is certain and what may be granted.

met: nothing is missing of what is certain. undecided: nothing would be if what awaits
a person, or a fact the record does not tell, came out for the learner. not_yet: an
addition could still help, and there is time. not_met: more is there than is allowed,
no addition could help, or the last moment has passed.
"""

from datetime import date
from fractions import Fraction

from swcareers.evaluation import moments
from swcareers.evaluation.credit.question import Beside
from swcareers.evaluation.credit.standing import Seen
from swcareers.evaluation.credit.terms import Terms
from swcareers.evaluation.entries import closed_for_good
from swcareers.evaluation.outcome import Reason, Verdict
from swcareers.evaluation.situation import When
from swcareers.values.text import number as written


def last_day_of(terms: Terms) -> date | None:
    """The last day of the time allowed: the hard one, or the end of its clock."""
    run = terms.situation.run
    if terms.clock is None or run is None or run.start is None:
        return None
    if terms.clock.not_after is not None:
        when = moments.moment(terms.clock.not_after, terms.situation)
        if isinstance(when, When):
            return when.last
    return None if run.clock is None else run.clock.end.latest


def usual_end_of(terms: Terms) -> date | None:
    """The day by which it is usually completed, where one may take longer."""
    run = terms.situation.run
    if terms.clock is None or terms.clock.not_after is None:
        return None
    return None if run is None or run.clock is None else run.clock.end.latest


def verdict_on(
    terms: Terms,
    beside: Beside,
    certain: Seen,
    granted: Seen,
    last_day: date | None,
    on: date,
) -> tuple[Verdict, frozenset[str], Reason | None]:
    """The verdict, what else marks it, and why it is no better."""
    ended = closed_for_good(terms.entry, terms.situation)
    if ended is not None:
        # Whatever is there, nobody is given it any more.
        since = Reason("closed_since", {"date": ended.isoformat()})
        return Verdict.NOT_MET, frozenset({"closed"}), since
    reasons = [bound.unknown for bound in terms.bounds]
    reasons += [way.unknown for way in terms.ways]
    unknown = terms.unknown or next((one for one in reasons if one), None)
    if terms.silent and unknown is None:
        unknown = Reason("not_stated", {"key": terms.silent[0]})
    if certain.stands.met:
        if unknown is not None:
            return Verdict.UNDECIDED, frozenset(), unknown
        return Verdict.MET, frozenset(), None
    not_proven = Reason("not_proven", {})
    if _could_be_met(certain):
        return Verdict.UNDECIDED, frozenset(), not_proven
    if granted.stands.met:
        return Verdict.UNDECIDED, frozenset(), _awaited(beside)
    unrated = _unrated(beside)
    if unrated is not None:
        return Verdict.UNDECIDED, frozenset(), unrated
    if granted.stands.breaches:
        bound = _amount(granted.stands.breaches[0].allowed)
        reason = Reason("over_the_most", {"bound": bound})
        return Verdict.NOT_MET, frozenset({"breach"}), reason
    if _could_be_met(granted):
        return Verdict.UNDECIDED, frozenset(), not_proven
    if granted.stands.missing is None and granted.stands.proven:
        return Verdict.NOT_MET, frozenset(), Reason("nothing_could_help", {})
    if last_day is not None and last_day < on:
        values = {"closes": last_day.isoformat()}
        return Verdict.NOT_MET, frozenset({"closed"}), Reason("too_late", values)
    return Verdict.NOT_YET, frozenset(), None


def _could_be_met(seen: Seen) -> bool:
    """Whether the search ended before it could rule out that nothing is missing."""
    if seen.stands.proven:
        return False
    least = seen.stands.at_least_missing
    return least is not None and not least.credits and not least.modules


def _amount(number: Fraction) -> str:
    return f"{written(number)} credits"


def _awaited(beside: Beside) -> Reason | None:
    """What the answer waits for: a person first, then what the record lacks."""
    reasons = [
        one.why
        for one in beside.candidates.values()
        if one.fits and not one.sure and one.why is not None
        and one.result.stage not in ("coming", "over")
    ]  # fmt: skip
    people = [one for one in reasons if one.code == "person_decides"]
    return next(iter((*people, *reasons)), Reason("person_decides", {}))


def _unrated(beside: Beside) -> Reason | None:
    """Credit that could count and is in a unit nobody has rated, or not given."""
    for one in beside.candidates.values():
        there = one.result.stage in ("achieved", "maybe")
        if one.credit is None and there and one.fits:
            return one.why or Reason("field_missing", {"field": "credits"})
    return None
