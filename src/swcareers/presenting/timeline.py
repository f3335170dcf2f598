"""The line of a programme's year, drawn with letters or as a picture."""

from datetime import date

from swcareers.queries.answers import Mark, Run
from swcareers.values.text import width
from swcareers.wording.moments import day_words

PAST, TO_COME, TODAY = "━", "─", "┃"
DONE, OPEN = "●", "○"
_LEAST = 20  # a shorter line tells nothing


def share(day: date, first: date, last: date) -> float:
    """How far along a year a day lies, from 0 to 1."""
    whole = (last - first).days
    if whole <= 0:
        return 0.0
    return min(1.0, max(0.0, (day - first).days / whole))


def shown_marks(run: Run) -> list[Mark]:
    """The points that are drawn: the two ends speak for themselves."""
    return [mark for mark in run.marks if mark.state not in ("start", "end")]


def drawn(run: Run, on: date, wide: int) -> list[str]:
    """A programme's year in three lines; none where its days are not known.

    Args:
        run: the run, with its first and last day and its points.
        on: today.
        wide: how many columns there are.
    """
    if run.first is None or run.last is None:
        return []
    left, right = day_words(run.first, near=on), day_words(run.last, near=on)
    length = wide - width(left) - width(right) - 3
    if length < _LEAST:
        return []

    def column(day: date) -> int:
        first, last = run.first or day, run.last or day
        return round(share(day, first, last) * (length - 1))

    inside = run.first <= on <= run.last
    until = column(on) if inside else length if on > run.last else 0
    line = [PAST if i < until else TO_COME for i in range(length)]
    if inside:
        line[until] = TODAY
    labels: list[tuple[int, str]] = []
    for mark in shown_marks(run):
        at = column(mark.day)
        line[at] = DONE if mark.state in ("done", "late") else OPEN
        labels.append((at, mark.label))
    before = width(left) + 2
    above = _placed([(until, "today")], before, wide) if inside else ""
    below = _labelled(labels, before, wide)
    shown = [above, f"{left}  {''.join(line)} {right}", below]
    return [text for text in shown if text.strip()]


def _labelled(labels: list[tuple[int, str]], before: int, wide: int) -> str:
    """Labels under their points; only the numbers where the words have no room."""
    full = _placed(labels, before, wide)
    if all(text in full for _, text in labels):
        return full
    heads = {text.partition(" ")[0] for _, text in labels}
    if len(heads) == 1:
        short = [(at, text.partition(" ")[2] or text) for at, text in labels]
        first, *rest = short
        return _placed([(first[0], labels[0][1]), *rest], before, wide)
    return full


def _placed(labels: list[tuple[int, str]], before: int, wide: int) -> str:
    """Each text centred at its column; one that would touch the last is left out."""
    line = ""
    for at, text in labels:
        start = before + at - (width(text) - 1) // 2
        start = max(0, min(start, wide - width(text)))
        if start < width(line) + (2 if line else 0):
            continue
        line += " " * (start - width(line)) + text
    return line
