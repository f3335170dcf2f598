"""A rule in one plain English sentence, from the rule alone, without a learner.

Every key of every kind comes out in words. What a rule is called, who says so, and
which of its keys are doubtful stand beside the sentence wherever it is shown, and are
not in it. A rule with dated versions takes a sentence for each of them.
"""

import attrs

from swcareers.rules.requirement import (
    Between,
    Confirmed,
    Count,
    Edition,
    Entry,
    Rule,
    Variant,
)
from swcareers.values.durations import NUMBER_WORDS
from swcareers.values.points import Point, RelativePoint
from swcareers.values.text import joined
from swcareers.wording.counts import STRENGTH, is_plural
from swcareers.wording.kinds import Clauses, asked_words
from swcareers.wording.moments import (
    asked_at_words,
    deadline_words,
    known_words,
    point_words,
    window_words,
)
from swcareers.wording.nouns import Titles, noun, plain_title, quoted
from swcareers.wording.phrases import audience_words, who_words


def sentence(rule: Rule, titles: Titles = plain_title) -> str:
    """Say a rule in plain English.

    Args:
        rule: any requirement, alone or as an edition of it applied.
        titles: gives the title of a declared id.

    >>> from swcareers.rules.requirement import Evidence
    >>> from swcareers.values.amounts import Amount
    >>> sentence(Rule(ask=Evidence(evidence="progress-review")))
    'A progress review.'
    >>> three = Evidence(evidence="progress-review", at_least=Amount.parse("3"))
    >>> sentence(Rule(ask=three, strength="recommended"))
    'At least 3 progress reviews; recommended only.'
    """
    said = _said(rule, titles)
    if rule.versions and rule.version_by is not None:
        said.insert(0, version_by_words(rule.version_by, titles))
    return " ".join(f"{capital(words)}." for words in said)


def rule_words(rule: Rule, titles: Titles) -> str:
    """A rule inside a sentence: no capital, no full stop, clauses by semicolons."""
    return "; ".join(_said(rule, titles))


def condition(rule: Rule, titles: Titles) -> str:
    """A rule as it stands behind "where", "unless" or "it is not so that"."""
    words = rule_words(rule, titles)
    if rule.kind in ("evidence", "modules", "cadence") and not _lead(rule, titles):
        several = isinstance(rule.ask, Count) and is_plural(rule.ask)
        words = f"there {'are' if several else 'is'} {words}"
    return f"({words})" if ";" in words else words


def _said(rule: Rule, titles: Titles) -> list[str]:
    """The rule, or each version of it, then what differs for some people."""
    if rule.versions:
        return [
            words
            for edition in rule.versions
            for words in _edition_words(edition, titles)
        ]
    variants = [
        f"where {condition(variant.when, titles)}: {_variant_words(variant, titles)}"
        for variant in rule.variants
    ]
    return [_one(rule, titles), *variants]


def _one(rule: Rule, titles: Titles) -> str:
    if rule.ask is None:
        return "no rule is stated"

    def say(part: Rule, *, as_condition: bool = False) -> str:
        return (condition if as_condition else rule_words)(part, titles)

    asked, clauses = asked_words(rule.ask, titles, say)
    asked, clauses = _placed(rule, asked, clauses, titles)
    words = "; ".join([asked, *clauses, *_common(rule, titles)])
    lead = _lead(rule, titles)
    if not lead:
        return words
    return f"{lead}{',' if isinstance(rule.ask, Confirmed) else ':'} {words}"


# --- what any rule may have ---------------------------------------------------------


def _lead(rule: Rule, titles: Titles) -> str:
    """Whom a rule is for and how often it is owed, in front of what it asks."""
    pieces = []
    if rule.subject is not None:
        pieces.append(f"of the {rule.subject}")
    if rule.for_ is not None:
        pieces.append(f"for {audience_words(rule.for_, titles)}")
    if isinstance(rule.in_each, Between):
        points = [point_words(point, titles) for point in rule.in_each.between]
        pieces.append(f"in each stretch between {joined(points, 'and')}")
    elif rule.in_each is not None:
        pieces.append(f"in each {_period(rule.in_each, titles)}")
    if rule.for_each is not None:
        pieces.append(f"each time {quoted(titles(rule.for_each))} happens")
    return ", ".join(pieces)


# Kinds whose items have a day each; the others are so or not so in the window.
_DATED = frozenset(
    (
        "evidence",
        "modules",
        "completes",
        "assessed",
        "cadence",
        "decision",
        "confirmation",
    )
)


def _period(id_: str, titles: Titles) -> str:
    one = noun(id_, titles)
    if one.startswith("“") or one.split(" ")[0] in NUMBER_WORDS:
        return f"period of {one}"
    return one


