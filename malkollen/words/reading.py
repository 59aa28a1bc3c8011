"""How do we say what reading a document found? In Swedish, as whole sentences."""

from typing import Protocol

from malkollen.problems import Problem

# What a reader could not read or took away (`blocks.Note`); {found} is what it concerns.
READER_NOTES = {
    "characters_lost": "Vissa tecken gick inte att tyda och visas som \ufffd ({found} stycken).",
    "hidden_sheet": "Bladet ”{found}” är dolt och har inte lästs.",
    "hidden_rows": "Dolda rader har inte lästs ({found} stycken).",
    "hidden_columns": "Dolda kolumner har inte lästs ({found}).",
    "date_in_number_column": (
        "Cellen {found} är ett datum utan år; det kan ha varit ett tal som 7/10 när den skrevs."
    ),
    "hidden_text": "Dold text har inte lästs ({found} ställen).",
    "formula_without_value": "Formeln {found} har inget sparat värde och visas som en tom cell.",
    "image_without_text": "En bild utan beskrivning kan inte läsas ({found} stycken).",
    "page_without_text": "Sidan har ingen text som går att läsa; den är troligen inskannad.",
    "quotes_unbalanced": "Citattecknen går inte ihop; varje rad har lästs för sig.",
    "unknown_symbol": "Ett tecken ur ett symbolteckensnitt gick inte att tyda.",
}

_SAVE_AS_WORD = "Öppna den och spara den som .docx"
_SAVE_AS_EXCEL = "Öppna den och spara den som .xlsx"

# Why a file cannot be read (`readers.limits.ReadError`), and what to do about it.
READ_PROBLEMS = {
    "missing_file": "Filen ”{file}” finns inte.",
    "not_a_file": "”{file}” är ingen fil.",
    "unreadable_file": "Filen ”{file}” får inte öppnas.",
    "empty_file": "Filen ”{file}” är tom.",
    "unknown_type": (
        "Filen ”{file}” är inte av ett slag som kan läsas. Det går att läsa PDF, Word (.docx), "
        "Excel (.xlsx), CSV, webbsidor och ren text."
    ),
    "image": "”{file}” är en bild. Läs in dokumentet som det publicerades, med text.",
    "legacy_word": f"”{{file}}” är i Words äldre format. {_SAVE_AS_WORD} och läs in den filen.",
    "legacy_excel": f"”{{file}}” är i Excels äldre format. {_SAVE_AS_EXCEL} och läs in den filen.",
    "other_text_format": f"”{{file}}” är i ett format som inte läses. {_SAVE_AS_WORD} eller PDF.",
    "other_sheet_format": f"”{{file}}” är i ett format som inte läses. {_SAVE_AS_EXCEL} eller CSV.",
    "password": "Filen ”{file}” är skyddad med lösenord. Ta bort skyddet och läs in den igen.",
    "damaged": "Filen ”{file}” är skadad och går inte att läsa. Hämta den på nytt.",
    "too_large": "Filen ”{file}” är för stor för att läsas.",
    "too_large_unpacked": "Filen ”{file}” är för stor för att läsas när den har packats upp.",
    "too_many_cells": "Filen ”{file}” innehåller mer än {allowed} celler eller stycken.",
    "too_wide": "{where} har {found} kolumner. Högst {allowed} kan läsas.",
    "too_long_line": "{where} har {found} tecken i en följd. Högst {allowed} kan läsas.",
    "too_nested": "”{file}” har tabeller eller listor inuti varandra i fler nivåer än som kan läsas.",
    "too_many_pages": "”{file}” har {found} sidor. Högst {allowed} kan läsas.",
    "scanned": (
        "”{file}” består av bilder av sidor och har ingen text. Skaffa originalet som text, eller "
        "låt ett program för texttolkning (OCR) gå över den först."
    ),
    "nothing_to_read": "I filen ”{file}” finns ingen text att läsa.",
    "too_slow": "Filen ”{file}” tog för lång tid att läsa. Inget har ändrats.",
    "too_much_memory": "Filen ”{file}” krävde för mycket minne att läsa. Inget har ändrats.",
}


def read_problem(one: Problem) -> str:
    """Say why a file cannot be read."""
    place = f"”{one.file}”" if one.line is None else f"Rad {one.line} i ”{one.file}”"
    return READ_PROBLEMS[one.code].format(
        file=one.file, where=place, found=one.found, allowed=", ".join(one.allowed)
    )


def reader_note(code: str, found: str | None) -> str:
    """Say what a reader could not read or took away."""
    return READER_NOTES[code].format(found=found)


# What is not certain in a reading, and why (`understanding.reading.Doubt`).
DOUBTS = {
    "no_municipality": "Dokumentet säger inte vilken kommun det gäller.",
    "several_municipalities": "Flera kommuner nämns; {found} nämns mest.",
    "no_year": "Dokumentet säger inte vilket år det gäller.",
    "year_inferred": "Året {found} är det som texten oftast nämner; dokumentet säger inte vilket år det gäller.",
    "no_body": "Dokumentet säger inte vilken nämnd eller förvaltning det gäller.",
    "no_as_of_date": "Dokumentet säger inte per vilket datum statusen gäller.",
    "as_of_inferred": "Dokumentet säger inte per vilket datum statusen gäller; det är satt till periodens sista dag.",
    "unknown_status": "Statusordet ”{found}” finns inte i ordlistan.",
    "status_not_readable": "Status är bara ett tecken eller en färg ({found}) och går inte att läsa.",
    "unknown_assessment": "Bedömningen ”{found}” finns inte i ordlistan.",
    "assessment_not_readable": "Bedömningen är bara ett tecken eller en färg ({found}) och går inte att läsa.",
    "colours_only": "Dokumentet visar status med färger eller tecken som inte går att läsa.",
    "row_joined": "Raden är läst som en fortsättning på raden ovanför.",
    "mark_without_legend": "Datumet ”{found}” har ett tecken som dokumentet inte förklarar; det räknas inte som framflyttat.",
    "date_not_read": "Datumet ”{found}” går inte att läsa som en dag.",
    "table_not_understood": "Tabellens kolumner går inte att tyda: {found}",
    "column_by_content": "Kolumnen ”{found}” är tydd efter vad som står i den, inte efter rubriken.",
    "total_differs": "Dokumentet anger {found}; avläsningen ger {candidates}.",
    "figure_not_settled": "Talet i ”{found}” går inte att tyda säkert.",
    "target_is_relative": "Målet ”{found}” anger en förändring, inte en nivå.",
    "direction_not_told": "Målvärdet ”{found}” säger inte om det är ett golv eller ett tak.",
    "budget_not_settled": "Talen i ”{found}” kan delas på flera sätt.",
    "budget_differs": "Budgetens rader går inte ihop: {found}.",
    "prose_activities": "Aktiviteterna står i löpande text; var en slutar och nästa börjar är inte säkert.",
    "no_activities": "Inga aktiviteter hittades i dokumentet.",
}


class _Doubt(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def found(self) -> str | None: ...
    @property
    def candidates(self) -> tuple[str, ...]: ...


def doubt(one: _Doubt) -> str:
    """Say what is not certain."""
    return DOUBTS[one.code].format(
        found=one.found or "–", candidates=", ".join(one.candidates) or "–"
    )
