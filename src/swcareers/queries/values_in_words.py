"""Any key of a rule or an entry in words, for telling two of them apart."""

from typing import Any

from swcareers.framework.model import ChosenBy, Gives, InAll
from swcareers.rules.requirement import (
    Audience,
    MeanShare,
    OpenWindow,
    Part,
    Phase,
    Rule,
    Waivable,
    Where,
    Who,
)
from swcareers.values.amounts import Amount
from swcareers.values.points import (
    FixedDay,
    NamedPoint,
    ProgrammePoint,
    RelativePoint,
    Window,
    YearDay,
)
from swcareers.values.text import joined
from swcareers.wording.conditions import where_words
from swcareers.wording.kinds import mean_share_words
from swcareers.wording.moments import every_words, point_words, window_words
from swcareers.wording.nouns import Titles
from swcareers.wording.phrases import amount_words, audience_words, who_words
from swcareers.wording.rules import rule_words

NOTHING = "nothing"


def value_words(value: Any, titles: Titles) -> str:
    """A value of a key in words; "nothing" where it is not there."""
    match value:
        case None | () | "":
            return NOTHING
        case bool():
            return "yes" if value else "no"
        case Amount():
            return amount_words(value, titles)
        case Where():
            return where_words(value, titles)
        case Window():
            return window_words(value, titles)
        case FixedDay() | NamedPoint() | ProgrammePoint() | RelativePoint() | YearDay():
            return point_words(value, titles)
        case Who():
            return who_words(value, titles)
        case Waivable():
            return f"by {who_words(value.by, titles)}"
        case Audience():
            return audience_words(value, titles)
        case Rule():
            return rule_words(value, titles)
        case Part():
            return _part(value, titles)
        case MeanShare():
            return mean_share_words(value, titles)
        case Phase():
            until = "" if value.until is None else point_words(value.until, titles)
            words = every_words(value.every)
            return f"{words} until {until}" if until else words
        case OpenWindow():
            return window_words(Window(from_=value.from_, to=value.to), titles)
        case ChosenBy():
            return f"chosen by {titles(value.chosen_by)}"
        case Gives():
            what = value.money or value.credits
            shown = what.text if what is not None else value.words or "something"
            at = "" if value.at is None else f" at {point_words(value.at, titles)}"
            return f"{shown}{at}"
        case InAll():
            return f"at most {value.at_most.text}"
        case tuple() | list():
            return joined(value_words(one, titles) for one in value)
        case str():
            return titles(value) if _is_id(value) else value
        case _:
            return str(value)


def _is_id(text: str) -> bool:
    return text.replace("-", "").replace("/", "").isalnum() and text == text.lower()


def _part(part: Part, titles: Titles) -> str:
    pieces = []
    if part.at_least is not None:
        pieces.append(f"at least {amount_words(part.at_least, titles)}")
    if part.at_most is not None:
        pieces.append(f"at most {amount_words(part.at_most, titles)}")
    if part.where is not None:
        pieces.append(where_words(part.where, titles))
    name = part.title or (titles(part.id) if part.id else "")
    words = " ".join(pieces) or "at least one"
    return f"{name} ({words})" if name else words
