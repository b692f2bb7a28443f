"""The staff of the information point and the chain: who they are, what each may do, and how they log in.

1. `people.py` says which roles and rights there are. 2. `models.py` keeps accounts, sessions and the audit log.
3. `accounts.py` makes and checks accounts; `sessions.py` opens and closes sessions. 4. `desk.py` is the door that every
page below `/bureau` goes through: who is it, may they, is the form really ours, and the frame of the page.
5. `endpoints.py` are the pages of logging in, the accounts and the audit log.
"""
