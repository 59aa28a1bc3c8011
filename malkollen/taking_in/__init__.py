"""What does a visitor see and change on the page Läs in? One module for each part of it; the page says in which order.

A part shows what the intake found, in the words of the language that is spoken, and tells the intake what was corrected.
A choice holds a code, never its name, so that it stays when the language changes; nothing is said in a callback, which
runs before the frame has settled the language.
"""
