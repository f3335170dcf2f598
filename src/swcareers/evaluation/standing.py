"""Kinds about what stands and lasts: in place on a day, time in, time since."""

from datetime import date
from fractions import Fraction

import attrs

from swcareers.evaluation import admission, moments
from swcareers.evaluation.dated import missing_section, undecided
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.lasting import stays
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.rules.elapsed import TimeReached, TimeSoFar, time_since
from swcareers.rules.requirement import InPlace, TimeIn, TimeSince, Where
from swcareers.rules.spells import KnownSpell, time_in
from swcareers.values.dates import KnownDate
from swcareers.values.durations import Duration
from swcareers.values.often import changed


@attrs.frozen(eq=False)
class Standing:
    """Spells of one name: those that pass for certain, those in doubt, the others."""

    sure: tuple[Spell, ...]
    doubtful: tuple[tuple[Spell, Reason | None], ...]
    left_out: tuple[LeftOut, ...]


def section_of(name: str, situation: Situation) -> str:
    """The section of a record in which spells of this name stand."""
    book = situation.book
    if name == "posts" or name in book.stages:
        return "posts"
    if name in book.programmes or name in book.roles:
        return "programmes"
    for member in book.members(name):
        if member in book.stages:
            return "posts"
    return "absences"


def spells_that_pass(
    name: str, where: Where | None, situation: Situation
) -> Standing | None:
    """The spells of a name by whether they pass; None: the record has no section."""
    section = section_of(name, situation)
    if not situation.facts.has(section):
        studies = situation.facts.has("studies") and section == "programmes"
        if not studies:
            return None
    sure: list[Spell] = []
    doubtful: list[tuple[Spell, Reason | None]] = []
    left_out: list[LeftOut] = []
    for spell in moments.spells_named(name, situation):
        found = (
            admission.YES
            if where is None
            else admission.passes(where, spell, situation)
        )
        if found.admitted is False:
            reason = found.reason or Reason("fails_where", {})
            left_out.append(LeftOut(item_of(spell), reason))
        elif found.admitted is None:
            doubtful.append((spell, found.reason))
        else:
            sure.append(spell)
    return Standing(tuple(sure), tuple(doubtful), tuple(left_out))


def item_of(spell: Spell) -> Item:
    """A spell as an item of the answer, dated by its first day."""
    return Item(spell.place, spell.name, spell.first, spell.planned, spell.fields)


def in_place(ask: InPlace, placed: Placed, situation: Situation) -> Outcome:
    """Something is in place on the day, or throughout the stretch."""
    standing = spells_that_pass(ask.in_place, ask.where, situation)
    if standing is None:
        section = section_of(ask.in_place, situation)
        return missing_section(placed, section)
    first, last = situation.throughout or (situation.day, situation.day)
    known = [spell for spell in standing.sure if not spell.planned]
    unsure = [spell for spell, _ in standing.doubtful if not spell.planned]
    now = [spell for spell in known if _throughout(spell, first, last) is True]
    planned = tuple(item_of(spell) for spell in standing.sure if spell.planned)
    left_out = tuple(
        out for out in standing.left_out if _current(out.item, standing, first)
    )
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.NOT_YET,
        left_out=left_out,
        planned=planned,
    )
    if now or (first != last and _together(known, first, last)):
        days = [spell.first for spell in now if spell.first is not None]
        return changed(
            outcome,
            verdict=Verdict.MET,
            counted=tuple(map(item_of, now or known)),
            met_on=min(days, key=lambda day: day.latest, default=None),
        )
    maybe = [
        spell
        for spell in (*known, *unsure)
        if _throughout(spell, first, last) is not False
    ]
    if maybe:
        reason = next((why for spell, why in standing.doubtful if why), None)
        return changed(
            outcome,
            verdict=Verdict.UNDECIDED,
            why=reason
            or Reason("only_year_known", {"date": str(maybe[0].first or "")}),
        )
    if _broken(placed, [*known, *unsure], first, last):
        return changed(outcome, verdict=Verdict.NOT_MET)
    later = [spell for spell in standing.sure if spell.first is not None]
    coming = [
        spell.first.earliest
        for spell in later
        if spell.first and spell.first.earliest > last
    ]
    return changed(outcome, earliest=min(coming, default=None))


