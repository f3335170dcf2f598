"""What is found in a record, each with its place.

Records are personal. A message names ids and keys, never a date, a person or what
somebody wrote.
"""

from collections.abc import Sequence
from typing import Any, Literal

from swcareers.reading.document import Document, pointer
from swcareers.values.problems import Problem

Path = tuple[str | int, ...]


class Notes:
    """The problems of one record, as they are met."""

    def __init__(self, document: Document | None) -> None:
        """Begin with nothing.

        Args:
            document: the file; None: problems have a pointer and no place.
        """
        self.problems: list[Problem] = []
        self._document = document

    def error(self, code: str, message: str, path: Path, hint: str) -> None:
        """Say what cannot be used as it stands."""
        self._say(code, message, path, hint, "error")

    def warning(self, code: str, message: str, path: Path, hint: str) -> None:
        """Say what is doubtful."""
        self._say(code, message, path, hint, "warning")

    def _say(
        self,
        code: str,
        message: str,
        path: Path,
        hint: str,
        severity: Literal["error", "warning"],
    ) -> None:
        if self._document is None:
            problem = Problem(
                code=code,
                message=message,
                pointer=pointer(path),
                hint=hint,
                severity=severity,
            )
        else:
            problem = self._document.problem(
                code, message, path, hint=hint, severity=severity
            )
        self.problems.append(problem)

    def moved(self, section: str, entries: Sequence[Any]) -> bool:
        """Whether entries of a section could not be read, so that others moved up.

        Their places in the file are then not those in the record.
        """
        if self._document is None:
            return False
        written = self._document.data.get(section)
        return isinstance(written, list) and len(written) != len(entries)
