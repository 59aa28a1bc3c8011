"""What does a visitor see of key figures on the page Nyckeltal? One module for each question; the page says which is asked.

A view asks the frame for its figures and says them in the language that is spoken. A choice holds a code, never its name,
so that it stays when the language changes.
"""
