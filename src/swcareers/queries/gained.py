"""What is held or completed, and what somebody is on the way to."""

from collections.abc import Callable
from datetime import date

import attrs

from swcareers.evaluation import moments, runs
from swcareers.evaluation.counting import Weighed
from swcareers.evaluation.dated import completed_learning, holding
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Run, Situation

SECTIONS = (
    "programmes", "approvals", "qualifications", "learning", "modules", "registers",
)  # fmt: skip


def has_gained(section: str, id_: str, situation: Situation) -> bool:
    """Whether something is held or completed for certain on the day."""
    if section == "programmes":
        return any(
            situation.facts.present(one.item, situation.on) is True
            for one in moments.completions(id_, situation)
        ) or any(
            spell.last is not None and spell.last.by(situation.on) is True
            for spell in moments.programme_spells(id_, situation)
            if moments.outcome_of(id_, situation) is None
        )
    if section == "learning":
        return any(
            situation.facts.present(item, situation.on) is True
            for item in completed_learning(id_, situation)
        )
    if section == "modules":
        return any(
            situation.facts.present(item, situation.on) is True
            and item.fields.get("state") in (None, "passed", "completed")
            for item in situation.facts.of("modules", (id_,))
        )
    held = holding(id_, situation)
    return not isinstance(held, Reason) and any(_sure(one) for one in held)


def _sure(one: Weighed) -> bool:
    return bool(one.sure and one.amount and not one.item.planned)


def current_run(situation: Situation, id_: str) -> Run | None:
    """The run of a programme that goes on; the latest, where there are several."""
    children = moments.children_of(id_, situation)
    found = [
        run
        for run in runs.runs(situation)
        if run.programme in children and not run.provisional
        and not (run.ended is not None and run.ended.by(situation.on) is True)
        and not _over(run, situation) and not _maybe_later(run, situation)
    ]  # fmt: skip
    return found[-1] if found else None


def _maybe_later(run: Run, situation: Situation) -> bool:
    """Whether it is not told when a run began, and that may be after the day."""
    as_of = situation.facts.as_of
    return run.start is None and as_of is not None and situation.on < as_of


def _over(run: Run, situation: Situation) -> bool:
    first = run.start.earliest if run.start is not None else date.min
    name = moments.outcome_of(run.programme, situation)
    declared = situation.book.decisions.get(name or "")
    for item in situation.facts.of("decisions", (name,) if name else ()):
        if situation.facts.present(item, situation.on) is not True:
            continue
        if item.day is not None and item.day.latest < first:
            continue
        meaning = declared.meaning(str(item.fields.get("is"))) if declared else None
        if meaning in ("met", "not_met"):
            return True
    return False


def study_run(situation: Situation, id_: str) -> Run | None:
    """The way on which somebody is towards an award; None: on none."""
    states = {
        f"studies/{index}": entry.state
        for index, entry in enumerate(situation.facts.record.studies or ())
    }
    found = [
        run
        for run in runs.study_runs(situation)
        if run.programme == id_ and not run.provisional
        and not _maybe_later(run, situation)
        and states[run.place] not in ("left", "withdrawn", "failed")
    ]  # fmt: skip
    return found[-1] if found else None


def in_run(id_: str) -> Callable[[Situation], Situation]:
    """Puts a situation into the run of a programme that goes on."""

    def within(situation: Situation) -> Situation:
        run = current_run(situation, id_)
        return situation if run is None else attrs.evolve(situation, run=run)

    return within


def in_study(id_: str) -> Callable[[Situation], Situation]:
    """Puts a situation onto the way to an award."""

    def within(situation: Situation) -> Situation:
        run = study_run(situation, id_)
        return situation if run is None else attrs.evolve(situation, run=run)

    return within
