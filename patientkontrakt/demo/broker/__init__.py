"""The demo's identity provider: allauth's own, in a process of its own, with a page where one chooses who to be.

It stands where a broker for BankID, Freja and SITHS stands for real, and speaks the same OpenID Connect. It is a Django
project apart: other settings, a file for a database, nobody else's data.
"""
