"""The registry of websites that may show the chat: what each may do, and what is kept about it.

1. `record.py`: one website as everybody else sees it, and the rules a record must keep.
2. `models.py`, `store.py`: its tables, and the one way to read and change them.
3. `registry.py`: all of them in memory, so that a request never waits for the database to know its partner.
"""
