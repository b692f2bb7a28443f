"""The catalogue: instruments that fit a need, the roles of the chain and its partners.

1. `record.py` says what an instrument's record is (contract 3) and refuses what is wrong, with the reason in Dutch.
2. `models.py` keeps records in the database; `matches.py` is the flat index that search reads.
3. `search.py` fetches a bounded set of candidates that may be shown; `ranking.py` chooses and says why.
4. `freshness.py` knows when a record is visible and when it has gone unverified too long.
5. `roles.py` finds who fills a role (informatiepunt, casusregisseur ...) in a region.
6. `transfer/` brings records in and out (YAML, CSV, JSON) and checks the whole.
"""
