"""Outcomes into answers: references become words, once, when somebody asks."""

from decimal import Decimal
from fractions import Fraction

import attrs

from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Verdict
from swcareers.framework.framework import Framework, Placed
from swcareers.framework.model import Source
from swcareers.queries.answers import (
    Answer,
    Counted,
    Requirement,
    Side,
    Slot,
    SourceShown,
    VerdictName,
)
from swcareers.rules.requirement import Entry
from swcareers.values.text import number
from swcareers.wording.rules import sentence
from swcareers.wording.words import outcome_words, reason_sentence, reason_words

_NAMES: dict[Verdict, VerdictName] = {
    Verdict.NOT_MET: "not_met",
    Verdict.NOT_YET: "not_yet",
    Verdict.UNDECIDED: "undecided",
    Verdict.MET: "met",
    Verdict.NOT_APPLICABLE: "not_applicable",
}


def requirement_of(placed: Placed, framework: Framework) -> Requirement:
    """A rule as people read it; made once for a framework."""
    cards = framework.memo.setdefault("requirements", {})
    found = cards.get(placed.path)
    if found is None:
        found = cards[placed.path] = _requirement(placed, framework)
    card: Requirement = found
    return card


def _requirement(placed: Placed, framework: Framework) -> Requirement:
    rule = placed.rule
    return Requirement(
        id=placed.path,
        title=title_of(placed, framework),
        kind=rule.kind or _kind_of_versions(placed),
        side=placed.side,
        list=placed.list,
        owner=placed.owner,
        strength=placed.strength,
        sentence=sentence(rule, framework.title_of),
        sources=tuple(
            shown
            for origin, id_ in placed.sources
            if (shown := source_shown(framework.source(origin, id_))) is not None
        ),
        set_by=placed.set_by,
        marks=marks_of(rule),
        consequence=rule.consequence,
        note=rule.note,
        place=None if placed.place is None else _short(str(placed.place)),
        also=placed.also,
    )


def _as_applied(placed: Placed, outcome: Outcome, framework: Framework) -> Requirement:
    """The rule in the words of the version and variant that applied."""
    card = requirement_of(placed, framework)
    if outcome.rule is placed.rule or not (placed.editions or placed.variants):
        return card
    cards = framework.memo.setdefault("applied", {})
    key = (placed.path, outcome.rule.ask, outcome.rule.at, outcome.rule.closes)
    found = cards.get(key)
    if found is None:
        rule = attrs.evolve(outcome.rule, versions=(), variants=())
        found = cards[key] = attrs.evolve(
            card, kind=rule.kind, sentence=sentence(rule, framework.title_of)
        )
    applied: Requirement = found
    return applied


def _kind_of_versions(placed: Placed) -> str:
    kinds = [one.rule.kind for one in placed.editions if one is not None]
    return kinds[-1] if kinds else ""


def _short(place: str) -> str:
    """The end of a path: `england/asye.yaml:91:7`, wherever the library lies."""
    path, _, rest = place.replace("\\", "/").partition(":")
    if len(path) == 1:  # a drive of Windows
        drive, _, rest = rest.partition(":")
        path = drive
    parts = path.split("/")
    line = rest.split(":")[0]
    return f"{'/'.join(parts[-2:])}:{line}" if line else "/".join(parts[-2:])


def title_of(placed: Placed, framework: Framework) -> str:
    """What people call a rule: its title, or its id in words."""
    if placed.rule.title:
        return placed.rule.title
    words = placed.path.rpartition("/")[2].replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def marks_of(entry: Entry) -> dict[str, str]:
    """The doubtful keys of an entry, each with its mark."""
    found: dict[str, str] = {}
    for mark in ("illustrative", "unverified", "not_stated"):
        for key in getattr(entry, mark):
            found[key] = mark
    return found


def source_shown(source: Source | None) -> SourceShown | None:
    """A source as an answer shows it."""
    if source is None:
        return None
    return SourceShown(
        publisher=source.publisher,
        title=source.title,
        date=None if source.date is None else str(source.date),
        clause=source.clause,
        url=source.url,
    )


