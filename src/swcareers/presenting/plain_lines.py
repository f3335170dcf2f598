"""Lines of text for a terminal: wrapped, indented, nothing cut, nothing unprintable."""

from collections.abc import Iterable
from textwrap import wrap

from swcareers.values.text import safe

NARROWEST, WIDEST = 40, 110
POINTER = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"


class Lines:
    """A page of text that grows from the top.

    Args:
        wide: columns of the terminal; under 40 is read as 40.
        plain: words only, no symbols.
    """

    def __init__(self, wide: int = 80, *, plain: bool = False) -> None:
        self.wide = max(NARROWEST, min(wide, WIDEST))
        self.plain = plain
        self.lines: list[str] = []

    def say(self, text: str, indent: int = 1, *, first: str | None = None) -> None:
        """A text in lines; the first may begin otherwise than the others."""
        if not text:
            return
        lead = " " * indent
        start = lead if first is None else first
        self.lines += wrap(
            " ".join(safe(text).split()),
            width=self.wide - 1,
            initial_indent=start,
            subsequent_indent=" " * max(indent, len(start)),
            break_on_hyphens=False,
        )

    def gap(self) -> None:
        """An empty line, never two, and none at the top."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def head(self, left: str, right: str) -> None:
        """Two texts at both ends of a line; under each other where they do not fit."""
        gap = self.wide - 2 - len(left) - len(right)
        if gap >= 2:
            self.lines.append(f" {safe(left)}{' ' * gap}{safe(right)}")
        else:
            self.say(left)
            self.say(right)

    def item(self, text: str, indent: int = 3, sign: str = "·") -> None:
        """One of several: behind a sign, or a hyphen where only words are wanted."""
        mark = "-" if self.plain else sign
        self.say(text, indent + 2, first=f"{' ' * indent}{mark} ")

    def rows(self, pairs: Iterable[tuple[str, str]], indent: int = 3) -> None:
        """Pairs of a short label and a text, the texts under each other."""
        listed = list(pairs)
        column = min(
            max((len(label) for label, _ in listed), default=0), self.wide // 3
        )
        for label, text in listed:
            if len(label) > column:
                self.say(label, indent)
                self.say(text, indent + column + 2)
            else:
                lead = f"{' ' * indent}{safe(label):<{column}}  "
                self.say(text or " ", indent + column + 2, first=lead)

    def text(self) -> str:
        """The page, with a line end after every line."""
        lines = [line.rstrip() for line in self.lines]
        while lines and not lines[-1]:
            lines.pop()
        shown = "\n".join(lines) + "\n"
        return shown.translate(_PLAIN) if self.plain else shown


_PLAIN = str.maketrans(
    {
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{MIDDLE DOT}": "-",
        "\N{RIGHTWARDS ARROW}": "->",
        "\N{POUND SIGN}": "GBP ",
    }
)
