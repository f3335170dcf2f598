"""A year drawn from its answers: every rule on every day, as a picture and a table.

The record is `frameworks/learners/thurrock-nqsw.yaml` with `a-year.yaml` beside this
file, which invents the rest of the year. Each day is asked for itself; nothing is
drawn that was not answered.

`python docs/generate/year.py` writes `docs/guide/a-year.svg` and the table of the page.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from swcareers.evaluation.outcome import Outcome
from swcareers.framework.framework import Framework
from swcareers.queries.asking import asked, situation_of
from swcareers.queries.explaining import answer_of
from swcareers.queries.timeline import run_shown
from swcareers.reading.loading import load_framework, load_record
from swcareers.reading.source import read
from swcareers.record.model import Record
from swcareers.values.spellings import MONTHS
from swcareers.values.text import number
from swcareers.wording.moments import day_words

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "guide" / "a-year.svg"
PAGE = ROOT / "docs" / "guide" / "a-year.md"
FIRST, LAST = date(2026, 6, 1), date(2027, 7, 31)
DAY = timedelta(days=1)
YEAR = "asye-child-family"

# The rows: a group, then the rules in it. What is only recommended is left out.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "What the employer provides",
        ("agreement", "assessor", "supervision", "workload", "development-time",
         "training", "shadowing"),
    ),
    (
        "What the learner shows",
        ("development-plan", "reviews", "critical-reflections", "self-assessments",
         "observations", "feedback", "professional-feedback", "written-work",
         "capability", "standards", "outcome"),
    ),
    ("For the register", ("/cpd", "/renewal-form", "/renewal-fee")),
)  # fmt: skip


class State(NamedTuple):
    """How a rule stands on a day, as far as the picture shows it."""

    kind: str
    """met, part, nothing, overdue, over, not met, open"""
    words: str
    share: float


class Stretch(NamedTuple):
    """Days, both ends included, on which a rule stood the same."""

    first: date
    last: date
    state: State


def whole_record() -> Record:
    """The learner's record with the invented rest of the year."""
    learner = ROOT / "frameworks" / "learners" / "thurrock-nqsw.yaml"
    sections: dict[str, Any] = dict(read(learner).data)
    rest: dict[str, Any] = read(Path(__file__).with_name("a-year.yaml")).data
    # What was planned then has happened since, and stands in the rest of the year.
    sections["evidence"] = [
        entry for entry in sections["evidence"] if "planned" not in entry
    ]
    for name, value in rest.items():
        if isinstance(value, list):
            sections[name] = [*sections.get(name, []), *value]
        else:
            sections[name] = value
    found = load_record(sections)
    if found.problems:
        raise ValueError("\n".join(map(str, found.problems)))
    return found


def paths() -> list[str]:
    """The ids of the rules that are drawn, from the top."""
    return [
        name[1:] if name.startswith("/") else f"{YEAR}/{name}"
        for _, names in GROUPS
        for name in names
    ]


def outcomes(record: Record, framework: Framework, day: date) -> dict[str, Outcome]:
    """The answer to every rule on a day."""
    found: dict[str, Outcome] = {}
    for entry in asked(record, framework, day):
        for placed, outcome in entry.outcomes:
            found[placed.path] = outcome
        if entry.decision is not None:
            found[entry.decision.path] = entry.decision
    return found


def state_of(outcome: Outcome) -> State:
    """What an answer looks like."""
    verdict, flags = outcome.verdict.word, outcome.flags
    have, need = outcome.have, outcome.need
    count = ""
    share = 0.0
    if have is not None and need and outcome.unit != "slots":
        share = min(1.0, float(have / need))
        count = f"{number(have)} of {number(need)}"
    if outcome.rule.kind in ("measure", "cadence"):
        count, share = "", 0.0
    if verdict == "met":
        return State("met", "met", 1.0)
    if verdict == "not_met":
        return State("not met", "not met", share)
    if verdict == "undecided":
        words = {"no_reading": "nothing read", "version_not_stated": "which version?"}
        code = "" if outcome.why is None else outcome.why.code
        return State("open", words.get(code, "undecided"), share)
    if "overdue" in flags or "missed" in flags:
        return State("overdue", "overdue", share)
    if outcome.rule.kind == "measure":
        return State("over", "over so far", 0.0)
    return State("part" if share else "nothing", count, share)


def years_told(record: Record, framework: Framework) -> dict[str, list[Stretch]]:
    """Every rule of the picture on every day, in stretches of the same answer."""
    found: dict[str, list[Stretch]] = {path: [] for path in paths()}
    day = FIRST
    while day <= LAST:
        there = outcomes(record, framework, day)
        for path, stretches in found.items():
            state = state_of(there[path])
            if stretches and stretches[-1].state == state:
                stretches[-1] = stretches[-1]._replace(last=day)
            else:
                stretches.append(Stretch(day, day, state))
        day += DAY
    return found


# --- the picture ----------------------------------------------------------------------

LEFT, RIGHT, TOP, ROW, BAR = 212, 10, 66, 25, 13
WIDTH = 920
PER_DAY = (WIDTH - LEFT - RIGHT) / ((LAST - FIRST).days + 1)

