"""The catalogue for everybody, read only: whole records, and the same as services of Open Referral (HSDS).

1. `asked.py` holds the filters and the statement they make.
2. `public.py` says what of a record everybody may see.
3. `fresh.py` tells a client that what it has is still right (ETag).
4. `endpoints.py` and `hsds.py` are the two faces.
"""
