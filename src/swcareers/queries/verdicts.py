"""The words of progression for how far along somebody is."""

from collections.abc import Iterable, Sequence

from swcareers.evaluation.outcome import Verdict
from swcareers.queries.acting import Doing
from swcareers.queries.answers import VerdictName
from swcareers.values.text import counted

READY = "ready to be considered"
NOT_DESCRIBED = "open, but not described"

_NAMES: dict[Verdict, VerdictName] = {
    Verdict.NOT_MET: "not_met",
    Verdict.NOT_YET: "not_yet",
    Verdict.UNDECIDED: "undecided",
    Verdict.MET: "met",
    Verdict.NOT_APPLICABLE: "not_applicable",
}


def least(verdicts: Iterable[Verdict]) -> VerdictName:
    """The least of some verdicts by its name; of none, met."""
    applying = [one for one in verdicts if one is not Verdict.NOT_APPLICABLE]
    return _NAMES[min(applying, default=Verdict.MET)]


def words_of(
    verdict: Verdict,
    *,
    described: bool,
    doings: Sequence[Doing] = (),
    reachable: bool = True,
) -> str:
    """How far along somebody is: nobody is entitled, and nobody has failed.

    Args:
        reachable: False: as the record stands it can never be met. What was refused
            can be decided again.

    >>> words_of(Verdict.MET, described=True)
    'ready to be considered'
    >>> words_of(Verdict.UNDECIDED, described=False)
    'open, but not described'
    """
    if not described:
        return NOT_DESCRIBED
    if verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        return READY
    if not reachable:
        return "not open as the record stands"
    missing = [one for one in doings if not one.informs]
    if missing and all(one.who in _PEOPLE for one in missing):
        refused = verdict is Verdict.NOT_MET
        return "not agreed so far" if refused else "awaiting a decision"
    if verdict is Verdict.UNDECIDED:
        return "cannot be said from the record"
    if not missing:
        return "not yet"
    return f"not yet: {counted(len(missing), 'thing')} missing"


_PEOPLE = ("assessor", "panel", "employer", "not stated")