def _current(item: Item, standing: Standing, on: date) -> bool:
    return item.day is None or item.day.earliest <= on


def _throughout(spell: Spell, first: date, last: date) -> bool | None:
    begin = spell.covers(first)
    if first == last or begin is False:
        return begin
    end = spell.covers(last)
    if end is False:
        return False
    return True if begin and end else None


def _broken(placed: Placed, spells: list[Spell], first: date, last: date) -> bool:
    """Whether a stretch that does not move has had a day on which none was there."""
    yesterday = date.fromordinal(last.toordinal() - 1)
    if not stays(placed.rule.as_at) or yesterday < first:
        return False
    return not _together(spells, first, yesterday, surely=False)


def _together(
    spells: list[Spell], first: date, last: date, *, surely: bool = True
) -> bool:
    """Whether several spells, one after another, cover the whole stretch."""
    day = first
    while day <= last:
        reach = [
            last
            if spell.last is None
            else (spell.last.earliest if surely else spell.last.latest)
            for spell in spells
            if (covers := spell.covers(day)) is True or not (surely or covers is False)
        ]
        if not reach:
            return False
        day = date.fromordinal(max(reach).toordinal() + 1)
    return True


# --- time -------------------------------------------------------------------------


def known_spell(spell: Spell) -> KnownSpell:
    """A spell for counting time: its days as known, and its share of full time."""
    hours = spell.fields.get("hours")
    share = getattr(hours, "share", None)
    if share is None:
        return KnownSpell(spell.known_first, spell.last)
    return KnownSpell(spell.known_first, spell.last, share)


def time_spent(ask: TimeIn, placed: Placed, situation: Situation) -> Outcome:
    """Time in posts, a role, a stage: the union of the spells."""
    standing = spells_that_pass(ask.time_in, ask.where, situation)
    if standing is None:
        return missing_section(placed, section_of(ask.time_in, situation))
    on = situation.day
    counted_from: date | None = situation.first
    if ask.counted_from is not None:
        found = moments.moment(ask.counted_from, situation)
        if isinstance(found, Reason):
            return undecided(placed, found)
        counted_from = (
            found.last if counted_from is None else max(counted_from, found.last)
        )
    less = [
        known_spell(spell)
        for reason in ask.less
        for spell in situation.facts.spells_of(
            "absences", situation.book.members(reason)
        )
    ]

    def counted(spells: list[Spell]) -> tuple[TimeSoFar, TimeSoFar, TimeReached | None]:
        time = time_in(
            [known_spell(one) for one in spells],
            less=less,
            counted_from=counted_from,
            longest_break=ask.breaks.longest if ask.breaks else None,
            by_hours=ask.counted_by == "hours",
            on=on,
        )
        least, most = time.so_far(on)
        bound = ask.at_least or ask.at_most
        return least, most, None if bound is None else time.reached(bound)

    begun = [
        spell
        for spell in standing.sure
        if not spell.planned and (spell.first is None or spell.first.earliest <= on)
    ]
    maybe = [
        spell
        for spell, _ in standing.doubtful
        if not spell.planned and (spell.first is None or spell.first.earliest <= on)
    ]
    sure = counted(begun)
    wide = counted([*begun, *maybe]) if maybe else sure
    coming = [spell for spell in standing.sure if spell not in begun]
    items = tuple(item_of(spell) for spell in begun)
    planned = tuple(item_of(spell) for spell in coming)
    return _time_outcome(
        placed, situation, ask.at_least, ask.at_most, sure[0], wide[1], sure[2],
        wide[2], items, planned, standing.left_out,
    )  # fmt: skip