def answer_of(
    outcome: Outcome,
    side: Side,
    framework: Framework,
    *,
    owner: str = "",
    brief: bool = False,
) -> Answer:
    """An outcome as an answer, with all it is made of.

    Args:
        brief: how it stands and nothing else: no reasons, no items that count or do
            not, no sentences of what stands in no list.
    """
    placed = framework.rules.get(outcome.path)
    if placed is not None:
        card = _as_applied(placed, outcome, framework)
    else:
        card = _loose(outcome, side, owner, framework, brief=brief)
    because = None
    if outcome.why is not None and not brief and (
        outcome.verdict is not Verdict.MET or outcome.flags & {"exempt", "waived"}
    ):  # fmt: skip
        because = reason_sentence(outcome.why, framework.title_of)
    return Answer(
        requirement=card,
        verdict=_NAMES[outcome.verdict],
        words=outcome_words(outcome, side),
        because=because,
        who=None if outcome.who is None else roles_in_words(outcome.who, framework),
        flags=tuple(sorted(outcome.flags)),
        have=decimal(outcome.have),
        have_at_most=decimal(outcome.have_at_most),
        need=decimal(outcome.need),
        unit=outcome.unit,
        counted=()
        if brief
        else tuple(_counted(item, framework) for item in outcome.counted),
        left_out=()
        if brief
        else tuple(_left_out(one, framework) for one in outcome.left_out),
        planned=tuple([_counted(item, framework) for item in outcome.planned]),
        due=outcome.due,
        closes=outcome.closes,
        late_days=outcome.late_days,
        met_on=None if outcome.met_on is None else str(outcome.met_on),
        earliest=outcome.earliest,
        label=outcome.label,
        slots=tuple(
            Slot(
                first=slot.first,
                last=slot.last,
                status=slot.status,
                item=None if slot.item is None else slot.item.place,
            )
            for slot in outcome.slots
        ),
        longest_gap=outcome.longest_gap,
        parts=tuple(
            [
                answer_of(part, side, framework, owner=owner, brief=brief)
                for part in outcome.parts
            ]
        ),
        conditions=()
        if brief
        else tuple(
            answer_of(one, side, framework, owner=owner) for one in outcome.conditions
        ),
    )


def _loose(
    outcome: Outcome, side: Side, owner: str, framework: Framework, *, brief: bool
) -> Requirement:
    """A requirement that stands in no list: an entry as a whole, a line, an outcome."""
    rule = outcome.rule
    words = outcome.path.rpartition("/")[2].replace("-", " ")
    is_group = rule.kind == "all" and rule.ask is not None
    empty = brief or (is_group and not getattr(rule.ask, "all", ()))
    return Requirement(
        id=outcome.path,
        title=rule.title or words[:1].upper() + words[1:],
        kind=rule.kind,
        side=side,
        list="support" if side == "support" else "requires",
        owner=owner or outcome.path.partition("/")[0],
        strength=rule.strength or "must",
        sentence="" if empty else sentence(rule, framework.title_of),
        marks=marks_of(rule),
    )


def roles_in_words(who: str, framework: Framework) -> str:
    """The roles that decide, by what people call them."""
    for joint in (" and ", " or "):
        if joint in who:
            return joint.join(framework.title_of(one) for one in who.split(joint))
    return framework.title_of(who)


def decimal(value: Fraction | None) -> Decimal | None:
    """A figure for an answer: exact where it ends, else to four places."""
    if value is None:
        return None
    if value.denominator == 1:
        return Decimal(value.numerator)
    text = number(value)
    if "/" not in text:
        return Decimal(text)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.0001"))


def exact(value: Decimal) -> Fraction:
    """The figure of an answer as it was meant: thirds come as long decimals."""
    return Fraction(value).limit_denominator(10_000)


def _counted(item: Item, framework: Framework) -> Counted:
    return Counted(
        item=item.place,
        what=framework.title_of(item.name),
        day=None if item.day is None else str(item.day),
        planned=item.planned,
    )


def _left_out(one: LeftOut, framework: Framework) -> Counted:
    return Counted(
        item=one.item.place,
        what=framework.title_of(one.item.name),
        day=None if one.item.day is None else str(one.item.day),
        because=reason_words(one.reason, framework.title_of),
        planned=one.item.planned,
    )
