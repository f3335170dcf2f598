"""The bytes of a file, never more than a framework can need."""

from swcareers.reading.document import SourceError
from swcareers.values.places import Place
from swcareers.values.problems import Problem

MAX_BYTES = 2_000_000  # the largest published framework has 60,000
_MOST = 64_000  # almost every file has fewer: room for more takes longer than reading


def bytes_of(name: str, suffix: str) -> bytes:
    """What a file holds; of one that is too large, a little more than is allowed.

    Args:
        name: the path.
        suffix: how it ends, in small letters.

    Raises:
        SourceError: there is no such file, it cannot be opened, or its name is not
            that of a YAML or JSON file.
    """
    if suffix not in (".yaml", ".yml", ".json"):
        message = "only files whose name ends in .yaml, .yml or .json are read"
        raise refusal(name, "SWC102", message)
    try:
        with open(name, "rb") as file:
            begun = file.read(_MOST)
            if len(begun) < _MOST:
                return begun
            return begun + file.read(MAX_BYTES + 1 - _MOST)
    except FileNotFoundError:
        raise refusal(name, "SWC101", "there is no such file") from None
    except IsADirectoryError:
        raise refusal(name, "SWC101", "this is a folder, not a file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        message = f"the file cannot be opened: {reason}"
        raise refusal(name, "SWC101", message) from None


def check_size(name: str, held: str | bytes) -> None:
    """Refuse what is larger than a framework can need.

    Raises:
        SourceError: there are more than `MAX_BYTES` of it.
    """
    if len(held) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        raise refusal(name, "SWC103", message, "divide it into several files")


def refusal(name: str, code: str, message: str, hint: str | None = None) -> SourceError:
    """The error for a file that is refused as a whole."""
    place = Place(name, 1, 1)
    return SourceError([Problem(code=code, message=message, place=place, hint=hint)])