STYLE = """
svg { --ink:#17232b; --quiet:#5b6a72; --line:#d9e0e2; --band:#eef2f3; --paper:#fff;
  --met:#1f7a72; --part:#8cc5bd; --late:#e0a63a; --bad:#a8382e; --open:#8b8fa3;
  font-family: Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", sans-serif }
@media (prefers-color-scheme: dark) { svg { --ink:#dde5e6; --quiet:#9aabb1;
  --line:#2f3d44; --band:#1c282e; --paper:#10181c; --met:#4fb3a8; --part:#2c635e;
  --late:#b98226; --bad:#d0675c; --open:#8b8fa3 } }
text { fill:var(--ink); font-size:12.5px }
.group { font-weight:700; font-size:13px }
.small { fill:var(--quiet); font-size:11px }
.on { fill:var(--paper); font-size:10.5px; font-weight:600 }
.in { font-size:10.5px }
.line { stroke:var(--line); stroke-width:1 }
.point { stroke:var(--quiet); stroke-width:1; stroke-dasharray:2 3 }
.away { fill:var(--band) }
.met { fill:var(--met) } .part { fill:var(--part) } .late { fill:var(--late) }
.bad { fill:var(--bad) } .base { fill:var(--quiet); opacity:.45 }
.open { fill:none; stroke:var(--open); stroke-width:1.2; stroke-dasharray:3 2.5 }
.item { fill:var(--ink); stroke:var(--paper); stroke-width:1.2 }
"""


def across(day: date) -> float:
    """Where a day begins, from the left."""
    return LEFT + (day - FIRST).days * PER_DAY


def box(first: date, last: date, top: float, height: float, look: str) -> str:
    """A rectangle over some days."""
    left, right = across(first), across(last + DAY)
    return (
        f'<rect class="{look}" x="{left:.1f}" y="{top:.1f}" '
        f'width="{right - left:.1f}" height="{height:.1f}"/>'
    )


def said(x: float, y: float, words: str, look: str = "", anchor: str = "") -> str:
    """A piece of text."""
    shown = f' class="{look}"' if look else ""
    end = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{shown}{end} x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def picture(record: Record, framework: Framework) -> str:
    """The whole picture as SVG, without scripts and without outside things."""
    told = years_told(record, framework)
    final = outcomes(record, framework, LAST)
    rows: list[str] = []
    top = float(TOP)
    for group, names in GROUPS:
        rows.append(said(8, top + 17, group, "group"))
        top += ROW
        for name in names:
            path = name[1:] if name.startswith("/") else f"{YEAR}/{name}"
            rows += row(path, told[path], final[path], framework, top)
            top += ROW
        top += 8
    bottom = top - 4
    height = bottom + 54
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        'role="img" aria-labelledby="title desc">',
        '<title id="title">A year, day by day</title>',
        '<desc id="desc">For each rule of a first year in employment, how it stood on '
        "every day from 1 June 2026 to 31 July 2027. The table below the picture says "
        "the same in words.</desc>",
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height:.0f}" style="fill:var(--paper)"/>',
        *away(record, bottom),
        *months(bottom),
        *points(record, framework, bottom),
        *rows,
        *legend(bottom + 22),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def months(bottom: float) -> Iterator[str]:
    """The months along the top."""
    day = FIRST
    while day <= LAST:
        x = across(day)
        yield f'<line class="line" x1="{x:.1f}" y1="34" x2="{x:.1f}" y2="{bottom}"/>'
        words = MONTHS[day.month - 1][:3]
        if day == FIRST or day.month == 1:
            words = f"{words} {day.year % 100}"
        yield said(x + 4, 45, words, "small")
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def away(record: Record, bottom: float) -> Iterator[str]:
    """Absences as bands; the one that stops the clock is named."""
    for absence in record.absences or ():
        first, last = absence.from_, absence.to
        if first is None or last is None:
            continue
        yield box(first.earliest, last.latest, 50, bottom - 50, "away")
        pauses = absence.reason == "long-sickness"
        words = "clock paused" if pauses else "leave"
        yield said(across(first.earliest) + 3, 61, words, "small")


def points(record: Record, framework: Framework, bottom: float) -> Iterator[str]:
    """The fixed points of the programme, where they came to lie."""
    base = situation_of(record, framework, LAST)
    entry = next(one for one in asked(record, framework, LAST) if one.id == YEAR)
    for mark in run_shown(entry, base).marks:
        if mark.label == "month 12":
            continue
        x = across(mark.day if mark.label != "end" else mark.day + DAY)
        yield f'<line class="point" x1="{x:.1f}" y1="26" x2="{x:.1f}" y2="{bottom}"/>'
        yield said(x + (0 if mark.label != "start" else 3), 21, mark.label, "",
                   "middle" if mark.label != "start" else "")  # fmt: skip


_LONGEST = 27


def shortened(title: str) -> str:
    """A title as far as there is room: cut between words, or after a comma."""
    head = title.partition(",")[0]
    if head != title and len(head) <= _LONGEST:
        return head
    while len(head) > _LONGEST:
        head = head.rpartition(" ")[0]
    return f"{head} …"


