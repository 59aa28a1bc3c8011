"""Did key figures reach their own targets, and where are they heading?"""

from collections.abc import Sequence
from functools import partial

import pyarrow as pa
import streamlit as st

from malkollen import charts, export, frame, words
from malkollen.export import tables
from malkollen.frame import Row
from malkollen.key_figures.shared import (
    MOST_COMPARED,
    TARGETS,
    Documents,
    explain,
    show_bullet_list,
    show_download,
    show_rows,
)
from malkollen.words import kpis, taking_out
from malkollen.words.language import _, pgettext


def picture_of_results(heading: str, results: Sequence[Row], documents: Documents) -> frame.Picture:
    """Return what a picture of targets and outcomes needs around it."""
    whose = list(dict.fromkeys(row["municipality"] for row in results))
    years = sorted({row["year"] for row in results})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return frame.Picture(
        heading,
        f"{words.listed(whose)}, {span}",
        kpis.source_line(results, documents),
        (*whose[:MOST_COMPARED], heading, span),
    )


def show_targets(results: Sequence[Row], documents: Documents, *, is_narrowed: bool) -> None:
    """Show each target with its outcome; where nothing is chosen, only those that have an outcome."""
    targets = [row for row in results if row["has_target"]]
    shown = targets if is_narrowed else [row for row in targets if row["has_outcome"]]
    if not any(row["has_outcome"] for row in shown):
        return
    st.header(_("Mål mot utfall"))
    frame.chart(
        charts.kpi_bullet(pa.Table.from_pylist(shown)),
        key="mal_mot_utfall",
        summary=" ".join(kpis.result_sentence(row) for row in shown),
        picture=picture_of_results(_("Mål mot utfall"), shown, documents),
    )
    if len(shown) < len(targets):
        (counts,) = frame.rows("target_counts")
        hidden = kpis.count_targets(counts["without_outcome_count"])
        st.caption(
            _("{targets} utan utfall ritas inte; alla står i tabellen.").format(targets=hidden)
        )
    frame.show_source(kpis.source_line(shown, documents))


def show_trends(results: Sequence[Row], documents: Documents) -> None:
    """Show the key figures that have outcomes for several years."""
    by_kpi: dict[str, list[Row]] = {}
    for row in results:
        by_kpi.setdefault(row["kpi_code"], []).append(row)
    several = {
        code: rows
        for code, rows in by_kpi.items()
        if len({row["year"] for row in rows if row["has_outcome"]}) > 1
    }
    if several:
        st.header(_("Utvecklingen"))
    for code, rows in several.items():
        values = [
            pgettext("dated", "{value} {year}").format(
                value=kpis.outcome_text(row), year=row["year"]
            )
            for row in rows
            if row["has_outcome"]
        ]
        summary = (
            f"{rows[0]['municipality']}, {rows[0]['kpi']}, "
            f"{words.DIRECTIONS[rows[0]['direction']]}: {words.listed(values)}."
        )
        st.write(frame.escaped(summary))
        frame.chart(
            charts.kpi_trend(pa.Table.from_pylist(rows)),
            key=f"utveckling_{code}",
            summary=summary,
            picture=picture_of_results(rows[0]["kpi"], rows, documents),
        )
        frame.show_source(kpis.source_line(rows, documents))


def show_missing(**parameters: str | None) -> None:
    """Show why outcomes of several municipalities are not known, as a list; of one a sentence says it."""
    missing = frame.rows("missing_outcomes", **parameters)
    if missing:
        st.header(_("Varför utfall saknas"))
        show_bullet_list(kpis.missing_sentences(missing))


def offer_results_workbook(results: Sequence[Row], documents: Documents) -> None:
    """Show the button that gives targets and outcomes year by year as a workbook, which is not the sheet one can keep."""
    ids = {row[f"{side}_document_id"] for row in results for side in ("target", "outcome")}
    used = [row for document_id, row in documents.items() if document_id in ids]
    figures = list(dict.fromkeys(row["kpi"] for row in results))
    told = figures[0] if len(figures) == 1 else words.count(len(figures), "nyckeltal", "nyckeltal")
    frame.offer_workbook(
        taking_out.Taken(
            title=taking_out.title(_("Nyckeltal"), frame.choice().municipality, None),
            grain=_("ett mål, ett utfall eller båda, av ett nyckeltal ett år"),
            scope=[
                (_("Kommun"), "; ".join(dict.fromkeys(row["municipality"] for row in results))),
                (pgettext("column", "Nyckeltal"), told),
            ],
            row_count=len(results),
            sources=[
                *taking_out.document_sources(used),
                (_("Alla källor"), kpis.source_line(results, documents)),
            ],
            definitions=("target",),
        ),
        partial(tables.results, results),
        file_name=taking_out.file_name(
            frame.choice().municipality,
            _("Nyckeltal"),
            figures[0] if len(figures) == 1 else None,
            kind="xlsx",
        ),
    )


def show_results(results: Sequence[Row], documents: Documents, **parameters: str | None) -> None:
    """Show every target and outcome with its verdict, distance and place, and the same as the sheet one can keep."""
    if not results:
        return
    st.header(_("Alla mål och utfall"))
    is_one = parameters.get("municipality_code") is not None
    # One layout for all, so that what is folded has the columns of what is not.
    show_rows(kpis.result_rows(results, is_one_municipality=is_one))
    if kpis.is_any_judged(results):
        st.caption(_("Avståndet är i nyckeltalets egen enhet; plus är bättre än målet."))
    frame.show_source(kpis.source_line(results, documents))
    explain(TARGETS)
    answer = frame.asked("kpi_results", **parameters)
    whose = results[0]["municipality"] if is_one else None
    figure = results[0]["kpi"] if parameters.get("kpi_code") else None
    file_name = partial(taking_out.file_name, whose, _("Mål och utfall"), figure)
    with st.container(horizontal=True):
        offer_results_workbook(results, documents)
        # Bounds and Kolada's values have no place in the sheet; where there is nothing else, there is no sheet.
        if export.has_figures(answer):
            show_download(
                _("Som eget blad (Excel)"),
                file_name(kind="xlsx"),
                partial(export.figures_xlsx, answer),
            )
            show_download(
                _("Som eget blad (CSV)"),
                file_name(kind="csv"),
                partial(export.figures_csv, answer),
            )
