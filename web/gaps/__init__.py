"""What is missing, for the kwaliteitsbewaker, and who offers what, for a referrer.

1. `bands.py` makes every count that is shown a count in tens. 2. `asking.py` reads what is looked at from an address.
3. `figures.py` sums what visitors asked for. 4. `supply.py` lays the catalogue beside it: which kinds are missing.
5. `endpoints.py` are the pages of that, `referral.py`, `sheet.py` and `referral_pages.py` the card of referrals.
"""
