"""The pages of a notebook: readable, escaped, without scripts, whole in themselves."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from reports_by_hand import ON, answer, item, owner, report, side, thurrock

from swcareers.framework.framework import Framework
from swcareers.presenting.handbook_text import handbook_text
from swcareers.presenting.html import document_html, framework_html, report_html
from swcareers.presenting.text import report_text
from swcareers.queries.answers import FrameworkRead, Notice, Run, SourceShown, Step
from swcareers.queries.report import Report
from swcareers.reading.loading import load_framework
from swcareers.values.text import width

VOID = {"br", "line", "circle", "meta"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "]]><!--",
    "&lt;b&gt;&amp;",
    "javascript:alert(1)",
    "{0.__class__} %s {{7*7}}",
]


class Page(HTMLParser):
    """What a browser would make of a page: its tags, attributes and words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words of the page in a row."""
        return " ".join(" ".join(self.words).split())


def whole(words: str) -> Report:
    """A report in which every text of a file is these words."""
    odd = answer(
        words, "not_yet", words, "1", "3", id=words, sentence=words, note=words,
        because=words, who=words, place=words, set_by=(words,), marks={words: words},
        sources=(SourceShown(publisher=words, title=words, date=words, clause=words,
                             url=words),),
        counted=(item(words, words, words), item(words, None, words, words)),
        left_out=(item(words, None, words, words),), met_on=words, label=None,
        parts=(answer(words, "not_yet", words, label=words, because=words),),
    )  # fmt: skip
    out = answer(words, "not_applicable", words, because=words, id="out")
    return report(
        reference=words, post=words, note=words, as_of=words, sentence=words,
        framework=FrameworkRead(id=words, edition=words, title=words, digest=words),
        version=words, marks=(words,),
        runs=(
            Run(programme=words, title=words, start=words, moved_by=(words,)),
            attrs.evolve(thurrock().runs[0], title=words, moved_by=(words,)),
        ),
        support=side("support", owner(words, odd, out), owner(words, odd)),
        attention=(Notice(id=words, title=words, side="support", message=words),),
        coming=(Step(what=words, who=words, planned=words),),
        for_people=(Step(what=words, who=words),),
        unused=tuple(attrs.evolve(one, message=words, place=words, hint=words)
                     for one in thurrock().unused),
    )  # fmt: skip


def is_harmless(page: str) -> Page:
    """Nothing runs, nothing is loaded, every tag is closed and is one of ours."""
    seen = Page(page)
    assert not seen.open
    assert {tag for tag, _ in seen.tags} <= {
        "section", "style", "header", "footer", "p", "br", "b", "span", "a", "div",
        "dl", "dt", "dd", "ul", "li", "h2", "h3", "h4", "h5", "code", "details",
        "summary", "svg", "title", "line", "circle", "text",
    }  # fmt: skip
    for tag, keys in seen.tags:
        assert not [key for key in keys if key.startswith("on")]
        assert not {"src", "style", "srcset", "action", "formaction"} & set(keys)
        if "href" in keys:
            assert tag == "a"
            assert re.match(r"https?://", keys["href"] or "")
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    return seen


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_of_a_record_become_markup(words: str) -> None:
    page = is_harmless(report_html(whole(words)))
    assert words in page.text


def test_only_addresses_of_the_web_become_links() -> None:
    def links(url: str) -> list[str | None]:
        source = SourceShown(title="LGA", url=url)
        one = answer("A", "met", "in place", sources=(source,))
        page = is_harmless(
            report_html(report(support=side("support", owner("A", one))))
        )
        return [keys.get("href") for tag, keys in page.tags if tag == "a"]

    assert links("https://example.org/a?b=1&c=2") == ["https://example.org/a?b=1&c=2"]
    assert links("javascript:alert(1)") == []
    assert links("data:text/html,x") == []


def test_the_page_says_all_that_the_text_says() -> None:
    page = is_harmless(report_html(thurrock())).text
    shown = report_text(thurrock(), width=110, full=True)
    drawing = set("━─┃●◐○·\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")
    words = {word.strip(".,;:()") for word in shown.split() if not drawing & set(word)}
    heads = {"Does", "What", "about"}  # of lists that have other heads in a notebook
    assert words - {word.strip(".,;:()") for word in page.split()} <= heads


def test_every_rule_opens_to_the_block_behind_it() -> None:
    page = is_harmless(report_html(thurrock()))
    rows = [keys for tag, keys in page.tags if tag == "details"]
    assert len(rows) == 9 + 9 + 1 + 1 + 1  # both sides, out, unused, doubts
    assert not [keys for keys in rows if "open" in keys]
    assert "observer should be on the register of social workers" in page.text


def test_the_line_of_the_year_has_a_text_beside_it() -> None:
    page = is_harmless(report_html(thurrock()))
    (svg,) = [keys for tag, keys in page.tags if tag == "svg"]
    assert svg["role"] == "img"
    assert "Month 3, 1 September: done late;" in (svg["aria-label"] or "")
    assert len([tag for tag, _ in page.tags if tag == "circle"]) == 4


def test_the_signs_are_not_read_aloud_and_the_words_are() -> None:
    page = report_html(thurrock())
    signs = re.findall(r"<span([^>]*)>[●◐○]</span>", page)
    assert len(signs) == 18
    assert all('aria-hidden="true"' in sign for sign in signs)
    assert "(partly evidenced, 1 of 3)" in unescape(page)


def test_a_printed_page_shows_what_is_folded() -> None:
    page = report_html(thurrock())
    printed = page[page.index("@media print") :]
    assert "details-content" in printed


def test_every_rule_of_the_style_stays_inside_the_page() -> None:
    page = report_html(thurrock())
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    style = re.sub(r"@(media|container)[^{]*\{", "", style)
    selectors = re.findall(r"(?:^|\})\s*([^{}]+)\{", style)
    assert len(selectors) > 20
    for selector in selectors:
        for one in selector.split(","):
            assert one.strip().startswith(".swc"), one


def test_colours_come_from_the_page_around() -> None:
    page = report_html(thurrock())
    style = page[page.index("<style>") : page.index("</style>")]
    assert not re.search(r":\s*(#|rgb|red|green|white|black)", style)


def test_an_empty_report_is_a_page_too() -> None:
    page = is_harmless(report_html(report()))
    assert "Nothing needs attention" in page.text
    assert not [tag for tag, _ in page.tags if tag in ("svg", "details")]


# --- a framework ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def thurrocks() -> Framework:
    return load_framework("thurrock")


def test_a_framework_is_a_quiet_card(thurrocks: Framework) -> None:
    page = is_harmless(framework_html(thurrocks, ON))
    assert page.text.startswith("Thurrock Social Work Academy thurrock")
    assert "inherited rules" in page.text
    assert "At least 3 direct observations." in page.text
    assert "What is unsure" in page.text


def riverside(words: str) -> dict[str, Any]:
    """A small framework in which every text is these words."""
    return {
        "framework": "riverside",
        "edition": "2026",
        "title": words,
        "about": {"publisher": words, "aims": [words, {"what": words}]},
        "note": words,
        "sources": {"page": {"publisher": words, "title": words, "date": "2026"}},
        "source": "page",
        "support": [{"id": "fees", "title": words, "confirmation": words,
                     "note": words}],
        "learning": {"talks": {"title": words, "provider": words, "note": words}},
    }  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_of_a_framework_become_markup(words: str) -> None:
    page = is_harmless(framework_html(load_framework(riverside(words)), ON))
    assert words in page.text


@pytest.mark.parametrize("wide", [60, 80, 120])
@pytest.mark.parametrize("name", ["asye", "peps", "newham", "credit-framework"])
def test_a_handbook_never_runs_beyond_the_width(name: str, wide: int) -> None:
    text = handbook_text(load_framework(name), ON, wide)
    assert max(map(width, text.splitlines())) <= wide
    assert "\n\n\n\n" not in text


def test_a_handbook_tells_every_rule_in_a_sentence(thurrocks: Framework) -> None:
    text = " ".join(handbook_text(thurrocks, ON, 110).split())
    for words in (
        "It builds on pcf (2018), asye (2022),",
        "At least 3 direct observations.",
        "A supervision session every week until week 6, every two weeks until month 6,",
        "Confirmed: access to training opportunities.",
        "“Enhanced supervision” is told in our words.",
        "Inherited: Practice educator at stage 1;",
        "It is completed by the decision “Outcome of the year”.",
    ):
        assert words in text


def test_a_plain_handbook_has_signs_that_every_code_page_has() -> None:
    assert handbook_text(load_framework("asye"), ON, 80, plain=True).isascii()


def test_a_handbook_says_whether_the_framework_is_in_force() -> None:
    plain = {**riverside("A"), "from": "2026-09-01", "until": "2027-09-01"}
    book = load_framework(plain)
    words = "from 1 September 2026 until the day before 1 September 2027."
    text = " ".join(handbook_text(book, ON, 100).split())
    assert f"In force on this day: {words}" in text
    assert f"In force {words}" in " ".join(handbook_text(book, None, 100).split())


@pytest.mark.parametrize("words", HOSTILE)
def test_a_document_of_its_own_is_as_harmless_and_plain_ascii(words: str) -> None:
    """Kept, mailed or printed, it reads the same however letters are spelled there."""
    page = document_html(words, [report_html(whole(words)), report_html(thurrock())])
    assert page.isascii()
    head, body = page.split("<body>")
    assert head.startswith('<!doctype html>\n<html lang="en-GB">')
    assert [tag for tag, _ in Page(head + "</html>").tags] == [
        "html", "head", "meta", "meta", "title", "style",
    ]  # fmt: skip
    seen = is_harmless(body.removesuffix("</body>\n</html>\n"))
    assert words in seen.text
    assert "●" in seen.text