def _placed(rule: Rule, asked: str, clauses: list[str], titles: Titles) -> Clauses:
    """What is asked, with the points, the window and the day it is asked about."""
    if rule.at:
        points = [point_words(point, titles) for point in rule.at]
        each = "each of " if isinstance(rule.ask, Count) and is_plural(rule.ask) else ""
        at = f"at {each if len(points) > 1 else ''}{joined(points, 'and')}"
        asked = f"{asked} {at}"
    if rule.within is not None:
        window = window_words(rule.within, titles)
        asked += f" {window}" if rule.kind == "event" else (
            f", {'dated ' if rule.kind in _DATED else ''}{window}"
        )  # fmt: skip
    if rule.as_at is not None:
        asked += f", {asked_at_words(rule.as_at, titles)}"
    if rule.window is not None:
        early, late = rule.window.early, rule.window.late
        spans = [f"{early} early"] if early else []
        spans += [f"{late} late"] if late else []
        clauses = [*clauses, f"up to {' or '.join(spans)}"] if spans else clauses
    return asked, clauses


def _common(rule: Rule, titles: Titles) -> list[str]:
    clauses = []
    if rule.confirmed_by is not None:
        by = who_words(rule.confirmed_by, titles)
        clauses.append(f"a confirmation by {by} will do")
    if rule.due is not None:
        clauses.append(f"due {deadline_words(rule.due, titles)}")
    if rule.closes is not None:
        clauses.append(f"nothing counts after {_last_moment(rule.closes, titles)}")
    if rule.applies_when is not None:
        clauses.append(f"only where {condition(rule.applies_when, titles)}")
    if rule.unless is not None:
        clauses.append(f"unless {condition(rule.unless, titles)}")
    if rule.waivable is not None:
        clauses.append(f"may be waived by {who_words(rule.waivable.by, titles)}")
    clauses += open_clauses(rule, titles)
    if rule.strength in STRENGTH:
        clauses.append(STRENGTH[rule.strength])
    if rule.consequence is not None:
        clauses.append(f"otherwise {rule.consequence}")
    if rule.expected is not None:
        clauses.append(f"not yet there: {rule.expected}")
    if rule.version_by is not None:
        clauses.append(version_by_words(rule.version_by, titles))
    return clauses


def _last_moment(point: Point, titles: Titles) -> str:
    if isinstance(point, RelativePoint):
        anchor = point_words(point.anchor, titles)
        if (point.strict == "at_most") == (point.side == "after"):
            return f"{point.length} {point.side} {anchor}"
    return point_words(point, titles)


def open_clauses(entry: Entry, titles: Titles) -> list[str]:
    """When something can be joined, earned or claimed."""
    clauses = []
    for window in entry.open:
        from_ = None if window.from_ is None else point_words(window.from_, titles)
        to = None if window.to is None else point_words(window.to, titles)
        if from_ is None:
            clauses.append(f"open until {to}" if to else "open")
        else:
            clauses.append(f"open from {from_}" + (f" to {to}" if to else " on"))
    return clauses


def version_by_words(word: str, titles: Titles) -> str:
    """What picks the version that counts."""
    match word:
        case "start":
            return "the version in force at the start counts throughout"
        case "day":
            return "the version in force on the day counts"
        case "period":
            return "the version in force on the first day of the period counts"
        case _:
            return f"the version in force on the day of {quoted(titles(word))} counts"


# --- versions and variants ----------------------------------------------------------


def edition_lead(edition: Edition) -> str:
    """From when to when a version holds: ``from 1 September 2022``."""
    if edition.from_ is None:
        words = "from a day no source gives"
    else:
        words = f"from {known_words(edition.from_)}"
    if edition.until is not None:
        words += f" until the day before {known_words(edition.until)}"
    details = []
    if edition.seen is not None:
        on = "on" if edition.seen.exact else "in"
        details.append(f"as seen {on} {known_words(edition.seen)}")
    if edition.everyone_from is not None:
        everyone = known_words(edition.everyone_from)
        details.append(
            f"for those who start from then, and for everyone from {everyone}"
        )
    if edition.expected is not None:
        words += f" ({edition.expected})"
    return ", ".join([words, *details])


def _edition_words(edition: Edition, titles: Titles) -> list[str]:
    lead = edition_lead(edition)
    if edition.withdrawn or edition.entry is None:
        return [f"{lead}: withdrawn"]
    # What picks the version is said once, in front of all of them.
    rule = attrs.evolve(edition.entry, version_by=None, versions=())
    first, *others = _said(rule, titles)
    return [f"{lead}: {first}", *others]


def _variant_words(variant: Variant, titles: Titles) -> str:
    if set(variant.keys) == {"strength"}:
        return STRENGTH.get(variant.entry.strength, "must")
    return rule_words(attrs.evolve(variant.entry, variants=()), titles)


def capital(words: str) -> str:
    """The words with a capital, as a sentence begins."""
    return f"{words[:1].upper()}{words[1:]}"
