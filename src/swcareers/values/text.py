"""Small rules of plain English that messages and reports share."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

# Words of the field whose plural no rule of spelling gives.
_PLURALS = {
    "analysis": "analyses",
    "basis": "bases",
    "child": "children",
    "criterion": "criteria",
    "evidence": "evidence",
    "feedback": "feedback",
    "half": "halves",
    "learning": "learning",
    "leave": "leave",
    "person": "people",
    "sickness": "sickness",
    "supervision": "supervisions",
    "training": "training",
}
_LONGEST_GUESSED = 48  # longer "words" are sentences: nobody mistyped a key


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most probably is a slip of, or None.

    Case, spaces, hyphens and underscores are not counted as different; one slip
    is allowed in every three letters (a letter missing, added, changed, or two
    swapped). Between equally near words the first of the alphabet is taken.

    >>> did_you_mean("evidance", ["event", "evidence"])
    'evidence'
    >>> did_you_mean("Applies when", ["applies_when", "unless"])
    'applies_when'
    >>> did_you_mean("banana", ["event", "evidence"]) is None
    True
    """
    if not word or len(word) > _LONGEST_GUESSED:
        return None
    wanted = _folded(word)
    best: tuple[int, bool, str] | None = None
    for candidate in known:
        folded = _folded(candidate)
        allowed = max(1, max(len(wanted), len(folded)) // 3)
        if min(len(wanted), len(folded)) < 3:
            allowed = 0  # any two-letter word is one slip from any other
        if abs(len(folded) - len(wanted)) > allowed:
            continue
        slips = _slips(wanted, folded)
        if slips <= allowed:
            found = (slips, folded[:1] != wanted[:1], candidate)
            best = found if best is None else min(best, found)
    return None if best is None else best[2]


def _folded(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")


def _slips(one: str, other: str) -> int:
    """How many letters are missing, added, changed or swapped with the next."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        current = [i]
        for j, wanted in enumerate(other, 1):
            least = min(
                previous[j] + 1,
                current[j - 1] + 1,
                previous[j - 1] + (letter != wanted),
            )
            swapped = (
                i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            )
            if swapped:
                least = min(least, before[j - 2] + 1)
            current.append(least)
        before, previous = previous, current
    return previous[-1]


def joined(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence, with `last` before the last of them.

    >>> joined(["a", "b", "c"], "and")
    'a, b and c'
    >>> joined(["a", "b"], "or")
    'a or b'
    """
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def plural(word: str) -> str:
    """The plural of a word, or of the head of a phrase.

    >>> plural("progress review"), plural("piece of evidence"), plural("entry")
    ('progress reviews', 'pieces of evidence', 'entries')
    """
    head, of, rest = word.partition(" of ")
    before, space, last = head.rpartition(" ")
    return f"{before}{space}{_plural_of_one_word(last)}{of}{rest}"


def _plural_of_one_word(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.isupper() and len(word) > 1:  # GBP, CPD, ECTS: units and initials
        return word
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"


def number(value: int | Fraction | Decimal) -> str:
    """A number as people write it: a decimal when it ends, else a fraction.

    >>> number(Fraction(3, 2)), number(Fraction(1, 3)), number(Decimal("2.50"))
    ('1.5', '1/3', '2.5')
    """
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(exact)
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    return format(decimal.normalize(), "f")


def counted(count: int | Fraction | Decimal, word: str) -> str:
    """A number with its word, in the plural unless there is exactly one.

    >>> counted(1, "session"), counted(3, "person"), counted(Fraction(3, 2), "hour")
    ('1 session', '3 people', '1.5 hours')
    """
    return f"{number(count)} {word if count == 1 else plural(word)}"


def shown(text: str, at_most: int = 60) -> str:
    """A piece of somebody's text in quotation marks, short and safe to print.

    Line breaks and tabs become spaces; characters that cannot be seen, or that
    would steer a terminal, become a full stop in the middle of the line.

    >>> shown("Rights and justice")
    '"Rights and justice"'
    >>> shown("a" * 50, at_most=10)
    '"aaaaaaaaa…"'
    """
    line = safe(" ".join(text.split())) if text.strip() else safe(text)
    if len(line) > at_most:
        line = f"{line[: at_most - 1].rstrip()}…"
    return f'"{line}"'


def safe(line: str) -> str:
    """One line of text with every character that cannot be seen made visible.

    The result has as many characters as `line`, so that columns stay right: a
    tab becomes an arrow, a space of any kind a space, all else that does not
    print a middle dot.

    >>> safe("a\\tb\\x1b[31m")
    'a→b·[31m'
    """
    if line.isprintable():
        return line
    return "".join(_safe_character(letter) for letter in line)


def _safe_character(letter: str) -> str:
    if letter == "\t":
        return "→"
    if letter.isprintable():
        return letter
    return " " if unicodedata.category(letter) == "Zs" else "·"


def width(line: str) -> int:
    """How many columns of a terminal a line takes.

    >>> width("café"), width("日本")
    (4, 4)
    """
    if line.isascii():
        return len(line)
    total = 0
    for letter in line:
        if not unicodedata.combining(letter):
            total += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return total