def row(
    path: str,
    stretches: list[Stretch],
    final: Outcome,
    framework: Framework,
    top: float,
) -> Iterator[str]:
    """One rule: its name, its days, and what was counted."""
    title = answer_of(final, "assessment", framework).requirement.title
    yield said(20, top + 15, title if len(title) <= _LONGEST else shortened(title))
    base = top + 4
    for stretch in stretches:
        first, last, state = stretch
        tip = f"{title}: {state.words or 'nothing yet'}, {first} to {last}"
        yield (
            f'<g data-rule="{path}" data-from="{first}" data-to="{last}" '
            f'data-kind="{state.kind}"><title>{escape(tip)}</title>'
        )
        if final.slots and path.endswith("/supervision"):
            yield box(first, last, base + BAR + 1, 3, _LOOKS[state.kind])
        else:
            yield from _block(first, last, state, base)
        yield "</g>"
    if final.slots:
        yield from _slots(final, base)
        return
    counted = {item.place: item for part in final.parts for item in part.counted}
    counted.update({item.place: item for item in final.counted})
    for item in counted.values():
        if item.day is not None and FIRST <= item.day.earliest <= LAST:
            x = across(item.day.earliest) + PER_DAY / 2
            yield f'<circle class="item" cx="{x:.1f}" cy="{base + BAR:.1f}" r="3.1"/>'


_LOOKS = {
    "met": "met", "part": "part", "overdue": "late", "over": "late", "not met": "bad",
    "open": "open", "nothing": "base",
}  # fmt: skip


def _block(first: date, last: date, state: State, top: float) -> Iterator[str]:
    if state.kind == "nothing":
        yield box(first, last, top + BAR - 1.5, 1.5, "base")
        return
    tall = BAR * state.share if state.kind == "part" else BAR
    yield box(first, last, top + BAR - tall, tall, _LOOKS[state.kind])
    room = across(last + DAY) - across(first)
    if room > 6.2 * len(state.words) + 6:
        dark = state.kind in ("met", "not met")
        yield said(
            across(first) + 4, top + BAR - 3, state.words, "on" if dark else "in"
        )


def _slots(outcome: Outcome, top: float) -> Iterator[str]:
    """The sessions of a cadence, slot by slot."""
    looks = {"kept": "met", "missed": "bad", "excused": "base", "open": "open"}
    for slot in outcome.slots:
        if slot.first > LAST:
            continue
        yield (
            f"<g><title>{escape(f'{slot.first} to {slot.last}: {slot.status}')}</title>"
        )
        left, right = across(slot.first), across(min(slot.last, LAST) + DAY)
        yield (
            f'<rect class="{looks.get(slot.status, "open")}" x="{left:.1f}" '
            f'y="{top:.1f}" width="{right - left - 1:.1f}" height="{BAR - 1}"/></g>'
        )


def legend(top: float) -> Iterator[str]:
    """What the looks mean."""
    for place, (look, words) in enumerate(
        (
            ("met", "met, or a session kept"),
            ("part", "partly there: as high as its share"),
            ("base", "nothing yet, or a session excused"),
            ("late", "overdue, or over so far"),
            ("bad", "not met, or a session missed"),
            ("open", "undecided"),
        )
    ):
        x, y = 20 + place % 3 * 216, top + place // 3 * 20
        yield f'<rect class="{look}" x="{x}" y="{y - 10:.1f}" width="16" height="11"/>'
        yield said(x + 22, y, words, "small")
    yield f'<circle class="item" cx="678" cy="{top - 4:.1f}" r="3.1"/>'
    yield said(690, top, "something that counts, on its day", "small")
    yield '<line class="point" x1="670" x2="686" y1="{0:.1f}" y2="{0:.1f}"/>'.format(
        top + 16
    )
    yield said(690, top + 20, "fixed points, where the pause put them", "small")


# --- the table ------------------------------------------------------------------------


def table(record: Record, framework: Framework) -> str:
    """Every day on which an answer changed, and what it became."""
    told = years_told(record, framework)
    changes: list[tuple[date, str, str]] = []
    for path, stretches in told.items():
        answer = answer_of(
            outcomes(record, framework, LAST)[path], "support", framework
        )
        for stretch in stretches[1:]:
            words = stretch.state.words or "nothing yet"
            changes.append((stretch.first, answer.requirement.title, words))
    lines = ["| day | rule | from then on |", "|---|---|---|"]
    for day, title, words in sorted(changes, key=lambda one: one[0]):
        lines.append(f"| {day_words(day)} | {title} | {words} |")
    return "\n".join(lines) + "\n"


BEGIN, END = "<!-- written by docs/generate/year.py -->\n", "<!-- to here -->\n"


def page(text: str, rows: str) -> str:
    """The page with the table of today."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{rows}\n{END}{after}"


def main() -> None:
    """Write the picture and the table."""
    record, framework = whole_record(), load_framework("thurrock")
    PICTURE.write_text(picture(record, framework), "utf-8", newline="\n")
    text = page(PAGE.read_text("utf-8"), table(record, framework))
    PAGE.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
