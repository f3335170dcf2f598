"""What meeting rules gives, to whom, and in which variant."""

from typing import Any

import pytest

import swcareers as sw

GRANT: dict[str, Any] = {
    "framework": "small",
    "title": "Small",
    "illustrative": "all",
    "stages": {"nqsw": {"title": "Newly qualified"}},
    "entitlements": {
        "grant": {
            "title": "Grant",
            "to": "employer",
            "gives": [{"money": "2000 GBP"}],
            "variants": [
                {
                    "when": {"in_place": "posts", "where": {"setting": "voluntary"}},
                    "gives": [{"money": "3000 GBP"}],
                }
            ],
            "requires": [{"id": "in-post", "in_place": "nqsw"}],
        }
    },
}


@pytest.mark.parametrize(
    ("setting", "gives"),
    [
        ({"setting": "council"}, ("It gives 2000 GBP.",)),
        ({"setting": "voluntary"}, ("It gives 3000 GBP.",)),
        ({}, ()),
    ],
)
def test_an_entitlement_gives_what_its_variant_says(
    setting: dict[str, str], gives: tuple[str, ...]
) -> None:
    post = {"stage": "nqsw", "from": "2025-09-01", **setting}
    record = sw.load_record({"record": "x", "posts": [post]})
    report = sw.report(record, sw.load_framework(GRANT), on="2026-06-01")
    (found,) = report.entitlements
    assert found.words == "due, on these rules"
    assert found.gives == gives
    assert (found.because is None) is bool(gives)
