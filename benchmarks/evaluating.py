"""Goals 5 and 6: thirty requirements over a hundred activities, and growth."""

from collections.abc import Iterator

from benchmarks.scanning import Scanned, Wanted, scan, wanted
from benchmarks.timing import Measured, interleaved, seconds
from benchmarks.workload import ON, framework, framework_text, record_text, rules
from swcareers.evaluation.evaluation import answer
from swcareers.evaluation.facts import facts_of
from swcareers.evaluation.outcome import Outcome
from swcareers.queries.asking import asked, situation_of
from swcareers.reading.loading import load_record
from swcareers.record.model import Record


class Case:
    """A record and requirements, asked both ways."""

    def __init__(self, requirements: int, activities: int) -> None:
        """Make them, and arrange the record's facts."""
        self.rules = rules(requirements)
        self.wanted = [wanted(rule) for rule in _written(requirements)]
        self.record: Record = load_record(record_text(activities))
        self.framework = framework(requirements)
        self.situation = situation_of(self.record, self.framework, ON)

    def evaluated(self) -> list[Outcome]:
        """The outcomes, from the library."""
        situation = self.situation
        return [answer(placed, situation) for placed in self.rules]

    def scanned(self) -> list[Scanned]:
        """The same answers, by looking through everything for each."""
        return scan(self.record, self.wanted, ON)

    def asked(self) -> object:
        """All that concerns the person that day: what a report begins with."""
        return asked(self.record, self.framework, ON)

    def arranged(self) -> object:
        """The record's facts, arranged anew."""
        self.record.memo.clear()
        return facts_of(self.record)


def _written(requirements: int) -> list[dict[str, str]]:
    return list(framework_text(requirements)["requires"])


def check(case: Case) -> None:
    """Hold both ways against each other, field by field.

    Raises:
        ValueError: they differ.
    """
    pairs = zip(case.evaluated(), case.scanned(), case.wanted, strict=True)
    for outcome, scanned, rule in pairs:
        ours, theirs = _ours(outcome), _theirs(scanned, rule)
        if ours != theirs:
            raise ValueError(f"{outcome.path} differs:\n{ours}\n{theirs}")


def _ours(outcome: Outcome) -> object:
    most = outcome.have if outcome.have_at_most is None else outcome.have_at_most
    return {
        "verdict": outcome.verdict.word,
        "figures": (outcome.have, most, outcome.need),
        "counted": [item.place for item in outcome.counted],
        "left out": sorted(
            (one.item.place, one.reason.code, sorted(one.reason.values.items()))
            for one in outcome.left_out
        ),
        "planned": sorted(item.place for item in outcome.planned),
        "due": (outcome.due, "overdue" in outcome.flags, outcome.late_days),
    }


def _theirs(scanned: Scanned, rule: Wanted) -> object:
    return {
        "verdict": scanned.verdict,
        "figures": (scanned.have, scanned.high, scanned.need),
        "counted": [f"evidence/{index}" for index in scanned.counted],
        "left out": sorted(
            (f"evidence/{index}", code, sorted(values.items()))
            for index, code, values in scanned.left_out
        ),
        "planned": sorted(f"evidence/{index}" for index in scanned.planned),
        "due": (rule.due, scanned.overdue, scanned.late_days),
    }


def measure(rounds: int) -> Iterator[Measured]:
    """Goals 5 and 6."""
    usual, long, many = Case(30, 100), Case(30, 1000), Case(120, 100)
    for case in (usual, long, many):
        check(case)
    times = interleaved(
        {
            "evaluated": usual.evaluated,
            "scanned": usual.scanned,
            "asked": usual.asked,
            "ten times the activities": long.asked,
            "four times the requirements": many.asked,
        },
        rounds=rounds,
    )
    arranging = interleaved({"arranged": usual.arranged}, rounds=rounds)["arranged"]
    taken, scanning = times["evaluated"], times["scanned"]
    yield Measured(
        goal=5,
        what="30 requirements over 100 activities, against scanning them all",
        value=scanning / taken,
        bound=4,
        more_is_better=True,
        note=f"{seconds(taken)} against {seconds(scanning)}, all answers equal",
    )
    yield Measured(
        goal=5,
        what="the same, median",
        value=taken * 1e6,
        bound=100,
        unit="µs",
        note=f"the record is arranged once before, in {seconds(arranging)}",
    )
    yield Measured(
        goal=6,
        what="a question about ten times the activities",
        value=times["ten times the activities"] / times["asked"],
        bound=6,
        note=f"{seconds(times['ten times the activities'])} "
        f"against {seconds(times['asked'])}",
    )
    yield Measured(
        goal=6,
        what="a question about four times the requirements",
        value=times["four times the requirements"] / times["asked"],
        bound=4,
        note=f"{seconds(times['four times the requirements'])} "
        f"against {seconds(times['asked'])}",
    )
