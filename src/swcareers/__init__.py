"""Career frameworks of English social work as data, with explained answers.

A framework says what a borough, a partnership or a national body offers, asks and
provides; a record says what one person has done; a report answers, on a day that is
always named, what is in place, what is evidenced, what needs attention and which rule
and source says so.

Nothing is loaded until a name is used, so `import swcareers` costs almost nothing:

>>> import swcareers as sw
>>> sw.__version__
'0.1.0'
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# The public names, each with the module it lives in.  To add one: a line here, the same
# name below for type checkers, an example in its docstring.  tests/test_house.py
# holds the two lists, the docstrings and the docs together.
_HOMES: dict[str, str] = {
    "Answer": "queries.answers",
    "Audience": "rules.requirement",
    "Calendar": "queries.calendar",
    "Change": "queries.changes",
    "Cohort": "queries.cohort",
    "Comparison": "queries.compare",
    "EntryAnswer": "queries.entry",
    "Framework": "framework.framework",
    "FrameworkError": "values.problems",
    "HoursFrom": "queries.whatif",
    "Leave": "queries.whatif",
    "Ledger": "queries.ledger",
    "Moving": "queries.moving_boroughs",
    "NextSteps": "queries.next_steps",
    "Offer": "queries.offer",
    "Openings": "queries.opens",
    "OtherProgramme": "queries.whatif",
    "Pathway": "queries.pathway",
    "Permission": "queries.permissions",
    "Problem": "values.problems",
    "Record": "record.model",
    "RecordError": "values.problems",
    "Report": "queries.report",
    "Requirement": "queries.answers",
    "Routes": "queries.routes",
    "WhatIf": "queries.whatif",
    "WouldCount": "queries.would_count",
    "between": "queries.levels",
    "calendar": "queries.calendar",
    "changes": "queries.changes",
    "check_cases": "queries.case_checks",
    "cohort": "queries.cohort",
    "cohort_rows": "queries.person_row",
    "compare": "queries.compare",
    "compare_for": "queries.moving_boroughs",
    "credit_ledger": "queries.ledger",
    "entry": "queries.entry",
    "load_framework": "reading.loading",
    "load_record": "reading.loading",
    "load_records": "reading.loading",
    "next_steps": "queries.next_steps",
    "opens": "queries.opens",
    "pathway": "queries.pathway",
    "permissions": "queries.permissions",
    "report": "queries.report",
    "routes": "queries.routes",
    "schema": "reading.schema",
    "whatif": "queries.whatif",
    "would_count": "queries.would_count",
}

if TYPE_CHECKING:
    from swcareers.framework.framework import Framework
    from swcareers.queries.answers import Answer, Requirement
    from swcareers.queries.calendar import Calendar, calendar
    from swcareers.queries.case_checks import check_cases
    from swcareers.queries.changes import Change, changes
    from swcareers.queries.cohort import Cohort, cohort
    from swcareers.queries.compare import Comparison, compare
    from swcareers.queries.entry import EntryAnswer, entry
    from swcareers.queries.ledger import Ledger, credit_ledger
    from swcareers.queries.levels import between
    from swcareers.queries.moving_boroughs import Moving, compare_for
    from swcareers.queries.next_steps import NextSteps, next_steps
    from swcareers.queries.offer import Offer
    from swcareers.queries.opens import Openings, opens
    from swcareers.queries.pathway import Pathway, pathway
    from swcareers.queries.permissions import Permission, permissions
    from swcareers.queries.person_row import cohort_rows
    from swcareers.queries.report import Report, report
    from swcareers.queries.routes import Routes, routes
    from swcareers.queries.whatif import (
        HoursFrom,
        Leave,
        OtherProgramme,
        WhatIf,
        whatif,
    )
    from swcareers.queries.would_count import WouldCount, would_count
    from swcareers.reading.loading import load_framework, load_record, load_records
    from swcareers.reading.schema import schema
    from swcareers.record.model import Record
    from swcareers.rules.requirement import Audience
    from swcareers.values.problems import FrameworkError, Problem, RecordError

__all__ = [
    "Answer",
    "Audience",
    "Calendar",
    "Change",
    "Cohort",
    "Comparison",
    "EntryAnswer",
    "Framework",
    "FrameworkError",
    "HoursFrom",
    "Leave",
    "Ledger",
    "Moving",
    "NextSteps",
    "Offer",
    "Openings",
    "OtherProgramme",
    "Pathway",
    "Permission",
    "Problem",
    "Record",
    "RecordError",
    "Report",
    "Requirement",
    "Routes",
    "WhatIf",
    "WouldCount",
    "__version__",
    "between",
    "calendar",
    "changes",
    "check_cases",
    "cohort",
    "cohort_rows",
    "compare",
    "compare_for",
    "credit_ledger",
    "entry",
    "load_framework",
    "load_record",
    "load_records",
    "next_steps",
    "opens",
    "pathway",
    "permissions",
    "report",
    "routes",
    "schema",
    "whatif",
    "would_count",
]


if not TYPE_CHECKING:  # so that a type checker still reports a name that is not there

    def __getattr__(name: str) -> object:
        """Import a public name on its first use (PEP 562)."""
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = value  # the next use does not come through here
        return value

    def __dir__() -> list[str]:
        """Every public name, loaded or not, so that completion shows them."""
        return sorted({*globals(), *__all__})
