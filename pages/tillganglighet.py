"""Tillgänglighet: the statement that the law asks for, about these pages and by whoever runs them."""

import os

import streamlit as st

from malkollen import frame, words
from malkollen.words import accessibility
from malkollen.words.language import _, spoken

LAW = "https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/lag-20181937-om-tillganglighet-till-digital_sfs-2018-1937/"
SUPERVISOR = "https://www.digg.se/tdosanmalan"


def setting(name: str) -> str:
    """Return what whoever runs Målkollen has set, or nothing."""
    return os.environ.get(name, "").strip()


def contact_link(contact: str) -> str:
    """Write a contact as a link, where it is an address of mail or of a page."""
    shown = frame.escaped(contact)
    if " " in contact:
        return shown
    if contact.startswith(("https://", "http://")):
        return f"[{shown}]({contact})"
    return f"[{shown}](mailto:{contact})" if "@" in contact else shown


def show_responsible(responsible: str) -> None:
    """Say who is responsible, or that nobody has said so."""
    frame.lead(
        _(
            "{responsible} står bakom den här webbplatsen, Målkollen. Den är delvis förenlig med lagen om "
            "tillgänglighet till digital offentlig service."
        ).format(responsible=responsible)
        if responsible
        else _(
            "Målkollen är delvis förenlig med lagen om tillgänglighet till digital offentlig service. Vem som är "
            "ansvarig för webbplatsen är inte angivet."
        )
    )
    # What a setting is called is for who runs the server.
    if not responsible and frame.may_take_in():
        st.write(
            _(
                "Den som driver webbplatsen anger det med inställningen {setting}. Innan det är gjort är den här "
                "redogörelsen inte fullständig."
            ).format(setting="`MALKOLLEN_RESPONSIBLE`")
        )
    st.write(
        _(
            "Vi vill att alla ska kunna använda sidorna, oavsett funktionsnedsättning och hjälpmedel. Här står "
            "hur de uppfyller [lagen (2018:1937)]({law}), vilka brister som är kända och hur du kan rapportera andra."
        ).format(law=LAW)
    )


def show_state() -> None:
    """Say what works, and for whom."""
    st.header(_("Så tillgängliga är sidorna"), anchor="lage")
    st.markdown(
        "\n".join(
            f"- {text}"
            for text in (
                _("Allt som inte nämns nedan kan göras med tangentbord, och det syns var man är."),
                _("Varje diagram och karta sägs i en mening och har sina värden i en tabell."),
                _(
                    "Inget sägs med bara färg: ord, form eller mönster står bredvid, och talen bakom en delad stapel står i tabellen under den."
                ),
                _(
                    "Text har tillräcklig kontrast där inget annat sägs nedan, och på en telefon läses sidorna utan att bläddra i sidled; bara breda tabeller gör det för sig."
                ),
                _("Sidorna finns på svenska och engelska och säger vilket språk de är på."),
                _("Uppgifterna finns också som [öppna filer]({address}), utan skript.").format(
                    address=f"data/?lang={spoken()}"
                ),
            )
        )
    )
    frame.link("sa_raknar_vi", _("Hur sidorna används med tangentbord står sist på Så räknar vi"))


def show_shortcomings() -> None:
    """Show every known shortcoming, the requirement that it fails, and what stands beside it."""
    st.header(_("Det som inte är tillgängligt"), anchor="brister")
    st.write(
        _(
            "De här bristerna är kända. De beror på Streamlit, programmet som sidorna är byggda med, om inget annat "
            "sägs. Listan är samma som de automatiska testerna prövar sidorna mot."
        )
    )
    frame.wide_table(
        [
            {
                _("Brist"): _(one.what),
                _("Krav"): _("WCAG {criterion}").format(criterion=one.criterion)
                if one.criterion
                else _("god sed"),
                _("I stället"): _(one.instead),
            }
            for one in accessibility.SHORTCOMINGS
        ]
    )
    st.write(
        _(
            "Inget är undantaget som oskäligt betungande. Originaldokumenten ligger hos kommunerna; om de är "
            "tillgängliga svarar respektive kommun för."
        )
    )


def show_method() -> None:
    """Say how and when the pages were tested, and how they were not."""
    st.header(_("Så har sidorna testats"), anchor="test")
    wide, narrow = (words.number(width) for width in accessibility.WIDTHS)
    st.write(
        _(
            "Självskattning. Alla sidor prövas automatiskt med {tool} mot WCAG 2.2 nivå A och AA och god sed, på svenska "
            "och engelska, {wide} och {narrow} punkter breda, vid varje ändring. Rubriker, språk, namn på knappar och "
            "fält, vägen med tangentbord och att den syns prövas för sig. Ingen har prövat sidorna med skärmläsare "
            "eller andra hjälpmedel, och ingen utomstående har granskat dem."
        ).format(tool=accessibility.TESTED_WITH, wide=wide, narrow=narrow)
    )
    st.write(
        _("Senaste bedömningen gjordes {tested}. Redogörelsen ändrades senast {updated}.").format(
            tested=words.date_text(accessibility.TESTED_ON),
            updated=words.date_text(accessibility.UPDATED_ON),
        )
    )


def show_ways(contact: str) -> None:
    """Say where to report a shortcoming, and who supervises."""
    st.header(_("Rapportera brister"), anchor="rapportera")
    if contact:
        st.write(
            _(
                "Hittar du en brist som inte står här, eller behöver du något i en annan form? Hör av dig: {contact}."
            ).format(contact=contact_link(contact))
        )
    else:
        st.write(
            _("Den som driver webbplatsen har inte angett hur brister rapporteras.")
            + (
                " "
                + _("Det görs med inställningen {setting}.").format(setting="`MALKOLLEN_CONTACT`")
                if frame.may_take_in()
                else ""
            )
        )
    st.header(_("Tillsyn"), anchor="tillsyn")
    st.write(
        _(
            "Myndigheten för digital förvaltning (Digg) har tillsyn över att lagen följs. Är du inte nöjd med svaret på "
            "det du rapporterat kan du [anmäla bristen till Digg]({supervisor})."
        ).format(supervisor=SUPERVISOR)
    )


show_responsible(setting("MALKOLLEN_RESPONSIBLE"))
show_state()
show_shortcomings()
show_method()
show_ways(setting("MALKOLLEN_CONTACT"))
