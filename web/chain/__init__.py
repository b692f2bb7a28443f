"""The chain itself (`/bureau/keten`): roles by region, chain partners, and the fill-in lists of 002, bijlage 3.

1. `endpoints.py` joins the pages. 2. `role_pages.py` and `partner_pages.py` say who fills which role; visitors see it
in their next talk. 3. `plan_pages.py` makes plans, prints and exports them; `list_pages.py` are the lists of a plan,
and `list_form.py` reads them and lays them out. 4. `role_form.py` and `choices.py` are what the forms share.
"""
