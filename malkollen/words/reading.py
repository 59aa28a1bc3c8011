"""How do we say what reading a document found? As whole sentences."""

from typing import Protocol

from malkollen.problems import Problem
from malkollen.words.language import N_, Spoken, _

# What a reader could not read or took away (`blocks.Note`); {found} is what it concerns.
READER_NOTES = Spoken(
    {
        "characters_lost": N_(
            "Vissa tecken gick inte att tyda och visas som \ufffd ({found} stycken)."
        ),
        "hidden_sheet": N_("Bladet ”{found}” är dolt och har inte lästs."),
        "hidden_rows": N_("Dolda rader har inte lästs ({found} stycken)."),
        "hidden_columns": N_("Dolda kolumner har inte lästs ({found})."),
        "date_in_number_column": N_(
            "Cellen {found} är ett datum utan år; det kan ha varit ett tal som 7/10 när den skrevs."
        ),
        "hidden_text": N_("Dold text har inte lästs ({found} ställen)."),
        "formula_without_value": N_(
            "Formeln {found} har inget sparat värde och visas som en tom cell."
        ),
        "image_without_text": N_("En bild utan beskrivning kan inte läsas ({found} stycken)."),
        "page_without_text": N_(
            "Sidan har ingen text som går att läsa; den är troligen inskannad."
        ),
        "quotes_unbalanced": N_("Citattecknen går inte ihop; varje rad har lästs för sig."),
        "unknown_symbol": N_("Ett tecken ur ett symbolteckensnitt gick inte att tyda."),
    }
)

# Why a file cannot be read (`readers.limits.ReadError`), and what to do about it.
READ_PROBLEMS = Spoken(
    {
        "missing_file": N_("Filen ”{file}” finns inte."),
        "not_a_file": N_("”{file}” är ingen fil."),
        "unreadable_file": N_("Filen ”{file}” får inte öppnas."),
        "empty_file": N_("Filen ”{file}” är tom."),
        "unknown_type": N_(
            "Filen ”{file}” är inte av ett slag som kan läsas. Det går att läsa PDF, Word (.docx), "
            "Excel (.xlsx), CSV, webbsidor och ren text."
        ),
        "image": N_("”{file}” är en bild. Läs in dokumentet som det publicerades, med text."),
        "legacy_word": N_(
            "”{file}” är i Words äldre format. Öppna den och spara den som .docx och läs in den filen."
        ),
        "legacy_excel": N_(
            "”{file}” är i Excels äldre format. Öppna den och spara den som .xlsx och läs in den filen."
        ),
        "other_text_format": N_(
            "”{file}” är i ett format som inte läses. Öppna den och spara den som .docx eller PDF."
        ),
        "other_sheet_format": N_(
            "”{file}” är i ett format som inte läses. Öppna den och spara den som .xlsx eller CSV."
        ),
        "password": N_(
            "Filen ”{file}” är skyddad med lösenord. Ta bort skyddet och läs in den igen."
        ),
        "damaged": N_("Filen ”{file}” är skadad och går inte att läsa. Hämta den på nytt."),
        "too_large": N_("Filen ”{file}” är för stor för att läsas."),
        "too_large_unpacked": N_(
            "Filen ”{file}” är för stor för att läsas när den har packats upp."
        ),
        "too_many_cells": N_("Filen ”{file}” innehåller mer än {allowed} celler eller stycken."),
        "too_wide": N_("{where} har {found} kolumner. Högst {allowed} kan läsas."),
        "too_long_line": N_("{where} har {found} tecken i en följd. Högst {allowed} kan läsas."),
        "too_nested": N_(
            "”{file}” har tabeller eller listor inuti varandra i fler nivåer än som kan läsas."
        ),
        "too_many_pages": N_("”{file}” har {found} sidor. Högst {allowed} kan läsas."),
        "scanned": N_(
            "”{file}” består av bilder av sidor och har ingen text. Skaffa originalet som text, eller "
            "låt ett program för texttolkning (OCR) gå över den först."
        ),
        "nothing_to_read": N_("I filen ”{file}” finns ingen text att läsa."),
        "too_slow": N_("Filen ”{file}” tog för lång tid att läsa. Inget har ändrats."),
        "too_much_memory": N_(
            "Filen ”{file}” krävde för mycket minne att läsa. Inget har ändrats."
        ),
    }
)


