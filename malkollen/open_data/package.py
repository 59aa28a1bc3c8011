"""What is each table, column and key, and where does it come from? The tables in, a data package's description out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from malkollen.open_data.files import FORMATS
from malkollen.open_data.tables import Column, ForeignKey, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

Facts = Mapping[str, Any]

_TYPES = {
    "varchar": "string",
    "integer": "integer",
    "bigint": "integer",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
}

_MIT = {
    "name": "MIT",
    "path": "https://opensource.org/license/mit",
    "title": "MIT-licensen: Målkollens egen sammanställning av fakta",
}
_KOLADA = {
    "path": "https://www.kolada.se",
    "title": "Kolada (RKA): fri användning, ange källan; ange inte Kolada som källa till egna beräkningar",
}
# Each licence, and the word that says in the terms of a reference table that it is under it.
_LICENCES = {
    "LICENSE": _MIT,
    "CC BY 4.0": {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Erkännande 4.0: värden ur Kolada som hämtats av RISE och följer med Målkollen",
    },
    "CC0": {
        "name": "CC0-1.0",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
        "title": "Creative Commons CC0 1.0: länens namn",
    },
    "Kolada": _KOLADA,
}
_KOLADA_SOURCE = {
    "title": "Kolada, Rådet för främjande av kommunala analyser (RKA)",
    "path": "https://www.kolada.se",
    "terms": _KOLADA["title"],
}

# The files in data/reference that a table's facts come from. A table that is not here is made from the documents.
_REFERENCE = {
    "assessment": ("assessments",),
    "assessment_word": ("assessment_words",),
    "committee": ("committees", "committee_words"),
    "kpi": ("kpis", "national_kpis"),
    "municipality": ("municipalities",),
    "national_group": ("national_groups", "national_topics"),
    "national_group_member": ("national_groups",),
    "national_kpi": ("national_kpis", "national_topics"),
    "national_revision": ("national_kpis",),
    "national_series_break": ("national_series_breaks",),
    "national_summary": ("national_values", "national_summaries"),
    "national_summary_fact": ("national_summaries",),
    "national_value": ("national_values",),
    "reason": ("reasons",),
    "reference_source": ("sources",),
    "status": ("statuses",),
    "status_family": ("status_families",),
    "status_word": ("status_words",),
}

# As Kolada's terms ask: what others compute is not to be said to be Kolada's.
_COMPUTED_SOURCE = _KOLADA_SOURCE | {"title": "Egen beräkning på uppgifter från Kolada (RKA)"}

# What is computed on values from Kolada.
_COMPUTED = frozenset({"national_summary", "national_summary_fact"})
# What holds values from Kolada beside what documents and sheets say.
_WITH_KOLADA = frozenset({"kpi_result"})
# What controllers keep in sheets of their own; each row says its own source.
_OWN = frozenset({"figure_sheet", "own_figure"})

_TITLE = "Målkollen: vad svenska kommuner lovade och vad som blev av det"
_DESCRIPTION = (
    "Mål, aktiviteter, status, framflyttningar, nyckeltal och utfall ur kommuners egna uppföljningar, och nationella "
    "nyckeltal ur Kolada, i en gemensam form. Mål, aktiviteter och tal säger var i dokumentet de stod. Formuleringar och kommentarer ur "
    "dokument som lästs in tillhör den som gav ut dokumentet. Beskrivningarna av tabeller och kolumner är på engelska."
)
_KEYWORDS = ("kommuner", "uppföljning", "mål", "nyckeltal", "Kolada", "öppna data")


def _constraints(column: Column) -> dict[str, Any]:
    found = {
        "required": column.is_required or None,
        "unique": column.is_unique or None,
        "enum": list(column.allowed) or None,
        "pattern": column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    return {name: value for name, value in found.items() if value is not None}


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "any"),
        "description": column.meaning,
    }
    if column.is_required and field["type"] == "string":
        # Nothing is missing in such a column: an empty cell is an empty text.
        field["missingValues"] = []
    constraints = _constraints(column)
    return field | {"constraints": constraints} if constraints else field


def _foreign_key(key: ForeignKey, table: Table) -> dict[str, Any]:
    # A table that refers to itself says so with an empty name: readers of the first version of the standard need it.
    resource = "" if key.table == table.name else key.table
    return {
        "fields": list(key.columns),
        "reference": {"resource": resource, "fields": list(key.table_columns)},
    }


def _schema(table: Table) -> dict[str, Any]:
    found = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
        "uniqueKeys": [list(key) for key in table.unique_keys],
        "foreignKeys": [_foreign_key(key, table) for key in table.foreign_keys],
    }
    return {name: value for name, value in found.items() if value}


def _document_source(document: Facts) -> dict[str, Any]:
    """Return a document as a source: whose it is, its title and year, where it was published where that is known."""
    title = f"{document['municipality']}: {document['title']} ({document['year']})"
    address = document["published_at"] or ""
    is_address = address.startswith(("https://", "http://"))
    return {
        "title": title,
        "municipality": document["municipality"],
        "year": document["year"],
    } | ({"path": address} if is_address else {})


def _is_from_kolada(table: Table) -> bool:
    """Say whether a table may hold what was fetched from Kolada, beside what came along."""
    return table.name.startswith("national_") or table.name in _WITH_KOLADA


def _sources(
    table: Table, documents: Sequence[dict[str, Any]], references: Sequence[Facts]
) -> list[dict[str, Any]]:
    """Return where a table's rows come from: reference tables, Kolada, or else the documents."""
    found = [{"title": row["source"], "terms": row["licence"]} for row in references]
    is_of_documents = table.name not in _REFERENCE and table.name not in _OWN
    if is_of_documents:
        found += documents
    if table.name in _COMPUTED:
        return [*found, _COMPUTED_SOURCE]
    return [*found, _KOLADA_SOURCE] if _is_from_kolada(table) else found


