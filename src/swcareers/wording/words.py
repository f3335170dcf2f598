"""The one table of words for people: how something stands, and why.

Support and assessment are the two halves of the year and have words of their own:
what the employer provides is *in place*, what the learner shows is *evidenced*.
Nobody passes, fails or is entitled here.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.values.text import joined
from swcareers.wording.moments import date_text_words
from swcareers.wording.nouns import Titles, noun, plain_title, quoted, the
from swcareers.wording.phrases import figure_words
from swcareers.wording.rules import capital

Side = Literal["support", "assessment"]

# The words of the report, by side: met, partly, nothing yet, not met.
IN_PLACE, PARTLY, NOT_IN_PLACE = "in place", "partly", "not in place"
EVIDENCED, PARTLY_EVIDENCED = "evidenced", "partly evidenced"
NO_EVIDENCE_YET, NOT_MET = "no evidence yet", "not met"
NOT_RECORDED, NOT_APPLICABLE = "not recorded", "not applicable"
CONFIRMED, AWAITING_DECISION = "confirmed", "awaiting decision"
READY = "ready to be considered"
EXEMPT, WAIVED, UNDECIDED = "exempt", "waived", "cannot be said"
DECIDED, REACHED, NOT_REACHED_YET = "decided", "reached", "not reached yet"

_GROUPS = frozenset(("all", "any", "in_order"))
_TIMES = frozenset(("time_in", "time_since"))
_STANDING = frozenset(("holds", "in_place", "measure", "none"))


def outcome_words(outcome: Outcome, side: Side) -> str:
    """How a requirement stands, in the words of its side.

    >>> from swcareers.rules.requirement import Evidence, Rule
    >>> rule = Rule(ask=Evidence(evidence="direct-observation"))
    >>> one = Outcome(path="asye/observations", rule=rule, verdict=Verdict.NOT_YET,
    ...               have=Fraction(1), need=Fraction(3))
    >>> outcome_words(one, "assessment"), outcome_words(one, "support")
    ('partly evidenced', 'partly')
    """
    flags = outcome.flags
    if outcome.verdict is Verdict.NOT_APPLICABLE:
        return NOT_APPLICABLE
    for flag, word in (("exempt", EXEMPT), ("waived", WAIVED)):
        if flag in flags:
            return word
    if outcome.verdict is Verdict.MET:
        return _met_words(outcome, side)
    if "awaiting" in flags or (
        outcome.verdict is Verdict.UNDECIDED and outcome.who is not None
    ):
        return READY if _ready(outcome) else AWAITING_DECISION
    if "not_recorded" in flags:
        return NOT_RECORDED
    if outcome.verdict is Verdict.UNDECIDED:
        return _undecided_words(outcome, side)
    return _wanting_words(outcome, side)


def _met_words(outcome: Outcome, side: Side) -> str:
    kind = outcome.rule.kind
    if kind == "confirmation":
        return CONFIRMED
    if kind == "decision":
        return DECIDED
    if kind in _TIMES:
        return REACHED
    if side == "support" or kind in _STANDING:
        return IN_PLACE
    if kind in _GROUPS and outcome.parts:
        said = {
            _met_words(part, side)
            for part in outcome.parts
            if part.verdict is Verdict.MET
        }
        return said.pop() if len(said) == 1 else EVIDENCED
    return EVIDENCED


def _undecided_words(outcome: Outcome, side: Side) -> str:
    if outcome.why is not None and outcome.why.code in (
        "information_missing",
        "not_recorded",
        "no_reading",
    ):
        return NOT_RECORDED
    if _begun(outcome):
        return PARTLY if side == "support" else PARTLY_EVIDENCED
    return UNDECIDED


def _wanting_words(outcome: Outcome, side: Side) -> str:
    """Words for what is not there, or not all of it."""
    kind = outcome.rule.kind
    if side == "support":
        return PARTLY if _begun(outcome) else NOT_IN_PLACE
    if outcome.verdict is Verdict.NOT_MET:
        return NOT_MET
    if kind in _TIMES:
        return NOT_REACHED_YET
    if kind == "decision":
        return AWAITING_DECISION
    if _begun(outcome):
        return PARTLY_EVIDENCED
    return NOT_IN_PLACE if kind in _STANDING else NO_EVIDENCE_YET


def _begun(outcome: Outcome) -> bool:
    """Whether something of it is there already."""
    if outcome.rule.kind == "measure":
        return False  # a reading outside its bound is no part of one inside
    if outcome.have is not None:
        return outcome.have > 0
    if outcome.rule.kind in _GROUPS or not outcome.rule.kind:
        return any(
            part.verdict is Verdict.MET or _begun(part) for part in outcome.parts
        )
    return False


def _ready(outcome: Outcome) -> bool:
    """Whether all but the decision itself is there."""
    others = [part for part in outcome.parts if part.rule.kind != "decision"]
    return bool(others) and all(
        part.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE) for part in others
    )


def have_words(
    have: Fraction | None,
    need: Fraction | None,
    unit: str | None,
    have_at_most: Fraction | None = None,
) -> str:
    """How much of how much: ``1 of 3``, ``40 of 70 hours``, ``75% of 90%``.

    Empty where nothing is counted. `have_at_most` is what may be there, where that is
    not known exactly.

    >>> have_words(Fraction(11), Fraction(13), None)
    '11 of 13'
    >>> have_words(Fraction(4), Fraction(6), "months", have_at_most=Fraction(8))
    '4 to 8 of 6 months'
    """
    if have is None:
        return ""
    least = figure_words(have, unit if need is None else _shared(unit))
    if have_at_most is not None and have_at_most != have:
        most = figure_words(have_at_most, unit if need is None else _shared(unit))
        least = f"{least.removesuffix('%')} to {most}"
    return least if need is None else f"{least} of {figure_words(need, unit)}"


def _shared(unit: str | None) -> str | None:
    # "40 of 70 hours" says the unit once, "75% of 90%" twice.
    return "share" if unit == "share" else None


def measured_words(have: Fraction, need: Fraction, unit: str | None, most: bool) -> str:
    """A reading beside its bound: ``75%, up to 90%``; ``8%, at least 10%``.

    >>> measured_words(Fraction(3, 4), Fraction(9, 10), "share", most=True)
    '75%, up to 90%'
    """
    bound = "up to" if most else "at least"
    return f"{figure_words(have, unit)}, {bound} {figure_words(need, unit)}"


# --- why ----------------------------------------------------------------------------


class _Values:
    """What a reason carries, in words; a value that is missing is an empty text."""

    def __init__(self, values: Mapping[str, str], titles: Titles) -> None:
        self._values, self._titles = values, titles

    def has(self, *names: str) -> bool:
        """Whether all of these are there."""
        return all(self._values.get(name) for name in names)

    def day(self, name: str) -> str:
        """A date, or several, in words."""
        return date_text_words(self.text(name))

    def noun(self, name: str) -> str:
        """The title of an id, as a noun in a sentence."""
        text = self.text(name)
        return noun(text, self._titles) if text else ""

    def the(self, name: str) -> str:
        """The title of an id with its article; "a person" where none is named."""
        text = self.noun(name)
        return the(text) if text else "a person"

    def quoted(self, name: str) -> str:
        """The title of an id, or of several, in quotation marks."""
        ids = self.text(name).split(", ")
        return joined([quoted(self._titles(id_)) for id_ in ids])

    def condition(self, name: str) -> str:
        """The title of a condition behind a colon; nothing where it has no name."""
        last = self.text(name).rpartition("/")[2]
        unnamed = last in ("", "applies_when", "unless")
        return "" if unnamed else f": {self.quoted(name)}"

    def word(self, name: str) -> str:
        """A field or key of a file in words."""
        return plain_title(self.text(name))

    def add(self, words: str, more: str, name: str, how: str = "noun") -> str:
        """Words that say more where the value for it is there."""
        if not self.has(name):
            return words
        return f"{words}{more.format(getattr(self, how)(name))}"

    def text(self, name: str) -> str:
        """The value as it is."""
        return str(self._values.get(name) or "")


def _fails_where(v: _Values) -> str:
    field = _FIELDS.get(v.text("field")) or v.word("field")
    if not v.has("wanted"):
        return (
            f"the {field} does not fit" if field else "it is not of the kind asked for"
        )
    wanted = f"{field or 'it'} should be {_words(v, 'wanted')}"
    return f"{wanted}, not {_words(v, 'found')}" if v.has("found") else wanted


_FIELDS = {"is": "the outcome", "by": "the one who acts"}


def _words(v: _Values, name: str) -> str:
    """A wanted or found value: an id in words, a date as people write it."""
    text = v.text(name)
    if any(letter in text for letter in " ,.") or text[:1].isdigit():
        return v.day(name)
    return v.noun(name)


def _waived(v: _Values) -> str:
    words = "waived" + (f" by {v.the('by')}" if v.has("by") else "")
    return words + (f": {v.text('because')}" if v.has("because") else "")


def _duplicate(v: _Values) -> str:
    if v.has("field", "value"):
        return f"the same {v.word('field')} is counted already: {_words(v, 'value')}"
    return "the same is counted already"


def _missed_point(v: _Values) -> str:
    when = v.day("label") or "a point"
    return f"{when} was missed, and {v.the('who')} decides what follows"


def _person_decides(v: _Values) -> str:
    words = f"{v.the('who')} has to decide"
    return words + (f": {v.quoted('decision')}" if v.has("decision") else "")


def _unlike_units(v: _Values) -> str:
    unit, wanted = v.word("unit") or "nothing", v.word("wanted") or "something else"
    return f"it is given in {unit}, and the rule counts {wanted}"


def _outside_window(v: _Values) -> str:
    field = f"{v.word('field')} is " if v.has("field") else ""
    return f"{field}outside the time asked for" + (
        f": {v.day('window')}" if v.has("window") else ""
    )


def _information_missing(v: _Values) -> str:
    section = v.word("section")
    return f"the record does not say: it has no {section or 'such part'}"


def _not_stated(v: _Values) -> str:
    words = "no source states it"
    return words if v.text("key") in ("", "all") else f"{words}: {v.word('key')}"


REASONS: Mapping[str, Callable[[_Values], str]] = {
    "another_attempt": lambda _: "another attempt at it counts better",
    "audience_unknown": lambda _: (
        "the record does not say enough of the post to tell whom it is for"
    ),
    "before_record": lambda v: v.add(
        "before the record begins", ", on {}", "since", "day"
    ),
    "closed_since": lambda v: v.add("closed", " since {}", "date", "day"),
    "condition_not_met": lambda v: f"what it depends on is not so{v.condition('rule')}",
    "condition_undecided": lambda v: (
        f"it depends on something that cannot be said{v.condition('rule')}"
    ),
    "decision_spent": lambda v: v.add(
        f"{v.quoted('approval')} has ended since", ", on {}", "date", "day"
    ),
    "decision_without_right": lambda v: v.add(
        "the decision has no effect", ": {} may not take it", "by", "the"
    ),
    "duplicate": _duplicate,
    "entry_not_met": lambda v: (
        f"its entry was not met when it began{v.condition('rule')}"
    ),
    "event_not_yet": lambda v: f"{v.quoted('event')} has not happened yet",
    "event_unknown": lambda v: f"the record gives no day for {v.quoted('event')}",
    "exempt": lambda v: f"exempt{v.condition('rule')}",
    "fails_where": _fails_where,
    "field_missing": lambda v: v.add(
        "the record does not say", ": {} is missing", "field", "word"
    ),
    "for_other_programme": lambda v: v.add(
        "it belongs to another programme", ": {}", "programme", "quoted"
    ),
    "information_missing": _information_missing,
    "missed_point": _missed_point,
    "no_period": lambda _: "no period of it has begun",
    "no_part": lambda _: "no part of it takes this module",
    "no_point": lambda _: "no point of the rule is left for it to fill",
    "no_reading": lambda v: v.add("nothing has been read", " of {}", "measure", "noun"),
    "no_rule_before": lambda v: v.add(
        "no rule is known for the time", " before {}", "date", "day"
    ),
    "no_way": lambda _: "it comes by none of the ways that count",
    "not_needed": lambda _: "it is not needed here and stays free",
    "not_proven": lambda _: "it could not be proven within the steps allowed",
    "nothing_could_help": lambda _: "no further module could complete it",
    "no_rule_stated": lambda _: "no source states a rule",
    "not_by_named_person": lambda _: "no named person has judged it",
    "not_by_role": lambda v: (
        f"it is not said by {v.the('who')}" if v.has("who") else "somebody else says so"
    ),
    "not_for": lambda v: v.add(
        "it is not for this post", ": it is for {}", "audience", "text"
    ),
    "not_recorded": lambda _: "nothing is recorded",
    "not_stated": _not_stated,
    "only_year_known": lambda v: v.add(
        "the day is not known exactly", ": {}", "date", "day"
    ),
    "outside_window": _outside_window,
    "over_the_most": lambda v: v.add(
        "it goes beyond the most that counts", ", {}", "bound", "text"
    ),
    "person_decides": _person_decides,
    "placed_by_decision": lambda _: "a decision places it elsewhere",
    "planned": lambda _: "it is planned and has not happened yet",
    "start_unknown": lambda v: v.add(
        "the record does not say when it began", ": {}", "programme", "quoted"
    ),
    "subject": lambda v: v.add(
        "it is not asked of a learner", ": it is about the {}", "subject", "word"
    ),
    "too_early": lambda v: v.add("it is too early", ": before {}", "after", "day"),
    "too_late": lambda v: v.add("it is too late", ": after {}", "closes", "day"),
    "too_few_ways": lambda v: v.add(
        "fewer ways are left than the rule asks for", ": {}", "left", "text"
    ),
    "too_many_ways": lambda _: (
        "there are too many ways of choosing what counts to try them all"
    ),
    "undated": lambda _: "the record gives no day for it",
    "under_way": lambda _: "it is under way and has not been achieved yet",
    "unlike_units": _unlike_units,
    "used_elsewhere": lambda v: v.add(
        "it is counted elsewhere", ": {}", "rule", "quoted"
    ),
    "version_not_stated": lambda _: "no source says which version counts",
    "views_missing": lambda v: v.add(
        "there is no view on each part", " of {}", "set", "noun"
    ),
    "waived": _waived,
    "waiver_without_right": lambda v: v.add(
        "a waiver has no effect", ": {} may not waive it", "by", "the"
    ),
    "withdrawn": lambda v: v.add("withdrawn", " from {} on", "from", "day"),
}


def reason_words(reason: Reason, titles: Titles = plain_title) -> str:
    """Why, as it stands behind a comma: lower case and no full stop.

    A code that is not in the table is said by its own words, so that a report never
    breaks off for want of a sentence.

    >>> reason_words(Reason("too_late", {"closes": "2026-11-30"}))
    'it is too late: after 30 November 2026'
    """
    say = REASONS.get(reason.code)
    if say is None:
        return plain_title(reason.code)
    return say(_Values(reason.values, titles))


def reason_sentence(reason: Reason, titles: Titles = plain_title) -> str:
    """Why, as a sentence.

    >>> reason_sentence(Reason("no_rule_before", {"date": "2012-09-01"}))
    'No rule is known for the time before 1 September 2012.'
    """
    return f"{capital(reason_words(reason, titles))}."
