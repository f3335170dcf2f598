"""Where in a file something is written."""

import attrs


@attrs.frozen(order=True)
class Place:
    """One character of a file: what an editor shows as line and column.

    Places are ordered by file, then line, then column.

    Attributes:
        file: the file as it was named to the library; nothing here makes it
            shorter or longer (the command line shows it relative to the folder).
        line: counted from 1.
        column: counted from 1, in characters, a tab being one character.

    >>> str(Place("thurrock.yaml", 12, 5))
    'thurrock.yaml:12:5'
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """`file:line:column`, which editors turn into a link."""
        return f"{self.file}:{self.line}:{self.column}"