def _licences(table: Table, references: Iterable[Facts]) -> list[dict[str, str]]:
    """Return the licences of a table, after the terms of the reference tables that it comes from."""
    terms = "; ".join(row["licence"] for row in references) or "LICENSE"
    found = [licence for word, licence in _LICENCES.items() if word in terms]
    if _is_from_kolada(table) and _KOLADA not in found:
        found.append(_KOLADA)
    return found


def _resource(
    table: Table, documents: Sequence[dict[str, Any]], references: Mapping[str, Facts]
) -> dict[str, Any]:
    rows = [references[name] for name in _REFERENCE.get(table.name, ()) if name in references]
    resource = {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": f"{table.meaning}.",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "doubleQuote": True,
            "header": True,
        },
        "rowCount": table.row_count,
        "alternatives": [
            {"path": f"{table.name}.{one.name}", "format": one.name, "mediatype": one.media_type}
            for one in FORMATS.values()
            if one.name != "csv"
        ],
        "schema": _schema(table),
        "sources": _sources(table, documents, rows),
        "licenses": _licences(table, rows),
    }
    return {name: value for name, value in resource.items() if value not in ([], "")}


def describe(
    tables: Iterable[Table],
    *,
    created: datetime,
    documents: Iterable[Facts],
    references: Iterable[Facts],
) -> dict[str, Any]:
    """Return the description of all tables as a data package (Frictionless, version 2).

    `created` is when the database was built, in UTC; `documents` and `references` are the answers of the questions
    `documents` and `reference_sources`. Each table is a resource in CSV; its other formats stand under `alternatives`.
    """
    own = [_document_source(row) for row in documents]
    by_table = {row["table_name"]: row for row in references}
    return {
        "$schema": PROFILE,
        "name": "malkollen",
        "title": _TITLE,
        "description": _DESCRIPTION,
        "keywords": list(_KEYWORDS),
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": list(_LICENCES.values()),
        "sources": [*own, _KOLADA_SOURCE],
        "resources": [_resource(table, own, by_table) for table in tables],
    }
