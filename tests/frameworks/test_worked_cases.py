"""Every worked case that is shipped comes out as it says."""

from pathlib import Path

import pytest

import swcareers as sw

CASES = sorted((Path(__file__).parents[2] / "frameworks" / "cases").glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_the_cases_of_a_file_come_out_as_they_say(path: Path) -> None:
    problems = sw.check_cases(path)
    assert not problems, "\n".join(map(str, problems))
