"""The fill-in lists of a chain (002, bijlage 3): who takes part, in which role, with which instruments and actions.

1. `layout.py` says which lists there are, with the document's own words. 2. `models.py` keeps plans and their rows.
3. `plans.py` makes and changes a plan; `rows.py` keeps rows, without one person undoing what another did meanwhile.
4. `offer.py` fills the lists of instruments from the catalogue. 5. `workbook.py` writes it all as XLSX, in the
same form.
"""
