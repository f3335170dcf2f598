"""What every test shares: where things are, how long a property may think."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# A shared or slow machine is no reason to fail, so nothing here has a deadline.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples in every run, so that a red build means a change and not luck.
settings.register_profile(
    "steady", settings.get_profile("house"), derandomize=True, print_blob=True
)
# For a second Python: does it run there at all?  `--hypothesis-profile=quick`
settings.register_profile("quick", settings.get_profile("steady"), max_examples=10)
settings.load_profile("steady" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository, with `frameworks/`, `schemas/` and `docs/`."""
    return ROOT
