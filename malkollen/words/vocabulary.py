"""Which labels does the database hold that are ours to say in another language?

Families, statuses, verdicts and reasons as `data/reference` has them, the units of key figures, and the kinds of
municipality that SKR (the association of municipalities and regions) tells apart. Each kind of label is
a context of its own in the catalogue: "Utgår" is a family (dropped) and a status (cancelled).
"""

from malkollen.words.language import P_

# Kind and label. A test holds the first four kinds against data/reference, with their English.
VOCABULARY = (
    P_("family", "Genomfört"),
    P_("family", "Pågår"),
    P_("family", "Efter plan"),
    P_("family", "Ej påbörjat"),
    P_("family", "Utgår"),
    P_("family", "Ej rapporterat"),
    P_("status", "Genomförd"),
    P_("status", "Genomförd med avvikelse"),
    P_("status", "Pågår enligt plan"),
    P_("status", "Pågår"),
    P_("status", "Pågår löpande"),
    P_("status", "Avviker från plan"),
    P_("status", "Pausad"),
    P_("status", "Delvis genomförd"),
    P_("status", "Ej genomförd"),
    P_("status", "Ej påbörjad"),
    P_("status", "Kvarstår"),
    P_("status", "Utgår"),
    P_("status", "Ej rapporterad"),
    P_("assessment", "Uppnått"),
    P_("assessment", "Delvis uppnått"),
    P_("assessment", "Ej uppnått"),
    P_("assessment", "Ej bedömt"),
    P_("reason", "Pandemin"),
    P_("reason", "Bemanning"),
    P_("reason", "Ändrad lag"),
    P_("reason", "Inväntar annat"),
    P_("reason", "Omformulerad"),
    P_("reason", "Ingår i annan aktivitet"),
    P_("reason", "Kräver mer arbete"),
    P_("reason", "Förlängd"),
    P_("unit", "antal"),
    P_("unit", "gram per portion"),
    P_("unit", "index"),
    P_("unit", "kronor"),
    P_("unit", "månader"),
    P_("unit", "poäng"),
    P_("unit", "procent"),
    P_("unit", "rang"),
    P_("unit", "timmar"),
    P_("unit", "värde"),
    # What the intake writes where a document does not tell.
    P_("unit", "okänd enhet"),
    P_("skr_group", "Landsbygdskommun med besöksnäring"),
    P_("skr_group", "Landsbygdskommun, ej nära större stad"),
    P_("skr_group", "Lågpendlingskommun nära större stad"),
    P_("skr_group", "Mindre stad/tätort"),
    P_("skr_group", "Pendlingskommun nära mindre tätort"),
    P_("skr_group", "Pendlingskommun nära storstad"),
    P_("skr_group", "Pendlingskommun nära större stad"),
    P_("skr_group", "Storstäder"),
    P_("skr_group", "Större stad"),
)
