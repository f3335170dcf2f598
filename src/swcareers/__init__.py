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
_HOMES: dict[str, str] = {}

if TYPE_CHECKING:
    pass

__all__ = ["__version__"]


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
