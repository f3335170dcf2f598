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
    "Framework": "framework.framework",
    "FrameworkError": "values.problems",
    "Offer": "queries.offer",
    "Problem": "values.problems",
    "Record": "record.model",
    "RecordError": "values.problems",
    "Report": "queries.report",
    "Requirement": "queries.answers",
    "WouldCount": "queries.would_count",
    "calendar": "queries.calendar",
    "changes": "queries.changes",
    "check_cases": "queries.case_checks",
    "load_framework": "reading.loading",
    "load_record": "reading.loading",
    "load_records": "reading.loading",
    "report": "queries.report",
    "schema": "reading.schema",
    "would_count": "queries.would_count",
}

if TYPE_CHECKING:
    from swcareers.framework.framework import Framework
    from swcareers.queries.answers import Answer, Requirement
    from swcareers.queries.calendar import Calendar, calendar
    from swcareers.queries.case_checks import check_cases
    from swcareers.queries.changes import Change, changes
    from swcareers.queries.offer import Offer
    from swcareers.queries.report import Report, report
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
    "Framework",
    "FrameworkError",
    "Offer",
    "Problem",
    "Record",
    "RecordError",
    "Report",
    "Requirement",
    "WouldCount",
    "__version__",
    "calendar",
    "changes",
    "check_cases",
    "load_framework",
    "load_record",
    "load_records",
    "report",
    "schema",
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
