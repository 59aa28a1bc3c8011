"""Verdicts on goals that stand as lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_blocks import VOCABULARY, blocks, shown, tables

from malkollen.blocks import Heading
from malkollen.understanding.verdicts import labelled_verdict, verdict_line, with_verdicts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Når delvis målet", "partly_met"),
        ("Målet kan uppnås Målet kan uppnås", "met"),
        ("Målet är inte uppfyllt.", "not_met"),
        ("Trenden är oförändrad", None),
        ("Målet är uppfyllt sedan i våras", None),
        ("Ja", None),
        ("", None),
    ],
)
def test_a_line_is_a_verdict_only_where_it_is_nothing_else(text: str, code: str | None) -> None:
    """A line is a verdict only where it is nothing else."""
    found = verdict_line(text, VOCABULARY)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Måluppfyllelse: Delvis uppfyllt", ("måluppfyllelse", "partly_met")),
        ("Bedömning nämnder/bolag: Målet har uppnåtts", ("bedömning nämnder/bolag", "met")),
        ("Bedömning: Nästan framme", ("bedömning", None)),
        ("Status: Uppfyllt", ("status", "met")),
    ],
)
def test_a_label_tells_of_a_verdict(text: str, expected: tuple[str, str | None]) -> None:
    """A label tells of a verdict."""
    found = labelled_verdict(text, VOCABULARY)
    assert found is not None
    assert (found[0], found[1].code) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Måluppfyllelse 1: Fler elever deltar än året före",
        "Status: Pågår",
        "Kommentar: Delvis uppfyllt",
        "Bedömning: Nämnden bedömer att arbetet har kommit en god bit på väg under året som gått.",
    ],
)
def test_what_will_count_or_is_explained_is_no_verdict(text: str) -> None:
    """What will count as fulfilment, an activity's status and a longer text are no verdicts."""
    assert labelled_verdict(text, VOCABULARY) is None


def test_a_verdict_under_a_heading_becomes_a_table_and_the_heading_stays() -> None:
    """A verdict under a heading becomes a table, and the heading stays for what follows."""
    found = with_verdicts(
        blocks("# En trygg kommun", "Når delvis målet", "## Fler vuxna ute", "Når målet", "- Nattvandra"),
        VOCABULARY,
    )  # fmt: skip
    assert shown(found) == [
        "En trygg kommun",
        [["Mål", "Bedömning"], ["En trygg kommun", "Når delvis målet"]],
        "Fler vuxna ute",
        [["Mål", "Bedömning"], ["Fler vuxna ute", "Når målet"]],
        "Nattvandra",
    ]


def test_a_legend_under_a_heading_is_no_verdict() -> None:
    """All verdicts one after the other are a legend."""
    lines = blocks(
        "# En trygg kommun",
        "Målet har uppnåtts",
        "Målet har delvis uppnåtts",
        "Målet har inte uppnåtts",
    )
    assert with_verdicts(lines, VOCABULARY) == lines


def test_the_label_counts_where_a_legend_follows_each_goal() -> None:
    """The labelled verdict counts, and the legend after each goal does not."""
    legend = ("Målet har uppnåtts", "Målet har delvis uppnåtts", "Målet har inte uppnåtts")
    found = with_verdicts(
        blocks(
            "Mål för att: fler ska cykla", "Bedömning: Målet har inte uppnåtts", "Kommentarer:", "Det regnade.", *legend,
            "Mål för att: luften ska bli renare", "Bedömning: Målet har uppnåtts", *legend,
        ),
        VOCABULARY,
    )  # fmt: skip
    assert tables(found) == [
        [["Mål", "Bedömning"], ["Mål för att: fler ska cykla", "Målet har inte uppnåtts"]],
        [["Mål", "Bedömning"], ["Mål för att: luften ska bli renare", "Målet har uppnåtts"]],
    ]
    assert "Det regnade." in shown(found)


def test_an_unknown_word_is_kept_beside_known_ones_only() -> None:
    """An unknown word after a label is a verdict to ask about, where the label carries known ones elsewhere."""
    lines = ("# Mål 1: A blir B", "Måluppfyllelse: Nästintill")
    assert with_verdicts(blocks(*lines), VOCABULARY) == blocks(*lines)
    more = with_verdicts(
        blocks(*lines, "# Mål 2: C blir D", "Måluppfyllelse: Uppfyllt"), VOCABULARY
    )
    assert [rows[1][1] for rows in tables(more)] == ["Nästintill", "Uppfyllt"]


def test_verdicts_of_two_occasions_are_two_columns() -> None:
    """Verdicts of two occasions are two columns."""
    found = with_verdicts(
        blocks("# Fler ska cykla", "Bedömning delår 1: Delvis uppfyllt", "Bedömning bokslut: Uppfyllt"),
        VOCABULARY,
    )  # fmt: skip
    assert tables(found) == [
        [
            ["Mål", "Bedömning delår 1", "Bedömning bokslut"],
            ["Fler ska cykla", "Delvis uppfyllt", "Uppfyllt"],
        ]
    ]


def test_numbered_goals_in_running_text_become_rows() -> None:
    """Numbered goals in running text become rows, and what is told beside them stays."""
    text = (
        "Nämnden har tre mål. Mål 1 - Fler ska läsa. Lånen har ökat. Målet är delvis uppfyllt Mål 2 - Alla ska simma "
        "Målet är uppfyllt Mål 3 - Färre olyckor. Ingen har mätt. 3 Ekonomi Nämnden har ett överskott."
    )
    assert shown(with_verdicts(blocks(text), VOCABULARY)) == [
        "Nämnden har tre mål.",
        [
            ["Mål", "Bedömning"],
            ["Mål 1 - Fler ska läsa", "Målet är delvis uppfyllt"],
            ["Mål 2 - Alla ska simma", "Målet är uppfyllt"],
        ],
        "Lånen har ökat.",
        "Mål 3 - Färre olyckor. Ingen har mätt. 3 Ekonomi Nämnden har ett överskott.",
    ]


def test_two_verdicts_on_one_goal_in_running_text_settle_nothing() -> None:
    """Two different verdicts on one goal in running text settle nothing."""
    lines = blocks(
        "Mål 1 - Fler ska läsa. Målet är uppfyllt Målet är delvis uppfyllt Målet är inte uppfyllt"
    )
    assert with_verdicts(lines, VOCABULARY) == lines


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_lines_end_in_blocks_with_their_headings(lines: list[str]) -> None:
    """Whatever the lines, blocks come out, and every heading is still there."""
    put = blocks(*lines)
    found = with_verdicts(put, VOCABULARY)
    assert [one for one in found if isinstance(one, Heading)] == [
        one for one in put if isinstance(one, Heading)
    ]
