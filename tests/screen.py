"""What a visitor sees of a page, read through the app's script."""

import html
import re
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from malkollen.locations import ROOT


def open_page(name: str, **parameters: str | list[str]) -> AppTest:
    """Run a page with parameters in its address; fail where it raises."""
    app = AppTest.from_file(str(ROOT / "malkollen" / "app.py"), default_timeout=30)
    app.switch_page(f"../pages/{name}.py")
    for parameter, value in parameters.items():
        app.query_params[parameter] = value
    app.run()
    assert not app.exception
    assert not app.error
    return app


def plain(text: str) -> str:
    """Return a text as it is read: without escapes and hard spaces."""
    return re.sub(r"\\(.)", r"\1", text).replace("\u00a0", " ")


def bodies(app: AppTest) -> list[str]:
    """Return the page's own HTML: its answer and its tables."""
    return [element.proto.body for element in app.main if element.type == "html"]


def _read(markup: str) -> str:
    return plain(html.unescape(re.sub(r"<[^>]+>", "", markup)))


def lead(app: AppTest) -> str:
    """Return the page's first sentence."""
    return _read(bodies(app)[0])


def remarks(app: AppTest) -> list[str]:
    """Return the page's remarks: what a reader must know before the figures."""
    return [_read(body) for body in bodies(app) if 'class="remark"' in body]


def texts(app: AppTest) -> str:
    """Return all running text, captions, and names with values of the page."""
    facts = [_read(line) for body in bodies(app) for line in re.findall(r"<dt>.*?</dd>", body)]
    told = [plain(text.value) for text in (*app.markdown, *app.caption, *app.warning)]
    return "\n".join([*told, *facts])


def buttons(app: AppTest) -> list[str]:
    """Return the keys of the page's own buttons: without the one for the other language."""
    return [button.key for button in app.button if button.key not in (None, "annat-sprak")]


def ways(app: AppTest) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """Return what the links in texts and tables say, each with its page and parameters."""
    found = {}
    for body in bodies(app):
        for address, text in re.findall(r'<a href="([^"]+)">(.*?)</a>', body):
            page, _mark, query = html.unescape(address).partition("?")
            found[_read(text)] = (page, parse_qs(query))
    return found


def headings(app: AppTest) -> list[str]:
    """Return the headings under the title."""
    return [plain(heading.value) for heading in app.header]


def wide_tables(app: AppTest, heading: str) -> list[list[dict[str, str]]]:
    """Return all tables whose first column has a heading, a row per row."""
    found = []
    for body in bodies(app):
        rows = [
            [_read(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body)
        ]
        if rows and rows[0][0] == heading:
            found.append([dict(zip(rows[0], row, strict=True)) for row in rows[1:]])
    return found


def wide_table(app: AppTest, heading: str) -> list[dict[str, str]]:
    """Return the first table whose first column has a heading; empty where there is none."""
    return next(iter(wide_tables(app, heading)), [])