def _time_outcome(
    placed: Placed,
    situation: Situation,
    at_least: Duration | None,
    at_most: Duration | None,
    least: TimeSoFar,
    most: TimeSoFar,
    latest: TimeReached | None,
    earliest: TimeReached | None,
    items: tuple[Item, ...],
    planned: tuple[Item, ...],
    left_out: tuple[LeftOut, ...],
) -> Outcome:
    on = situation.day
    have, have_at_most = _months(least), _months(most)
    outcome = Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=Verdict.MET,
        have=have,
        have_at_most=have_at_most if have_at_most != have else None,
        need=_need(at_least or at_most),
        unit="months",
        counted=items,
        planned=planned,
        left_out=left_out,
    )
    verdict = Verdict.MET
    met_on: KnownDate | None = None
    why: Reason | None = None
    possible: date | None = None
    if at_least is not None and latest is not None and earliest is not None:
        surely, maybe = latest.by(on), earliest.by(on)
        if surely is True:
            verdict = Verdict.MET
        elif maybe is not False:
            verdict = Verdict.UNDECIDED
            why = Reason("only_year_known", {"date": _vague(items)})
        else:
            verdict = Verdict.NOT_YET
        if earliest.earliest is not None and (latest.latest or latest.earliest):
            last = latest.latest or latest.earliest or earliest.earliest
            met_on = KnownDate.between(
                min(earliest.earliest, last), max(earliest.earliest, last)
            )
            possible = earliest.earliest
    if at_most is not None:
        over = _over(at_most, least, most, latest, earliest, on)
        if over is True:
            verdict = Verdict.NOT_MET
        elif over is None:
            verdict = min(verdict, Verdict.UNDECIDED)
            why = why or Reason("only_year_known", {"date": _vague(items)})
    return changed(
        outcome,
        verdict=verdict,
        met_on=met_on if verdict is Verdict.MET else None,
        earliest=possible,
        why=why if verdict is Verdict.UNDECIDED else None,
    )


def _over(
    at_most: Duration,
    least: TimeSoFar,
    most: TimeSoFar,
    latest: TimeReached | None,
    earliest: TimeReached | None,
    on: date,
) -> bool | None:
    """Whether more than so much time has passed: not on the anniversary itself."""
    if latest is None or earliest is None:
        return False
    day_before = date.fromordinal(on.toordinal() - 1)
    surely = latest.by(day_before)
    if surely is True:
        return True
    return False if earliest.by(day_before) is False else None


def _vague(items: tuple[Item, ...]) -> str:
    for item in items:
        if item.day is not None and not item.day.exact:
            return str(item.day)
    return ""


def _months(time: TimeSoFar) -> Fraction:
    return Fraction(time.months)


def _need(length: Duration | None) -> Fraction | None:
    if length is None:
        return None
    months = length.months
    if months is not None:
        return Fraction(months)
    return Fraction(length.approximate_days) * 12 / Fraction("365.25")


def elapsed(ask: TimeSince, placed: Placed, situation: Situation) -> Outcome:
    """Time since an event."""
    found = moments.first_occurrence(ask.time_since, situation)
    if isinstance(found, Reason):
        if found.code == "event_not_yet":
            return Outcome(
                path=placed.path,
                rule=placed.rule,
                verdict=Verdict.NOT_YET,
                why=found,
                need=_need(ask.at_least or ask.at_most),
                unit="months",
            )
        return undecided(placed, found)
    on = situation.day
    if found.provisional or found.earliest > on:
        return Outcome(
            path=placed.path,
            rule=placed.rule,
            verdict=Verdict.NOT_YET,
            flags=frozenset({"provisional"} if found.provisional else ()),
            need=_need(ask.at_least or ask.at_most),
            unit="months",
            earliest=ask.at_least.after(found.earliest) if ask.at_least else None,
        )
    since = KnownDate.between(found.earliest, max(found.earliest, found.last))
    least, most = time_since(since, on)
    bound = ask.at_least or ask.at_most
    reached = None
    if bound is not None:
        days = bound.after(since.earliest), bound.after(since.latest)
        reached = TimeReached(min(days), max(days))
    item = Item(f"events/{ask.time_since}", ask.time_since, since, False, {})
    return _time_outcome(
        placed, situation, ask.at_least, ask.at_most, least, most, reached, reached,
        (item,), (), (),
    )  # fmt: skip
