"""Where the library finds the frameworks and schemas that travel with it."""

from pathlib import Path

import pytest

from swcareers.reading import catalogue


def package(folder: Path, *, shipped: bool) -> Path:
    """An invented install in a folder; with `shipped`, it holds its own copy."""
    inside = folder / "swcareers"
    inside.mkdir(parents=True)
    if shipped:
        (inside / "shipped" / "frameworks").mkdir(parents=True)
    return inside


def test_an_installed_package_uses_what_travels_inside_it(tmp_path: Path) -> None:
    inside = package(tmp_path / "site-packages", shipped=True)
    found = catalogue.shipped_with(inside, "frameworks")
    assert found == inside / "shipped" / "frameworks"


def test_what_only_lies_near_an_installed_package_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "frameworks").mkdir()
    inside = package(tmp_path / "site-packages", shipped=True)
    found = catalogue.shipped_with(inside, "frameworks")
    assert found == inside / "shipped" / "frameworks"


@pytest.mark.parametrize("shipped", [True, False], ids=["with a copy", "without"])
def test_a_source_tree_uses_its_own_files_and_never_an_older_copy(
    tmp_path: Path, shipped: bool
) -> None:
    """After `pip install -e` somebody edits a framework and wants to see it."""
    (tmp_path / "frameworks").mkdir()
    inside = package(tmp_path / "src", shipped=shipped)
    assert catalogue.shipped_with(inside, "frameworks") == tmp_path / "frameworks"


def test_every_shipped_framework_is_found_once_with_its_id_and_edition() -> None:
    found = [(one.id, one.edition) for one in catalogue.shipped()]
    files = list(catalogue.shipped_folder("frameworks").rglob("*.yaml"))
    frameworks = [p for p in files if p.parent.name not in ("cases", "learners")]
    assert len(found) == len(set(found)) == len(frameworks)
    assert all(id_ and edition for id_, edition in found)


def test_the_latest_edition_is_taken_where_none_is_named() -> None:
    listed = catalogue.shipped()
    latest, older = (catalogue.choose(listed, "pcf", e) for e in (None, "2012"))
    assert latest is not None
    assert older is not None
    assert (latest.edition, older.edition) == ("2018", "2012")
    assert catalogue.choose(listed, "pcf", "1066") is None


def test_a_file_beside_comes_before_a_shipped_one_of_the_same_id(
    tmp_path: Path,
) -> None:
    own = tmp_path / "pcf.yaml"
    own.write_text("framework: pcf\nedition: ours\ntitle: Our own\n", "utf-8")
    listed = [*catalogue.beside([tmp_path]), *catalogue.shipped()]
    found = catalogue.choose(listed, "pcf")
    assert found is not None
    assert found.path == own
