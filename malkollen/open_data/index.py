"""What can be fetched? The tables in, a plain page out that needs no script, in either language."""

from collections.abc import Mapping, Sequence
from html import escape

from malkollen import words
from malkollen.open_data.files import FORMATS
from malkollen.open_data.tables import Table
from malkollen.words.language import LANGUAGES, SWEDISH, _, spoken

_STYLE = """
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 46rem; color: #111; background: #fff;
  font: 1rem/1.5 "Source Sans", "Source Sans 3", system-ui, sans-serif; overflow-wrap: break-word; }
header { display: flex; justify-content: space-between; gap: 1rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 1rem 0; color: #123f6d; }
h2 { font-size: 1.4rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1.05rem; margin: 0; }
a { color: #0b5394; text-underline-offset: 0.15em; }
a:focus-visible { outline: 3px solid #0b5394; outline-offset: 2px; }
code { font-size: 0.9em; }
ul { list-style: none; margin: 0; padding: 0; }
.tables > li { border-top: 1px solid #d0d7de; padding: 0.75rem 0; }
.tables p { margin: 0.15rem 0; }
.meaning { color: #595959; }
.files { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.files a { display: inline-block; padding: 0.2rem 0; }
"""

# In steps of a thousand, as drives are sold and downloads shown.
_UNITS = ("kB", "MB", "GB", "TB")


def size_text(size: int) -> str:
    """Write a number of bytes as people read it: 81 kB, 2,4 MB."""
    if size < 1000:
        return words.count(size, "byte", "byte")
    value, step = size / 1000, 0
    # What would be rounded to a thousand is one of the next.
    while round(value) >= 1000 and step < len(_UNITS) - 1:
        value, step = value / 1000, step + 1
    decimals = 1 if step > 0 and round(value, 1) < 10 else 0
    return f"{words.number(value, decimals)}{words.SPACE}{_UNITS[step]}"


def _entry(table: Table, size: int) -> str:
    rows = words.count(table.row_count, "rad", "rader")
    columns = words.count(len(table.columns), "kolumn", "kolumner")
    name = "" if table.title == table.name else f" <code>{escape(table.name)}</code>"
    amount = _("{rows}, {columns}, ungefär {size} som CSV").format(
        rows=rows, columns=columns, size=size_text(size)
    )
    links = "".join(
        f'<li><a href="{escape(table.name)}.{one.name}">{escape(table.name)}.{one.name}</a></li>'
        for one in FORMATS.values()
    )
    return (
        f'<li id="{escape(table.name)}"><h3>{escape(table.title)}{name}</h3>'
        f'<p class="meaning" lang="en">{escape(table.meaning)}.</p>'
        f"<p>{escape(amount)}</p>"
        f'<ul class="files">{links}</ul></li>'
    )


def _home(language: str) -> str:
    """Return the way from the list to the app's start page, in a language."""
    return "../" if language == SWEDISH else f"../?lang={language}"


def _other_languages() -> str:
    """Write the ways to the same list in the other languages, each named in its own."""
    return "".join(
        f'<a lang="{language}" hreflang="{language}" href="?lang={language}">{escape(name)}</a>'
        for language, name in LANGUAGES.items()
        if language != spoken()
    )


def index_page(tables: Sequence[Table], *, sizes: Mapping[str, int], built: str) -> str:
    """Return the page that lists every table with what a row is, how much there is and where it lies.

    `sizes` is bytes as CSV by table; `built` is the day of the build as it is to be read.
    """
    entries = "\n".join(_entry(table, sizes[table.name]) for table in tables)
    about = _(
        "Uppgifterna bakom sidorna finns att hämta som filer: {tables}, var och en som CSV, JSON och Parquet. "
        "Adresserna är fasta, och innehållet är alltid det som sidorna visar nu, byggt {date}."
    ).format(tables=words.count(len(tables), "tabell", "tabeller"), date=built)
    package = escape(
        _(
            "{file} beskriver varje tabell och kolumn, hur tabellerna hänger ihop, källor och villkor, så att program "
            "kan läsa det (Data Package)."
        )
    ).format(file='<a href="datapackage.json">datapackage.json</a>')
    writing = _(
        "CSV: komma mellan cellerna, decimalpunkt, UTF-8, datum som 2022-08-31; en tom cell är ett värde som saknas. "
        "Texterna står exakt som i tabellen, så öppna inte CSV-filen direkt i ett kalkylprogram: en text som börjar med "
        "likhetstecken skulle kunna köras som en formel. Rader för Excel laddas ner från sidan Aktiviteter. "
        "JSON: en lista med ett objekt per rad. Parquet: med kolumnernas typer, komprimerad med zstd."
    )
    whose = _(
        "Formuleringar och kommentarer ur dokument tillhör den som gav ut dokumentet. Nationella nyckeltal kommer från "
        "Kolada (RKA): ange källan. Det som räknats ut på dem är Målkollens egen beräkning."
    )
    title, how = escape(_("Öppna data")), escape(_("Så är filerna skrivna"))
    tables_title = escape(_("Tabeller"))
    meanings = escape(_("Tabellernas beskrivningar är på engelska."))
    return f"""<!doctype html>
<html lang="{spoken()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Målkollen</title>
<link rel="describedby" type="application/json" href="datapackage.json">
<style>{_STYLE}</style>
</head>
<body>
<header><a href="{_home(spoken())}">Målkollen</a>{_other_languages()}</header>
<main>
<h1>{title}</h1>
<p>{escape(about)}</p>
<p>{package}</p>
<h2>{how}</h2>
<p>{escape(writing)}</p>
<p>{escape(whose)}</p>
<h2>{tables_title}</h2>
<p>{meanings}</p>
<ul class="tables">
{entries}
</ul>
</main>
</body>
</html>
"""
