"""Made-up people in made-up places, each showing one situation. Written by the same verbs that care uses.

Numbers of identity are Skatteverket's test numbers, phone numbers lie in PTS' ranges for fiction (domain.md 7).
"""
