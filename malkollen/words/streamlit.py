"""What does Streamlit say by itself, in English always, and what is it in the language that is spoken?

Streamlit has no setting for these words. `{what}` is what differs from time to time: a label, a number. Each is said anew only
where Streamlit says it, so that a document's words that happen to be the same stay as they are.
"""

from dataclasses import dataclass
from typing import Any

from malkollen.words.language import N_, _


@dataclass(frozen=True)
class _Place:
    """Where Streamlit says something: a selector, and the attributes that say it; with none, the text within does.

    No attribute and no text may belong to two places: each would say anew what the other has said, without end.
    """

    where: str
    attributes: tuple[str, ...]
    sayings: dict[str, str]


_PLACES = (
    _Place(
        # What has a name: buttons, links, parts of the page. An option, a chosen value, a column or a table is called by
        # its own words.
        ":not([data-tag], [data-tag] *, [role=option], [role=option] *, [role=listbox], table, summary,"
        " [data-testid=stDataFrameColumnVisibilityMenu] *, [data-testid=stDataFrameStatisticsChart] *)",
        ("aria-label", "title", "alt"),
        {
            "Add files": N_("Lägg till filer"),
            "App pages": N_("Sidor"),
            "Clear all": N_("Ta bort alla val"),
            "Clear selection": N_("Avmarkera"),
            "Clear selection: {what}": N_("Avmarkera: {what}"),
            "Clear value": N_("Ta bort valet"),
            "Close": N_("Stäng"),
            "Close fullscreen": N_("Stäng helskärm"),
            "Close fullscreen: {what}": N_("Stäng helskärm: {what}"),
            "Close Search": N_("Stäng sökningen"),
            "Collapse sidebar": N_("Stäng menyn"),
            "Dataframe column menu": N_("Kolumnens meny"),
            "Dismiss": N_("Stäng"),
            "Distribution histogram": N_("Hur värdena fördelar sig"),
            "Download as CSV": N_("Ladda ner som CSV"),
            "Download as CSV: {what}": N_("Ladda ner som CSV: {what}"),
            "Expand sidebar": N_("Öppna menyn"),
            "file upload": N_("Välj fil"),
            "Fullscreen": N_("Helskärm"),
            "Fullscreen: {what}": N_("Helskärm: {what}"),
            "Help": N_("Hjälp"),
            "Help for {what}": N_("Hjälp om {what}"),
            "Link to heading": N_("Länk till rubriken"),
            "Logo": N_("Målkollen"),
            "Main menu": N_("Huvudmeny"),
            "Navigate to home page": N_("Till startsidan"),
            "Next Result": N_("Nästa träff"),
            "Notifications": N_("Meddelanden"),
            "Open": N_("Öppna"),
            "Previous Result": N_("Föregående träff"),
            "Search": N_("Sök"),
            "Search: {what}": N_("Sök: {what}"),
            "Selected values": N_("Valda"),
            "Show/hide columns": N_("Visa eller dölj kolumner"),
            "Show/hide columns: {what}": N_("Visa eller dölj kolumner: {what}"),
            "Sidebar": N_("Meny"),
            "Stop script": N_("Avbryt"),
            "Top values frequency chart: {what}": N_("De vanligaste värdena: {what}"),
        },
    ),
    _Place("[data-tag] button", ("aria-label",), {"Remove {what}": N_("Ta bort {what}")}),
    _Place("input", ("placeholder",), {"Choose an option": N_("Välj")}),
    _Place(
        "[data-testid=stSkipToContent]",
        (),
        {"Skip to main content": N_("Hoppa till innehållet")},
    ),
    _Place("[data-testid=stTopNavSection]", (), {"{what} more": N_("{what} till")}),
    _Place(
        "[role=option]",
        (),
        {
            "Add: {what}": N_("Lägg till: {what}"),
            "No results": N_("Inget passar"),
            "Select all": N_("Markera alla"),
            "You can only select up to 1 option. Remove an option first.": N_(
                "Det går bara att välja ett. Ta bort det först."
            ),
            "You can only select up to {what} options. Remove an option first.": N_(
                "Det går bara att välja {what}. Ta bort något först."
            ),
        },
    ),
    _Place(
        "[aria-live]",
        (),
        {
            "1 option available.": N_("1 val finns."),
            "{what} options available.": N_("{what} val finns."),
        },
    ),
    _Place(
        "[data-testid=stTooltipContent]",
        (),
        {
            "Close fullscreen": N_("Stäng helskärm"),
            "Download as CSV": N_("Ladda ner som CSV"),
            "Fullscreen": N_("Helskärm"),
            "Search": N_("Sök"),
            "Show/hide columns": N_("Visa eller dölj kolumner"),
        },
    ),
    _Place(
        "[data-testid=stDataFrameColumnVisibilityMenu] > div > :first-child input",
        ("aria-label",),
        {"Select all": N_("Markera alla")},
    ),
    _Place(
        "[data-testid=stDataFrameColumnVisibilityMenu] > div > :first-child",
        (),
        {"Select all": N_("Markera alla")},
    ),
    _Place(
        "[data-testid=stDataFrameColumnMenu] [role=menuitem], [data-testid=stDataFrameColumnFormattingMenu] [role=menuitem]",
        (),
        {
            "Accounting": N_("Bokföring"),
            "Automatic": N_("Automatiskt"),
            "Autosize": N_("Anpassa bredden"),
            "Calendar": N_("Kalender"),
            "Compact": N_("Kort"),
            "Copy column name": N_("Kopiera kolumnens namn"),
            "Distance": N_("Avstånd i tid"),
            "Dollar": N_("Dollar"),
            "Duration": N_("Varaktighet"),
            "Euro": N_("Euro"),
            "Format": N_("Format"),
            "Hide column": N_("Dölj kolumnen"),
            "Localized": N_("Enligt språket"),
            "Percent": N_("Procent"),
            "Pin column": N_("Fäst kolumnen"),
            "Plain": N_("Enkelt"),
            "Scientific": N_("Vetenskapligt"),
            "Sort ascending": N_("Sortera stigande"),
            "Sort descending": N_("Sortera fallande"),
            "Statistics": N_("Statistik"),
            "Unpin column": N_("Lossa kolumnen"),
        },
    ),
    _Place(
        "[data-testid=stDataFrameStatisticsMenu] :not([data-testid=stDataFrameStatisticsChart] *, dd)",
        (),
        {
            "25th percentile": N_("Nedre kvartilen"),
            "75th percentile": N_("Övre kvartilen"),
            "Average": N_("Medelvärde"),
            "Average length": N_("Medellängd"),
            "Based on sample": N_("Ur ett urval av raderna"),
            "Distinct": N_("Olika"),
            "Empty": N_("Tomma"),
            "Maximum": N_("Störst"),
            "Maximum length": N_("Längst"),
            "Median": N_("Median"),
            "Minimum": N_("Minst"),
            "Minimum length": N_("Kortast"),
            "No data": N_("Inga värden"),
            "Range": N_("Spann"),
            "Standard deviation": N_("Standardavvikelse"),
            "Sum": N_("Summa"),
            "Values": N_("Värden"),
        },
    ),
    _Place(
        "[data-testid=stFileUploaderDropzone] button",
        (),
        {"Upload": N_("Välj fil")},
    ),
    _Place(
        ".gdg-search-status",
        (),
        {
            "1 result": N_("1 träff"),
            "Type to search": N_("Skriv för att söka"),
            "over 1000": N_("över 1 000 träffar"),
            "{what} of 1 result": N_("{what} av 1 träff"),
            "{what} of over 1000": N_("{what} av över 1 000 träffar"),
            "{what} of {all} results": N_("{what} av {all} träffar"),
            "{what} results": N_("{what} träffar"),
        },
    ),
)

# All that Streamlit says, with what is said instead, in Swedish.
SAYINGS = {theirs: ours for place in _PLACES for theirs, ours in place.sayings.items()}


def places() -> list[dict[str, Any]]:
    """Return what is said where, in the language that is spoken, as the script in the browser takes it."""
    return [
        {
            "where": place.where,
            "attributes": list(place.attributes),
            "sayings": {theirs: _(ours) for theirs, ours in place.sayings.items()},
        }
        for place in _PLACES
    ]
