"""What is not accessible here, and what stands beside it? The statement shows this list, and the tests hold it to be the whole truth.

A violation that axe-core finds and that is not here fails a test, and so does a shortcoming here that is found no longer.
"""

from dataclasses import dataclass
from datetime import date

from malkollen.words.language import N_

# When all pages were last gone through, and with what.
TESTED_ON = date(2026, 11, 29)
UPDATED_ON = date(2026, 11, 29)
TESTED_WITH = "axe-core 4.12.1"
# The widths of window at which every page is tested, in pixels.
WIDTHS = (1280, 390)


@dataclass(frozen=True)
class Shortcoming:
    """Something that does not meet the law's requirements, or good practice, and why.

    `rule` is the rule of axe-core that finds it, None where only a person notices; `found_by` is where in a page it is, as
    a selector; `criterion` is that of WCAG 2.1, None for good practice.
    """

    rule: str | None
    found_by: str
    criterion: str | None
    what: str
    instead: str


SHORTCOMINGS = (
    Shortcoming(
        rule=None,
        found_by="[data-testid=stDataFrame] canvas",
        criterion="2.1.1",
        what=N_(
            "Menyn för en kolumn i rutnätet på Aktiviteter, som sorterar, fäster och döljer, öppnas bara med mus eller "
            "pekskärm."
        ),
        instead=N_(
            "Knappen ”Visa eller dölj kolumner” nås med tangentbord. Samma rader går att ladda ner till Excel och sortera "
            "där."
        ),
    ),
    Shortcoming(
        rule=None,
        found_by="[data-testid=stDataFrame] canvas",
        criterion="2.1.1",
        what=N_(
            "Knapparna i rutnätet på Aktiviteter, som öppnar en aktivitets historia, trycks bara med mus eller pekskärm."
        ),
        instead=N_(
            "Listan ”En aktivitets historia” under rutnätet öppnar samma, med samma nummer."
        ),
    ),
    Shortcoming(
        rule=None,
        found_by="[data-testid=stDataFrame] canvas",
        criterion="1.4.12",
        what=N_(
            "Rutnätet på Aktiviteter är en ritad yta: texten i det går inte att ändra till egna färger, typsnitt och avstånd."
        ),
        instead=N_(
            "Under rutnätet finns samma rader som enkel tabell, och de går att ladda ner till Excel."
        ),
    ),
    Shortcoming(
        rule=None,
        found_by="[data-testid=stDataFrame] canvas",
        criterion="1.4.3",
        what=N_(
            "Strecket som i rutnätet på Aktiviteter står där en uppgift saknas har för svag kontrast."
        ),
        instead=N_("I den enkla tabellen under rutnätet har det samma färg som annan text."),
    ),
    Shortcoming(
        rule=None,
        found_by="[data-testid=stSidebar]",
        criterion="2.4.3",
        what=N_(
            "När menyn öppnas med tangentbord i ett smalt fönster leder Tab till sidan bakom den."
        ),
        instead=N_("Skift + Tab leder in i menyn, och Esc stänger den."),
    ),
    Shortcoming(
        rule=None,
        found_by="[data-testid=stPlotlyChart] .js-plotly-plot",
        criterion="2.1.1",
        what=N_("Rutan med ett värde som visas över ett diagram nås bara med mus eller pekskärm."),
        instead=N_(
            "Varje diagram sägs i en mening, och alla dess värden står i en tabell under ”Visa som tabell” eller bredvid."
        ),
    ),
    Shortcoming(
        rule=None,
        found_by="html[lang=en] [data-testid=stSelectbox]",
        criterion="3.1.2",
        what=N_(
            "På de engelska sidorna är det som kommer ur dokumenten (titlar, mål, nämnder) kvar på svenska. I de flesta "
            "tabeller är det märkt som svenska, men inte där det står tillsammans med engelska ord, som i anmärkningar, "
            "platser i dokument och meningar, och inte i rutnätet, i diagram, i fällbara rubriker, i länkar till andra sidor "
            "och i listor att välja ur. Det läser en skärmläsare med engelskt uttal."
        ),
        instead=N_("De svenska sidorna har samma innehåll."),
    ),
    Shortcoming(
        rule=None,
        found_by="[data-testid=stFileUploader]",
        criterion="4.1.2",
        what=N_(
            "I rutnätet på Läs in, där det som lästs rättas, har rutan för en cell inget namn, och status läses upp som en "
            "kod i stället för med sitt ord."
        ),
        instead=N_(
            "Under rutnätet rättas en aktivitet i ett formulär, ”Rätta …”, med namn och ord."
        ),
    ),
    Shortcoming(
        rule=None,
        found_by="[data-testid=stSelectbox]",
        criterion=None,
        what=N_("En lista att välja ur ligger utanför sidans landmärken medan den är öppen."),
        instead=N_("Den öppnas, läses och stängs från sitt fält, som ligger i sidan."),
    ),
    Shortcoming(
        rule="presentation-role-conflict",
        found_by="[data-testid=stFileUploaderDropzone]",
        criterion=None,
        what=N_(
            "Ytan där filer släpps på Läs in är märkt som utsmyckning men har ett namn, vilket är mot god sed."
        ),
        instead=N_("Knappen bredvid väljer en fil och fungerar med tangentbord och skärmläsare."),
    ),
)
