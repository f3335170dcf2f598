"""Titles as nouns in a sentence: their capital, their article, their plural.

A piece is lower case and has no full stop, so that it can stand anywhere.
"""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from swcareers.values.text import joined, plural

Titles = Callable[[str], str]
"""Gives the title of a declared id; `plain_title` where nothing is declared."""

# A first word that keeps its capital inside a sentence, though the next has none.
_NAMES = frozenset(
    (
        "England",
        "English",
        "Britain",
        "British",
        "Wales",
        "Welsh",
        "Scotland",
        "Scottish",
        "Europe",
        "European",
        "London",
    )
)
# A capital after one of these begins a name of its own ("the register of Wales").
_BEFORE_A_NAME = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "in",
        "at",
        "by",
        "for",
        "from",
        "to",
        "with",
        "on",
        "as",
        "and/or",
        "England's",
    )
)
# Nouns without a plural: they are counted in records.
_UNCOUNTED = frozenset(
    (
        "advice",
        "coaching",
        "evidence",
        "experience",
        "feedback",
        "guidance",
        "leave",
        "practice",
        "research",
        "sickness",
        "study",
        "supervision",
        "support",
        "teaching",
        "training",
        "work",
    )
)
_COUNTED_INGS = frozenset(
    ("briefing", "finding", "hearing", "meeting", "recording", "setting")
)
_NOT_NOUNS = re.compile(
    r" (?=(?:of|from|for|with|by|in|to|on|against|over|at|as|about|after|before|"
    r"between|within|who|which|that|whose|where|and kept|sent|paid|drawn|signed|kept|"
    r"held|taken|written|asked|outside)\b)| (?=\()"
)
_SOUNDS_LIKE_A_CONSONANT = ("uni", "use", "usual", "eu", "one", "once")
_LETTERS_SAID_WITH_A_VOWEL = frozenset("AEFHILMNORSX")


def plain_title(id_: str) -> str:
    """The words of an id, for what has no title.

    >>> plain_title("asye/parental-leave")
    'parental leave'
    >>> plain_title("pre-qualifying")
    'pre-qualifying'
    """
    words = id_.rpartition("/")[2].replace("_", " ").lower()
    return re.sub(r"(?<!\bpre)(?<!\bnon)(?<!\bself)(?<!\bco)(?<!\be)-", " ", words)


def is_plain(title: str, id_: str) -> bool:
    """Whether a title is nothing but the id in words: nobody has given it a title.

    >>> is_plain("pre qualifying", "pre-qualifying"), is_plain("Report", "report")
    (True, False)
    """
    words = plain_title(id_).replace("-", " ")
    return title.rpartition("/")[2].replace("-", " ") == words


def quoted(text: str) -> str:
    """A title in quotation marks, so that its own words cannot join the sentence."""
    return f"“{text}”"


def noun(id_: str, titles: Titles) -> str:
    """The title of an id as a noun in a sentence; quoted where it has stops in it.

    >>> noun("x", lambda _: "Direct observation")
    'direct observation'
    >>> noun("x", lambda _: "Practice educator, stage 1")
    '“Practice educator, stage 1”'
    """
    title = " ".join(titles(id_).split())
    if is_plain(title, id_):
        return plain_title(id_)
    return quoted(title) if re.search("[,;:“”]", title) else lowered(title)


def lowered(title: str) -> str:
    """A title without its first capital, unless it begins with a name.

    >>> lowered("Register of social workers in England"), lowered("ASYE assessor")
    ('register of social workers in England', 'ASYE assessor')
    >>> lowered("Social Work England"), lowered("Barking and Dagenham induction")
    ('Social Work England', 'Barking and Dagenham induction')
    """
    words = title.split(" ")
    first = words[0]
    if not first[:1].isupper() or not first[1:].islower() or first in _NAMES:
        return f"{first[:1].lower()}{title[1:]}" if first in ("A", "I") else title
    for before, word in pairwise(words):
        if word[:1].isupper() and word[1:].islower() and before not in _BEFORE_A_NAME:
            if before is not first and before[:1].isupper():
                continue  # the second word of a name further on
            return title
    return f"{first[:1].lower()}{title[1:]}"


def with_article(words: str) -> str:
    """A noun with a or an, unless it brings its own article or cannot have one.

    >>> with_article("ASYE assessor"), with_article("progress review")
    ('an ASYE assessor', 'a progress review')
    >>> with_article("the employer"), with_article("written work")
    ('the employer', 'written work')
    """
    first = words.split(" ")[0]
    if first.lower() in ("the", "a", "an") or words[:1] == "“" or uncounted(words):
        return words
    if first[:2].isupper() or first[1:2].isupper():
        vowel = first[0] in _LETTERS_SAID_WITH_A_VOWEL
    else:
        low = first.lower()
        vowel = low[:1] in tuple("aeio") or (low[:1] == "u")
        vowel = vowel and not low.startswith(_SOUNDS_LIKE_A_CONSONANT)
        vowel = vowel or low.startswith(("hour", "honour"))
    return f"{'an' if vowel else 'a'} {words}"


def _head(words: str) -> tuple[str, str]:
    """A noun phrase split behind the noun that is counted."""
    found = _NOT_NOUNS.search(words)
    return (words, "") if found is None else (words[: found.start()],
                                              words[found.start():])  # fmt: skip


def uncounted(words: str) -> bool:
    """Whether a noun has no plural of its own: feedback, written work, teaching.

    >>> uncounted("feedback from other professionals"), uncounted("direct observation")
    (True, False)
    """
    last = _head(words)[0].split(" ")[-1].lower()
    return last in _UNCOUNTED or (last.endswith("ing") and last not in _COUNTED_INGS)


def many(words: str) -> str:
    """The plural of a title, found at its head.

    >>> many("CPD record drawn for review"), many("written work")
    ('CPD records drawn for review', 'records of written work')
    >>> many("“Feedback, families”")
    'of “Feedback, families”'
    """
    if words.startswith("“"):
        return f"of {words}"
    words = re.sub("^(?:an?|the) ", "", words)
    if uncounted(words):
        return f"records of {words}"
    head, rest = _head(words)
    last = head.split(" ")[-1]
    if last.endswith("s") and not last.endswith(("ss", "us", "is")):
        return words
    return f"{plural(head)}{rest}"


def of_many(words: str) -> str:
    """A noun after an amount with a unit: ``18 hours of training``."""
    if words.startswith("“") or uncounted(words):
        return words
    return many(words)


def place_name(id_: str, titles: Titles) -> str:
    """The title of an employer; an id alone is given the capitals of a name.

    >>> place_name("barking-and-dagenham", plain_title)
    'Barking and Dagenham'
    """
    title = titles(id_)
    if not is_plain(title, id_):
        return title
    small = ("and", "of", "the", "upon", "in", "on")
    words = title.split(" ")
    return " ".join(word if word in small else word.capitalize() for word in words)


def names(ids: Iterable[str], titles: Titles, last: str = "and") -> str:
    """Several ids as nouns in a list."""
    return joined([noun(id_, titles) for id_ in ids], last)


def the(words: str) -> str:
    """A noun with the definite article, unless it has one or is a name.

    >>> the("internal panel"), the("the employer"), the("Social Work England")
    ('the internal panel', 'the employer', 'Social Work England')
    """
    first = words.split(" ")[0]
    if first in ("the", "a", "an"):
        return words
    if first[:1].isupper() and first[1:].islower():
        return words  # the name of somebody
    return f"the {words}"
