"""What every test shares: where things are, how long a property may think."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parents[1]

# A shared or slow machine is no reason to fail, so nothing here has a deadline.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples in every run, so that a red build means a change and not luck. A
# failure is not made smaller there, which can take minutes: it says how to repeat it.
settings.register_profile(
    "steady",
    settings.get_profile("house"),
    derandomize=True,
    print_blob=True,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
# For a second Python: does it run there at all?  `--hypothesis-profile=quick`
QUICK = 10
settings.register_profile("quick", settings.get_profile("steady"), max_examples=QUICK)
settings.load_profile("steady" if os.environ.get("CI") else "house")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """In a quick run no property takes more examples, whatever it asks for itself."""
    if config.getoption("--hypothesis-profile") != "quick":
        return
    for item in items:
        test = getattr(item, "obj", None)
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if own is not None:
            fewer = settings(own, max_examples=min(own.max_examples, QUICK))
            test._hypothesis_internal_use_settings = fewer


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository, with `frameworks/`, `schemas/` and `docs/`."""
    return ROOT
