"""How many questions of placement are held against trying everything."""

from math import ceil

import pytest

EVERY_TIME = 3_000


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/rules/allocation --many-placements 50000` for a long run."""
    parser.addoption(
        "--many-placements",
        type=int,
        default=EVERY_TIME,
        metavar="N",
        help="how many generated questions of placement are compared with brute force",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Share the questions out among the flavours, some to each test."""
    if "flavour" not in metafunc.fixturenames or "seeds" not in metafunc.fixturenames:
        return
    from placing_cases import SOURCES

    wanted = int(metafunc.config.getoption("--many-placements", None) or EVERY_TIME)
    each = ceil(wanted / len(SOURCES))
    block = 50
    metafunc.parametrize(
        ("flavour", "seeds"),
        [
            pytest.param(
                flavour,
                range(first, min(first + block, each)),
                id=f"{flavour}-{first}",
            )
            for flavour in SOURCES
            for first in range(0, each, block)
        ],
    )
