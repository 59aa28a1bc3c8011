"""Key figures in the rows of tables."""

from small_blocks import VOCABULARY

from malkollen.blocks import Content, Paragraph, Spot, Table, plain, row
from malkollen.understanding import understand
from malkollen.understanding.reading import Given, ReadKpi


def _kpis(*rows: tuple[str, ...]) -> list[ReadKpi]:
    """Return the key figures of a document of 2023 with one table."""
    spot = Spot(row=1)
    table = Table(
        rows=tuple(row(texts, Spot(row=number)) for number, texts in enumerate(rows, start=3))
    )
    title = Paragraph(line=plain("Uppföljning 2023, Katrineholms kommun"), spot=spot)
    content = Content(reader="docx", blocks=(title, table))
    return list(understand(content, Given(), VOCABULARY).kpis)


def test_a_comment_may_give_the_outcomes_of_its_row_another_year() -> None:
    """A comment may give the outcomes of its row, not its targets, another year."""
    found = _kpis(
        ("Indikator", "Målvärde", "Utfall", "Kommentar"),
        ("Sjukfrånvaro (%)", "högst 6", "5,6", "Utfallet avser 2022."),
        ("Nöjda (%)", "minst 80", "78", "Arbetet från 2021 har gått vidare."),
    )
    assert [(one.kind, one.value, one.year) for one in found] == [
        ("target", 6, 2023), ("outcome", 5.6, 2022), ("target", 80, 2023), ("outcome", 78, 2023),
    ]  # fmt: skip


def test_a_unit_before_the_value_is_its_unit() -> None:
    """A unit before the value is its unit."""
    found = _kpis(("Indikator", "Utfall", "Riket"), ("Företagsklimat", "rank 59", "rank 60"))
    assert [(one.value, one.unit) for one in found] == [(59, "rank")]


def test_a_target_in_words_has_a_direction_and_no_number() -> None:
    """A target in words has a direction and no number; what may go either way has none."""
    found = _kpis(
        ("Indikator", "Mål 2023"),
        ("Andel behöriga lärare", "ska öka"), ("Sjukfrånvaro", "Minska"), ("Cyklister", "Fler än 2022"),
        ("Meritvärde", "Ska förbättras"), ("Kostnad", "ska inte öka"), ("Elever per lärare", "Under 12"),
    )  # fmt: skip
    assert [(one.name, one.direction, one.value) for one in found] == [
        ("Andel behöriga lärare", "increase", None), ("Sjukfrånvaro", "decrease", None),
        ("Cyklister", "increase", None), ("Elever per lärare", None, 12),
    ]  # fmt: skip
