"""Framework files as they were read, and what does not fit between them."""

from collections.abc import Callable
from typing import Literal

import attrs

from swcareers.framework.model import FrameworkFile
from swcareers.rules.requirement import Rule
from swcareers.values.places import Place

Path = tuple[str | int, ...]


@attrs.frozen
class Loaded:
    """One framework file and how to find a place in it.

    Attributes:
        place: file, line and column of a path of keys in it; None without a file.
        digest: a fingerprint of its content.
    """

    file: FrameworkFile
    digest: str
    place: Callable[[Path], Place | None]


@attrs.frozen
class Trouble:
    """Something that does not fit between the files: a code, where, and why."""

    code: str
    framework: str
    path: Path
    message: str
    hint: str | None = None
    severity: Literal["error", "warning"] = "error"


@attrs.frozen(eq=False)
class Written:
    """A rule as one file wrote it: where, and who."""

    rule: Rule
    framework: str
    at: Path
