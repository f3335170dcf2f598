"""Figures: numbers read from a table or by date, for this learner, here."""

from datetime import date
from fractions import Fraction

from swcareers.evaluation import moments
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Situation, When
from swcareers.framework.model import Figure, Row
from swcareers.rules.elapsed import TimeSoFar
from swcareers.rules.spells import KnownSpell, time_in
from swcareers.values.amounts import Amount
from swcareers.values.dates import add_months
from swcareers.values.durations import Duration


def figure_of(bound: Amount, situation: Situation) -> Amount | Reason:
    """The amount a figure gives here, or why it cannot be read."""
    name = bound.figure or ""
    figure = situation.book.figures.get(name)
    if figure is None:
        return (
            bound if bound.number is not None else Reason("not_stated", {"key": name})
        )
    figure = _in_force(figure, situation)
    if figure.gives is not None:
        return figure.gives
    if figure.by is None:
        return Reason("not_stated", {"key": name})
    answers = {
        found.text if isinstance(found, Amount) else "": found
        for found in _rows(figure, situation)
    }
    if len(answers) == 1:
        return next(iter(answers.values()))
    return Reason("only_year_known", {"date": name})


def _in_force(figure: Figure, situation: Situation) -> Figure:
    day = situation.version_day or situation.day
    run = situation.run
    if figure.version_by == "start" and run is not None and run.start is not None:
        day = run.start.earliest
    current = figure
    for edition in figure.versions:
        starts = edition.from_ is not None and edition.from_.by(day) is True
        ended = edition.until is not None and edition.until.by(day) is True
        if starts and not ended and edition.entry is not None:
            current = edition.entry
    return current


def _rows(figure: Figure, situation: Situation) -> list[Amount | Reason]:
    """The row for the least and the most the measure can be."""
    measure = situation.book.measures.get(figure.by or "")
    if measure is not None and (measure.time_since or measure.time_in):
        bounds = time_measured(figure.by or "", situation)
        if isinstance(bounds, Reason):
            return [bounds]
        return [
            _row(figure.rows, lambda row, d=day: _fits_time(row, *d)) for day in bounds
        ]
    word = _field(figure.by or "", situation)
    if word is None:
        return [Reason("field_missing", {"field": figure.by or ""})]
    return [_row(figure.rows, lambda row: _fits_word(row, word))]


def _row(rows: tuple[Row, ...], fits) -> Amount | Reason:  # type: ignore[no-untyped-def]  # a small local test
    for row in rows:
        if row.otherwise is not None:
            return row.otherwise
        if row.gives is not None and fits(row):
            return row.gives
    return Reason("no_rule_stated", {})


def _fits_time(row: Row, start: date, on: date) -> bool:
    """Compare the time from `start` to `on` with a row, by the calendar."""
    for bound, test in (
        (row.under, lambda reached: not reached),
        (row.at_least, lambda reached: reached),
    ):
        if bound is not None and not test(_reached(bound, start, on)):
            return False
    if row.at_most is not None:
        return _end(row.at_most, start) >= on
    return True


def _reached(bound: Amount, start: date, on: date) -> bool:
    return _end(bound, start) <= on


def _end(bound: Amount, start: date) -> date:
    return Duration.parse(bound.text).after(start)


def _fits_word(row: Row, word: str) -> bool:
    if row.is_ is not None:
        return row.is_ == word
    try:
        number = Fraction(word)
    except ValueError:
        return False
    if row.under is not None and row.under.number is not None:
        return number < row.under.number
    if row.at_most is not None and row.at_most.number is not None:
        return number <= row.at_most.number
    if row.at_least is not None and row.at_least.number is not None:
        return number >= row.at_least.number
    return False


def _field(name: str, situation: Situation) -> str | None:
    latest = _latest_reading(name, situation)
    if latest is not None:
        return latest
    run = situation.run
    if run is not None:
        book = situation.book
        entry = book.qualifications.get(run.programme)
        value = getattr(entry, name, None) if entry is not None else None
        if isinstance(value, str):
            return value
    for spell in situation.facts.spells_of("posts"):
        if spell.covers(situation.day) and spell.fields.get(name) is not None:
            return str(spell.fields[name])
    return None


def _latest_reading(name: str, situation: Situation) -> str | None:
    found: str | None = None
    for item in situation.facts.of("readings", (name,)):
        if situation.facts.present(item, situation.day):
            value = item.fields.get("value")
            found = None if value is None else str(value)
    return found


def time_measured(name: str, situation: Situation) -> list[tuple[date, date]] | Reason:
    """The time a measure is, as pairs of days: the shortest and the longest."""
    measure = situation.book.measures[name]
    on = When.on(situation.day)
    if measure.as_at is not None:
        asked = moments.moment(measure.as_at, situation)
        if isinstance(asked, Reason):
            return asked
        on = asked
    if measure.time_since is not None:
        since = moments.first_occurrence(measure.time_since, situation)
        if isinstance(since, Reason):
            return since
        return [(since.last, on.earliest), (since.earliest, on.last)]
    spells = [
        _known(spell)
        for spell in moments.spells_named(measure.time_in or "", situation)
    ]
    found = time_in(spells, on=on.day).so_far(on.day)
    return [(_so_long_before(on.day, one), on.day) for one in found]


def _so_long_before(day: date, length: TimeSoFar) -> date:
    return date.fromordinal(add_months(day, -length.months).toordinal() - length.days)


def _known(spell: Spell) -> KnownSpell:
    return KnownSpell(spell.known_first, spell.last)
