"""Laws of time, each quoted, on generated records; and two oracles that walk the days.

The oracles know nothing of the library's arithmetic: they go through the calendar one
day at a time and count. A long run of thousands: raise `EXAMPLES`.
"""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from small_framework import framework, year

from swcareers.evaluation.runs import runs
from swcareers.queries.asking import asked, situation_of
from swcareers.reading.loading import load_record

EXAMPLES = 200
DAY = timedelta(days=1)
FIRST = date(2025, 12, 28)


def months_after(day: date, months: int) -> date:
    """Month arithmetic written again, from the anchor with the day clipped."""
    place = day.year * 12 + day.month - 1 + months
    length = monthrange(place // 12, place % 12 + 1)[1]
    return date(place // 12, place % 12 + 1, min(day.day, length))


def plain(**sections: Any) -> dict[str, Any]:
    """A record as plain data, every scalar a text."""
    return yaml.load(yaml.safe_dump(sections), yaml.BaseLoader)


# --- generated lives ------------------------------------------------------------------

starts = st.integers(0, 70).map(lambda n: FIRST + timedelta(days=n))
shares = st.sampled_from(["1.0", "0.8", "0.6", "0.5", "0.4"])


@st.composite
def absences(draw, start, reasons, most=3, longest=120):
    found = []
    for _ in range(draw(st.integers(0, most))):
        first = start + timedelta(days=draw(st.integers(-20, 420)))
        last = first + timedelta(days=draw(st.integers(0, longest)))
        found.append((draw(st.sampled_from(reasons)), first, last))
    return found


def written(spells):
    return [
        {"reason": reason, "from": first, "to": last} for reason, first, last in spells
    ]


@st.composite
def hours(draw, start):
    """Posts one after another, each with its hours."""
    cuts = sorted(draw(st.sets(st.integers(1, 500), max_size=3)))
    edges = [0, *cuts]
    posts = []
    for place, edge in enumerate(edges):
        post = {"from": start + timedelta(days=edge), "hours": draw(shares)}
        if place + 1 < len(edges):
            post["to"] = start + timedelta(days=edges[place + 1] - 1)
        posts.append(post)
    return posts


# --- the clock, day by day ------------------------------------------------------------

CLOCKED = year(
    "- {id: plan, evidence: plan, at: [week 6, month 3, month 6, midway, end]}",
    clock="stretches_with: hours, pauses_for: [parental-leave, long-sickness], "
    "never_pauses_for: [poor-progress]",
    rest="evidence_types: {plan: {title: Plan}}",
)
LATE = date(2031, 1, 1)
PAUSING = ("parental-leave", "long-sickness")


def walked_day(start, posts, spells, days):
    """The first day on which so many full days have been worked."""
    total, day = Fraction(0), start
    while total < days:
        if not any(
            reason in PAUSING and first <= day <= last for reason, first, last in spells
        ):
            now = [
                post for post in posts if post["from"] <= day <= post.get("to", LATE)
            ]
            total += Fraction(now[-1]["hours"])
        day += DAY
    return day


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_walk_through_the_days_finds_the_points_of_every_clock(data):
    """A point is the first day on which the sum reaches what it takes at full time."""
    start = data.draw(starts)
    posts = data.draw(hours(start))
    reasons = ["parental-leave", "long-sickness", "poor-progress", "annual-leave"]
    spells = data.draw(absences(start, reasons))
    record = load_record(
        plain(
            record="walked",
            programmes=[{"programme": "year", "started": start}],
            posts=posts,
            absences=written(spells),
            evidence=[],
        )
    )
    entry = asked(record, framework(CLOCKED), LATE)[0]
    ((_, found),) = entry.outcomes
    full = {
        "week 6": 42,
        "month 3": (months_after(start, 3) - start).days,
        "month 6": (months_after(start, 6) - start).days,
        "midway": (months_after(start, 6) - start).days,
        "end": (months_after(start, 12) - start).days,
    }
    due = {part.label: part.due for part in found.parts}
    assert due == {
        label: walked_day(start, posts, spells, days) for label, days in full.items()
    }


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_longer_pause_never_brings_a_date_nearer(data):
    """A longer pause never brings a date nearer; nor does another pause."""
    start = data.draw(starts)
    posts = data.draw(hours(start))
    spells = data.draw(absences(start, list(PAUSING), most=2))
    more = data.draw(absences(start, list(PAUSING), most=1))
    longer = data.draw(st.integers(0, 60))
    stretched = [(r, first, last + timedelta(days=longer)) for r, first, last in spells]

    def points(these):
        record = load_record(
            plain(
                record="paused",
                programmes=[{"programme": "year", "started": start}],
                posts=posts,
                absences=written(these),
            )
        )
        (run,) = runs(situation_of(record, framework(CLOCKED), LATE))
        return [run.clock.midway.earliest, run.clock.end.earliest]

    before = points(spells)
    for later in (points(stretched), points([*spells, *more])):
        assert all(one <= other for one, other in zip(before, later, strict=True))


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_no_pause_or_change_of_hours_makes_time_run_backwards(data):
    """From one day to the next a programme's own time never goes back."""
    start = data.draw(starts)
    record = load_record(
        plain(
            record="forward",
            programmes=[{"programme": "year", "started": start}],
            posts=data.draw(hours(start)),
            absences=written(data.draw(absences(start, list(PAUSING)))),
        )
    )
    (run,) = runs(situation_of(record, framework(CLOCKED), LATE))
    so_far = []
    for number in range(-5, 700, 7):
        now = run.clock.where_are_we(start + timedelta(days=number))
        so_far.append((now.months, now.days))
    assert so_far == sorted(so_far)


# --- a cadence, day by day ------------------------------------------------------------

PHASES = {
    "national": [("week", 6, "1 week"), ("month", 6, "2 weeks"), (None, 0, "1 month")],
    "even": [(None, 0, "10 days")],
    "monthly": [("month", 1, "1 week"), (None, 0, "1 month")],
    "odd": [("week", 3, "2 weeks"), ("month", 5, "3 weeks"), (None, 0, "2 months")],
}


def cadenced(name):
    phases = ", ".join(
        f"{{until: {unit} {number}, every: {every}}}" if unit else f"{{every: {every}}}"
        for unit, number, every in PHASES[name]
    )
    return year(
        f"- {{id: seen, cadence: seen, phases: [{phases}], "
        "excused_by: [annual-leave]}",
        side="support",
        clock="pauses_for: [parental-leave]",
        rest="evidence_types: {seen: {title: Seen}}",
    )


def after(day, every, times):
    number, unit = every.split()
    number = int(number) * times
    if unit.startswith("month"):
        return months_after(day, number)
    return day + timedelta(days=number * (7 if unit.startswith("week") else 1))


def walked_slots(name, start, pauses):
    """Slots as sets of days, by going through the programme one day at a time."""

    def paused(day):
        return any(first <= day <= last for _, first, last in pauses)

    def reach(days):
        day, count = start, 0
        while count < days:
            count += not paused(day)
            day += DAY
        return day

    end = reach((months_after(start, 12) - start).days)
    slots, first = [], start
    for unit, number, every in PHASES[name]:
        last = end
        if unit:
            full = (
                7 * number
                if unit == "week"
                else (months_after(start, number) - start).days
            )
            last = min(end, reach(full))
        if last <= first:
            continue
        held, sizes, count, day = [[]], [0], 0, first
        bounds = [(after(first, every, n) - first).days for n in range(400)]
        while day < last:
            while count >= bounds[len(held)]:
                held.append([])
                sizes.append(0)
            held[-1].append(day)
            worked = not paused(day)
            count += worked
            sizes[-1] += worked
            day += DAY
        whole = bounds[len(held)] - bounds[len(held) - 1]
        short = 2 * sizes[-1] < whole
        if short and (slots or len(held) > 1):
            rest = held.pop()
            (held or slots)[-1].extend(rest)
        slots += held
        first = last
    return slots


def status(days, sessions, excusing, on):
    if any(day in days and day <= on for day in sessions):
        return "kept"
    weekdays = [day for day in days if day.weekday() < 5]
    if all(any(a <= day <= b for _, a, b in excusing) for day in weekdays):
        return "excused"
    if days[-1] < on:
        return "missed"
    return "open" if days[0] <= on else "ahead"


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_walk_through_the_days_finds_the_same_slots_of_every_cadence(data):
    """Slots, what is kept, excused, missed and open, and the verdict about the past."""
    name = data.draw(st.sampled_from(sorted(PHASES)))
    start = data.draw(starts)
    pauses = data.draw(absences(start, ["parental-leave"], most=2))
    leave = data.draw(absences(start, ["annual-leave"], longest=30))
    every = data.draw(st.integers(3, 40))
    shift = data.draw(st.integers(0, 6))
    skipped = data.draw(st.sets(st.integers(0, 60), max_size=6))
    sessions = sorted(
        start + timedelta(days=n * every + shift)
        for n in range(600 // every)
        if n not in skipped
    )
    on = start + timedelta(days=data.draw(st.integers(0, 620)))
    known = [spell for spell in pauses if spell[1] <= on]
    record = load_record(
        plain(
            record="walked",
            programmes=[{"programme": "year", "started": start}],
            absences=written([*pauses, *leave]),
            evidence=[{"type": "seen", "dates": sessions}],
        )
    )
    entry = asked(record, framework(cadenced(name)), on)[0]
    ((_, found),) = entry.outcomes
    slots = walked_slots(name, start, known)
    begun = [spell for spell in leave if spell[1] <= on]
    walked = [(days[0], days[-1], status(days, sessions, begun, on)) for days in slots]
    assert [(slot.first, slot.last, slot.status) for slot in found.slots] == walked
    missed = any(word == "missed" for _, _, word in walked)
    assert found.verdict.word == ("not_met" if missed else "met")


# --- a history in which facts appear only from their date -----------------------------

HISTORY = """
version_by: start
registers: {register: {title: Register}}
stages: {worker: {title: Worker}}
evidence_types:
  plan: {title: Plan}
  seen: {title: Seen, fields: {minutes: number}}
  report: {title: Report}
events:
  left:
    title: Left
    in_place: posts
    where: {contract: permanent}
    day: last
    which: latest
  moved: {title: Moved}
decisions:
  interim: {title: Interim, outcomes: {agreed: met, concern: not_met}}
  pass: {title: Pass, outcomes: {pass: met, fail: not_met}}
measures: {caseload: {title: Caseload, unit: cases}}
periods: {half: {title: Half a year, starts: moved, lasts: 6 months}}
programmes:
  year:
    clock: {runs_for: 12 months, stretches_with: hours, pauses_for: [parental-leave]}
    outcome: pass
    support:
      - id: seen
        cadence: seen
        phases: [{until: week 6, every: 1 week}, {every: 1 month}]
        where: {minutes: {at_least: 60}}
        excused_by: [annual-leave]
      - {id: load, measure: caseload, at_most: 80%, averaged_over: programme}
      - {id: load-now, measure: caseload, at_most: 80%}
    requires:
      - {id: plan, evidence: plan, at: [start, month 3, month 6, end]}
      - id: windowed
        evidence: plan
        at: [month 3, month 6]
        window: {early: 2 weeks, late: 1 week}
        closes: {at_most: 1 month, after: point}
      - {id: reports, evidence: report, at_least: 3, due: month 6}
      - {id: closing, evidence: report, at_least: 2, closes: month 9}
      - {id: recent, evidence: report, within: {last: 3 months, before: today}}
      - id: steps
        in_order:
          - {id: a, evidence: plan}
          - {id: b, evidence: report, at_least: 2}
          - {id: c, decision: interim}
      - {id: spared, evidence: report, at_least: 9, unless: {in_place: secondment}}
      - {id: now-and-then, evidence: plan, applies_when: {event: moved}}
      - {id: asked-at-6, time_in: posts, at_least: 6 months, at: [month 6, end]}
      - {id: at-the-end, in_place: posts, where: {contract: permanent}, as_at: end}
throughout:
  - id: experience
    time_in: posts
    at_least: 9 months
    breaks: {longest: 1 month}
    less: [career-break]
  - {id: since-left, time_since: left, at_least: 2 months}
  - {id: cool, none: [{event: left, within: {last: 3 months, before: today}}]}
  - id: each-move
    evidence: plan
    for_each: moved
    due: {at_most: 2 weeks, after: moved}
  - {id: each-half, evidence: report, in_each: half}
  - {id: in-post, in_place: posts, where: {contract: permanent}}
  - {id: decided, decision: interim}
"""

pick_day = st.integers(-60, 500)


@st.composite
def lives(draw, start):
    def on_days(most):
        numbers = draw(st.sets(pick_day, max_size=most))
        return [start + timedelta(days=n) for n in sorted(numbers)]

    evidence = [
        {"type": kind, "date": day, **({"minutes": 90} if kind == "seen" else {})}
        for kind, most in (("plan", 6), ("seen", 12), ("report", 6))
        for day in on_days(most)
    ]
    posts = []
    edge = -draw(st.integers(0, 300))
    number = draw(st.integers(0, 3))
    for place in range(number):
        last = edge + draw(st.integers(20, 300))
        post = {
            "from": start + timedelta(days=edge),
            "contract": draw(st.sampled_from(["permanent", "agency"])),
            "hours": draw(shares),
        }
        if place + 1 < number or draw(st.booleans()):
            post["to"] = start + timedelta(days=last)
        posts.append(post)
        edge = last + draw(st.integers(1, 80))
    return {
        "evidence": evidence,
        "posts": posts,
        "absences": written(
            draw(
                absences(
                    start,
                    ["parental-leave", "annual-leave", "secondment", "career-break"],
                )
            )
        ),
        "decisions": [
            {
                "decision": "interim",
                "is": draw(st.sampled_from(["agreed", "concern"])),
                "date": day,
            }
            for day in on_days(2)
        ]
        + [{"decision": "pass", "is": "pass", "date": day} for day in on_days(1)],
        "readings": [
            {
                "measure": "caseload",
                "date": day,
                "value": f"{draw(st.integers(20, 120))}%",
            }
            for day in on_days(4)
        ],
        "events": {"moved": sorted(set(on_days(3)))},
    }


def day_of(entry):
    return entry.get("date", entry.get("from"))


def up_to(life, day):
    """The life as it could have been written on a day."""
    known = {
        name: [entry for entry in entries if day_of(entry) <= day]
        for name, entries in life.items()
        if name != "events"
    }
    moved = [one for one in life["events"]["moved"] if one <= day]
    known["events"] = {"moved": moved} if moved else {}
    return known


def lived(life, start):
    return load_record(
        plain(
            record="life", programmes=[{"programme": "year", "started": start}], **life
        )
    )


def told(life, start, on):
    found = asked(lived(life, start), framework(HISTORY), on)
    return [
        shown(one, seen=placed.path)
        for entry in found
        for placed, one in entry.outcomes
    ]


def one_by_one(life, start, rule, step):
    """The outcome of one rule on the days of a life."""
    record = lived(life, start)
    for number in range(0, 500, step):
        on = start + timedelta(days=number)
        for entry in asked(record, framework(HISTORY), on):
            for placed, outcome in entry.outcomes:
                if placed.path == rule:
                    yield on, outcome


def shown(one, seen=""):
    """What an answer says, without the places of the record, which shift."""
    return (
        seen or one.path, one.label, one.verdict.word, one.have, one.need, one.due,
        one.closes, one.late_days, tuple(sorted(one.flags - {"provisional"})),
        tuple(str(item.day) for item in one.counted),
        tuple((slot.first, slot.last, slot.status) for slot in one.slots),
        tuple(shown(part) for part in one.parts),
    )  # fmt: skip


@settings(max_examples=EXAMPLES // 8)
@given(data=st.data())
def test_dated_facts_appear_only_from_their_date(data):
    """The answer on a day is the same when all facts dated after it are removed."""
    start = data.draw(starts)
    life = data.draw(lives(start))
    for number in (0, 40, 100, 200, 300, 420):
        on = start + timedelta(days=number)
        assert told(life, start, on) == told(up_to(life, on), start, on)


def without_ends_after(life, day):
    """The life before anybody knew when what goes on would end."""
    return {
        name: [
            {key: value for key, value in entry.items() if key != "to" or value <= day}
            for entry in entries
        ]
        if name in ("posts", "absences")
        else entries
        for name, entries in life.items()
    }


@settings(max_examples=EXAMPLES // 8)
@given(data=st.data())
def test_no_verdict_knows_how_long_what_goes_on_will_last(data):
    """An end that lies after the day changes dates to come, and no verdict.

    But for a mean over the whole programme: whether it can still be mended goes by how
    long the programme will last.
    """
    start = data.draw(starts)
    life = data.draw(lives(start))
    for number in (30, 150, 290, 420):
        on = start + timedelta(days=number)
        known = up_to(life, on)
        verdicts = [
            [(one[0], one[2]) for one in told(way, start, on) if one[0] != "year/load"]
            for way in (known, without_ends_after(known, on))
        ]
        assert verdicts[0] == verdicts[1]


@settings(max_examples=EXAMPLES // 8)
@given(data=st.data())
def test_what_is_met_under_due_is_never_not_met_later(data):
    """A met under `due` stays met; only a rule about a state can lose it."""
    start = data.draw(starts)
    life = data.draw(lives(start))
    words = [
        found.verdict.word for _, found in one_by_one(life, start, "year/reports", 61)
    ]
    assert sorted(words, key=["not_yet", "met"].index) == words


@settings(max_examples=EXAMPLES // 8)
@given(data=st.data())
def test_closes_turns_not_yet_into_not_met_on_the_right_day_and_no_other(data):
    """Up to the day itself it is not_yet or met; from the day after not_met or met."""
    start = data.draw(starts)
    life = data.draw(lives(start))
    # Month 9 as it stands each day: pauses and hours move it until it is reached.
    for on, found in one_by_one(life, start, "year/closing", 43):
        assert found.closes is not None
        if found.verdict.word == "not_yet":
            assert on <= found.closes
        if found.verdict.word == "not_met":
            assert on > found.closes
        assert all(item.day.latest <= found.closes for item in found.counted)