def read_problem(one: Problem) -> str:
    """Say why a file cannot be read."""
    place = (
        _("”{file}”").format(file=one.file)
        if one.line is None
        else _("Rad {line} i ”{file}”").format(line=one.line, file=one.file)
    )
    return READ_PROBLEMS[one.code].format(
        file=one.file, where=place, found=one.found, allowed=", ".join(one.allowed)
    )


def reader_note(code: str, found: str | None) -> str:
    """Say what a reader could not read or took away."""
    return READER_NOTES[code].format(found=found)


# What is not certain in a reading, and why (`understanding.reading.Doubt`).
DOUBTS = Spoken(
    {
        "no_municipality": N_("Dokumentet säger inte vilken kommun det gäller."),
        "several_municipalities": N_("Flera kommuner nämns; {found} nämns mest."),
        "no_year": N_("Dokumentet säger inte vilket år det gäller."),
        "year_inferred": N_(
            "Året {found} är det som texten oftast nämner; dokumentet säger inte vilket år det gäller."
        ),
        "no_body": N_("Dokumentet säger inte vilken nämnd eller förvaltning det gäller."),
        "no_as_of_date": N_("Dokumentet säger inte per vilket datum statusen gäller."),
        "as_of_inferred": N_(
            "Dokumentet säger inte per vilket datum statusen gäller; det är satt till periodens sista dag."
        ),
        "as_of_differs": N_(
            "Dokumentet säger att statusen gäller per {found}. Datumet som har angetts, {candidates}, används i stället."
        ),
        "unknown_status": N_("Statusordet ”{found}” finns inte i ordlistan."),
        "status_not_readable": N_(
            "Status är bara ett tecken eller en färg ({found}) och går inte att läsa."
        ),
        "unknown_assessment": N_("Bedömningen ”{found}” finns inte i ordlistan."),
        "assessment_not_readable": N_(
            "Bedömningen är bara ett tecken eller en färg ({found}) och går inte att läsa."
        ),
        "colours_only": N_(
            "Dokumentet visar status med färger eller tecken som inte går att läsa."
        ),
        "row_joined": N_("Raden är läst som en fortsättning på raden ovanför."),
        "mark_without_legend": N_(
            "Datumet ”{found}” har ett tecken som dokumentet inte förklarar; det räknas inte som framflyttat."
        ),
        "date_not_read": N_("Datumet ”{found}” går inte att läsa som en dag."),
        "table_not_understood": N_("Tabellens kolumner går inte att tyda: {found}"),
        "column_by_content": N_(
            "Kolumnen ”{found}” är tydd efter vad som står i den, inte efter rubriken."
        ),
        "total_differs": N_("Dokumentet anger {found}; avläsningen ger {candidates}."),
        "figure_not_settled": N_("Talet i ”{found}” går inte att tyda säkert."),
        "target_is_relative": N_("Målet ”{found}” anger en förändring, inte en nivå."),
        "direction_not_told": N_(
            "Målvärdet ”{found}” säger inte om det är ett golv eller ett tak."
        ),
        "budget_not_settled": N_("Talen i ”{found}” kan delas på flera sätt."),
        "budget_differs": N_("Budgetens rader går inte ihop: {found}."),
        "prose_activities": N_(
            "Aktiviteterna står i löpande text; var en slutar och nästa börjar är inte säkert."
        ),
        "no_activities": N_("Inga aktiviteter hittades i dokumentet."),
    }
)


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
