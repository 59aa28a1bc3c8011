"""What does the nation measure? Kolada's API v3 -> the user's own record, as `malkollen.national` keeps it.

Regions' own values are left out of the series: what is kept is the 290 municipalities and the nation. The client library
koladapy (1.0.1) was looked at and not taken: it goes on past batches that failed, and so loses values without a word.
"""
