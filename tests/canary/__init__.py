"""The canary: the whole program with marked people and marked words, and a search of all that it leaves behind.

`make canary`: a browser is patient, proxy, staff and administrator, goes everywhere, sends every form, valid and wrong,
and meets a database that refuses. What every process has said, what Postgres has written, what has been said to Valkey,
addresses, referers, titles, headers, cookies and error pages are searched for the marks. None may be there.

`make canary ARGS=--leak` plants leaks, which must be found: it shows that the canary can fail.
"""
