"""What is wrong with a file: a code, a place, a sentence, and what to write.

Codes are stable: once published a code keeps its meaning. Wording is not.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

import attrs

from swcareers.values.places import Place
from swcareers.values.text import safe, width

_LINE_SHOWN = 76  # longer lines are trimmed around the caret
_MARGIN = "    "

# SWC1xx  reading a file                SWC4xx  a learner's record
# SWC2xx  the shape of what is written  SWC5xx  cases
# SWC3xx  the links and the meaning of a framework
CODES: Mapping[str, str] = MappingProxyType(
    {
        "SWC101": "The file cannot be opened",
        "SWC102": "The file is not YAML or JSON by its name",
        "SWC103": "The file is too large",
        "SWC104": "The file is not saved as UTF-8",
        "SWC105": "A character that cannot be seen",
        "SWC106": "The file is empty",
        "SWC107": "The file does not begin with a key",
        "SWC108": "More than one document in the file",
        "SWC109": "Nested too deeply",
        "SWC110": "Too many entries",
        "SWC111": "The line cannot be read",
        "SWC112": "A tab at the start of the line",
        "SWC113": "A space is missing",
        "SWC114": "A quotation mark is not closed",
        "SWC115": "Brackets that do not match, or a missing comma",
        "SWC116": "The indentation does not fit",
        "SWC117": "A colon inside a text without quotes",
        "SWC118": "A text begins with a sign that YAML keeps for itself",
        "SWC119": "Curly quotation marks",
        "SWC120": "Something stands after the closing quote or bracket",
        "SWC121": "A comma splits a text inside braces",
        "SWC122": "A key is written twice",
        "SWC123": "Nothing is written after the key",
        "SWC124": "null is written where a text is needed",
        "SWC125": "A key is not a plain word",
        "SWC126": "An alias that leads nowhere",
        "SWC127": "Aliases repeat too much",
        "SWC128": "Merge keys are not read",
        "SWC129": "Tags are not read",
        "SWC130": "The rest of the text is taken for a comment",
        "SWC131": "A backslash that means nothing",
        "SWC132": "The file is not JSON",
        "SWC133": "A value that cannot be read as text",
        "SWC201": "Unknown key",
        "SWC202": "A key is missing",
        "SWC203": "A list is needed",
        "SWC204": "Keys and values are needed",
        "SWC205": "One text is needed",
        "SWC206": "Not one of the known words",
        "SWC207": "The text is not written as it should be",
        "SWC208": "Too few or too many entries",
        "SWC209": "No kind word",
        "SWC210": "More than one kind word",
        "SWC211": "The same entry twice",
        "SWC212": "Keys that do not go together",
        "SWC213": "Not in any of the allowed forms",
        "SWC301": "No rule has this id",
        "SWC302": "Two rules with one id",
        "SWC303": "A circle of frameworks",
        "SWC304": "Two editions of one framework",
        "SWC305": "No such framework",
        "SWC306": "Declared nowhere",
        "SWC307": "A circle",
        "SWC308": "An earlier id that is taken",
        "SWC309": "Not a unit",
        "SWC311": "Inherited, and different here",
        "SWC312": "Changed without saying why",
        "SWC313": "An inherited must made weaker",
        "SWC314": "No source",
        "SWC315": "A mark on a key that cannot stand there",
        "SWC316": "Written, and said not to be stated",
        "SWC317": "No title",
        "SWC321": "Versions out of order",
        "SWC322": "Days without a version",
        "SWC323": "Until the last day of a month",
        "SWC324": "An unknown first day, and not when it was seen",
        "SWC326": "Rules inside a version",
        "SWC331": "A way from a stage to itself",
        "SWC332": "A stage that nothing leads to",
        "SWC341": "A last day that bounds nothing",
        "SWC342": "Asked more often in two ways",
        "SWC343": "A window around no points",
        "SWC344": "Nothing says what happens above the most",
        "SWC345": "Above a most that is not there",
        "SWC346": "Nothing, or two things, say how often",
        "SWC347": "Phases out of order",
        "SWC348": "More is asked for than there is",
        "SWC349": "Nothing here is required",
        "SWC350": "Not an outcome of the decision",
        "SWC351": "A field the item cannot have",
        "SWC352": "A word the field can never be",
        "SWC353": "A test that does not fit the field",
        "SWC354": "Bounds that leave nothing, or none at all",
        "SWC355": "Averaged over a programme that is not there",
        "SWC356": "An event that names two things, or chooses among none",
        "SWC357": "Nothing can cover it",
        "SWC358": "Which one is not said",
        "SWC361": "A period that does not say when",
        "SWC362": "A figure with a gap",
        "SWC363": "Cuts that overlap",
        "SWC364": "A share of nothing",
        "SWC365": "An award that cannot be met as it is",
        "SWC366": "A line that the others imply",
        "SWC367": "A share that no whole module reaches",
        "SWC368": "Smaller than the national award",
        "SWC369": "A way that admits nothing more",
        "SWC370": "Said of a part of an award without effect",
        "SWC371": "Nearly another word",
        "SWC372": "It carries no credit",
        "SWC373": "Asked of what counts, and not looked for",
        "SWC374": "So many modules, or so much credit",
        "SWC401": "A key of a record is not used",
        "SWC402": "An entry of a record is not used",
        "SWC403": "A record without a reference",
        "SWC411": "Ends before it begins",
        "SWC412": "No day, and no mark",
        "SWC413": "Later than the record",
        "SWC414": "Planned for a day that has passed",
        "SWC415": "Two posts that contradict each other",
        "SWC416": "A person who is not among the people",
        "SWC417": "The same entry twice in a record",
        "SWC418": "A module without its credit",
        "SWC419": "Achieved, and still planned",
        "SWC421": "A record names what the framework does not declare",
        "SWC422": "A field that its type does not declare",
        "SWC423": "A value the field cannot have",
        "SWC424": "Not an outcome of the decision, in a record",
        "SWC425": "Another edition of the framework",
        "SWC501": "A case comes out otherwise than expected",
        "SWC502": "A case about a rule that is not asked",
        "SWC503": "A case names what the framework does not declare",
        "SWC504": "A case asks what moves, and nothing is added",
    }
)


@attrs.frozen(kw_only=True)
class Problem:
    """One thing wrong in a file, said to the person who wrote it.

    Attributes:
        code: a key of `CODES`; stable.
        message: a sentence; what is wrong.
        place: where in the file; None when the data did not come from a file.
        pointer: the JSON pointer of the entry (`/programmes/asye/requires/0`).
        line: the text of that line; None when there is none or when it must not
            be shown.
        hint: a line for below the caret; one that can be typed as it stands
            begins with `write: `. None when there is nothing to add.
        severity: an `error` stops a framework from loading, a `warning` does not.

    >>> place = Place("thurrock.yaml", 3, 1)
    >>> problem = Problem(code="SWC201", message="unknown key titel", place=place,
    ...                   line="titel: Our offer", hint="write: title")
    >>> print(problem)
    thurrock.yaml:3:1 SWC201 unknown key titel
    >>> print(problem.render())
    thurrock.yaml:3:1 SWC201 unknown key titel
        titel: Our offer
        ^
      write: title
    """

    code: str
    message: str
    place: Place | None = None
    pointer: str = ""
    line: str | None = None
    hint: str | None = None
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """`file:line:column CODE message`, in one line; without a place, no place."""
        where = str(self.place) if self.place else self.pointer
        warning = "warning: " if self.severity == "warning" else ""
        return f"{where} {self.code} {warning}{self.message}".lstrip()

    def render(self, *, show_line: bool = True) -> str:
        """The problem as shown in a terminal: the line, a caret and the hint.

        Args:
            show_line: False leaves the line of the file out, for logs: a line of
                a learner's record is personal.
        """
        parts = [str(self)]
        if show_line and self.place and self.line is not None and self.line.strip():
            parts.extend(_line_and_caret(self.line, self.place.column))
        if self.hint:
            parts.append(f"  {self.hint}")
        return "\n".join(parts)

    def on_line(self, line: str) -> "Problem":
        """The same problem with the text of its line."""
        return attrs.evolve(self, line=line)

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        """What problems are sorted by: place, then code."""
        place = self.place or Place("", 0, 0)
        return (*attrs.astuple(place), self.pointer, self.code, self.message)


def _line_and_caret(line: str, column: int) -> tuple[str, str]:
    text = safe(line)
    at = min(max(column - 1, 0), len(text))
    start = 0
    if width(text) > _LINE_SHOWN:
        start = max(0, min(at - _LINE_SHOWN // 2, len(text) - _LINE_SHOWN))
        end = start + _LINE_SHOWN
        cut = "…" if end < len(text) else ""
        text = f"{'…' if start else ''}{text[start:end]}{cut}"
        at = at - start + bool(start)
    caret = f"{' ' * width(text[:at])}^"
    return f"{_MARGIN}{text}", f"{_MARGIN}{caret}"


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in the order of the file, each once.

    >>> late = Problem(code="SWC202", message="late", place=Place("a", 9, 1))
    >>> soon = Problem(code="SWC202", message="soon", place=Place("a", 2, 1))
    >>> [problem.message for problem in sorted_problems([late, soon, late])]
    ['soon', 'late']
    """
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.order))


class ProblemsError(Exception):
    """Something that could not be read, with every problem that was found.

    Attributes:
        problems: sorted by place; at least one.
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, sorted."""
        self.problems = sorted_problems(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """All problems as a terminal shows them."""
        return "\n".join(problem.render() for problem in self.problems)


class FrameworkError(ProblemsError):
    """A framework that cannot be used until its author mends it.

    >>> error = FrameworkError([Problem(code="SWC201", message="unknown key titel")])
    >>> [problem.code for problem in error.problems]
    ['SWC201']
    """


class RecordError(ProblemsError):
    """A learner's record that cannot be read at all.

    A record that can be read always loads, and its problems ride with it.

    >>> error = RecordError([Problem(code="SWC106", message="the file is empty")])
    >>> len(error.problems)
    1
    """
