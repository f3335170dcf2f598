"""Pages that are made and not written, and small touches on those that are written.

mkdocs calls the functions named `on_...`. Nothing is left on the disk: a generated
page exists only in the built site, so it cannot be older than what it was made from.
"""

import html
import re
from pathlib import Path
from typing import Any

import answers
import language
import names
import problems
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ("framework", "record", "cases")


def on_config(config: MkDocsConfig) -> None:
    """Write out `folder/*` in the navigation as the pages of that folder."""

    def spread(entry: Any) -> Any:
        if isinstance(entry, list):
            return [spread(part) for part in entry]
        if isinstance(entry, dict):
            return {title: spread(part) for title, part in entry.items()}
        if isinstance(entry, str) and entry.endswith("/*"):
            folder = Path(config.docs_dir) / entry.removesuffix("/*")
            pages = sorted(folder.glob("*.md"), key=lambda p: (p.stem != "index", p))
            return [
                {short_title(p): p.relative_to(config.docs_dir).as_posix()}
                for p in pages
            ]
        return entry

    def kept(entry: Any) -> bool:
        return not (isinstance(entry, dict) and list(entry.values()) == [[]])

    config.nav = [
        {
            title: [part for part in parts if kept(part)]
            if isinstance(parts, list)
            else parts
            for title, parts in entry.items()
        }
        for entry in spread(config.nav)
    ]


def short_title(page: Path) -> str:
    """What a page of a folder is called beside its neighbours: `Tower Hamlets`."""
    if page.stem == "index":
        return "All of them"
    return page.stem.replace("-", " ").title().replace(" And ", " and ")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages that are made from the schemas, the code and the change list."""

    def add(path: str, text: str) -> None:
        written = files.get_file_from_path(path)
        if written is not None:
            files.remove(written)
        files.append(File.generated(config, path, content=text))

    for name in SCHEMAS:
        schema = ROOT / "schemas" / f"{name}.json"
        # If it is missing, the navigation says so in strict mode.
        if schema.exists():
            add(f"reference/{name}.md", language.page(schema))
    add("reference/report.md", answers.page(ROOT / "schemas" / "report.json"))
    add("reference/python.md", names.page())
    add("changes.md", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    add("problems.md", problems.index())
    for code, text in problems.pages(ROOT).items():
        add(f"problems/{code}.md", text)


KEY = re.compile(r"(?m)(^\s*(?:- )*|(?<=\{)|(?<=, ))([\w/-]+)(:)(?=\s|$)")
COMMENT = re.compile(r"(?m)(^|(?<=\s))(#.*)$")


def on_page_content(content: str, **_: Any) -> str:
    """Colour YAML and console examples, and let wide tables scroll by themselves."""
    content = re.sub(
        r'(<code class="language-yaml">)(.*?)(</code>)', _yaml, content, flags=re.S
    )
    content = re.sub(
        r'(<code class="language-console">)(.*?)(</code>)', _typed, content, flags=re.S
    )
    content = content.replace("<table>", '<div class="wide"><table>')
    return content.replace("</table>", "</table></div>")


def _yaml(found: re.Match[str]) -> str:
    lines = []
    for line in html.unescape(found[2]).split("\n"):
        comment = COMMENT.search(line)
        cut = comment.start(2) if comment else len(line)
        code = html.escape(line[:cut], quote=False)
        code = KEY.sub(r'\1<span class="key">\2</span>:', code)
        note = html.escape(line[cut:], quote=False)
        lines.append(code + (f'<span class="note">{note}</span>' if note else ""))
    return found[1] + "\n".join(lines) + found[3]


def _typed(found: re.Match[str]) -> str:
    marked = re.sub(r"(?m)^(\$ .*)$", r'<span class="typed">\1</span>', found[2])
    return found[1] + marked + found[3]
