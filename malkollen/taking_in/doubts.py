"""What must be decided and what is uncertain, and what can be done about it?"""

from collections.abc import Mapping, Sequence

import streamlit as st

from malkollen import frame, intake, words
from malkollen.store import read_table
from malkollen.taking_in.shared import bullets, choose, status_names
from malkollen.taking_in.visit import an_upload, correct_as_chosen, widget
from malkollen.understanding.reading import Doubt
from malkollen.words import found as found_words
from malkollen.words import reading as reading_words
from malkollen.words import taking_in
from malkollen.words.language import _

_MANY_DOUBTS = 6


def show_doubts(found: intake.FoundFile, proposal: intake.Proposal) -> None:
    """Show what must be decided, then what is uncertain by kind, each with what can be done about it."""
    doubts = intake.open_doubts(found.reading, proposal.blocking)
    unsettled = intake.unsettled_words(found.corrections, proposal.blocking)
    must = [one for one in proposal.blocking if one.code != "unknown_status"]
    if not (must or doubts or found.notes or unsettled):
        return
    st.header(_("Att ta ställning till"))
    for one in must:
        st.warning(frame.escaped(taking_in.blocked(one)))
    if unsettled:
        _show_status_words(unsettled)
    for code, alike in doubts.items():
        _show_alike(code, alike, found.reader)
    notes = (reading_words.reader_note(note.code, note.found) for note in found.notes)
    bullets(list(dict.fromkeys(notes)))


def _show_alike(code: str, alike: Sequence[Doubt], reader: str) -> None:
    """Show doubts of one kind, the first few in full, and what can be done about them."""
    lines = [found_words.doubt_line(one, reader) for one in alike]
    bullets(lines[:_MANY_DOUBTS])
    if rest := lines[_MANY_DOUBTS:]:
        more = words.count(len(rest), "till", "till")
        with st.expander(_("Visa {more} av samma slag").format(more=more)):
            bullets(rest)
    st.caption(taking_in.doubt_action(code))


def _show_status_words(unsettled: Mapping[str, Sequence[str]]) -> None:
    """Ask what each unknown word for a status means."""
    names = status_names()
    known = {
        row["status_word"]: row["status_code"] for row in read_table("status_word").to_pylist()
    }
    decided = dict(an_upload().corrected.structure.status_words)
    st.write(_("Ord i statuskolumnen som inte finns i ordlistan. Välj vad vart och ett betyder."))
    for number, (word, near_words) in enumerate(unsettled.items()):

        def decide(
            corrected: intake.Corrected, code: str | None, word: str = word
        ) -> intake.Corrected:
            return intake.with_status_word(corrected, word, code)

        key = widget(f"word_{number}_{word}")
        choose(
            st,
            _("”{word}” betyder").format(word=frame.escaped(taking_in.short(word))),
            {code: names[code] for code in taking_in.nearest_first(list(names), near_words, known)},
            decided.get(word),
            key,
            index=None,
            placeholder=_("Välj status"),
            on_change=correct_as_chosen,
            args=(key, decide),
        )
