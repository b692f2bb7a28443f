"""`/bureau` and `/bureau/aanbod`: the start page, and the catalogue as staff find it, change it and look back on it.

`start` tells what needs attention, `list_page` finds, `record_page` shows one, `edit` makes and changes, `saving`
brings together what two people did at once, `changing` and `bulk` publish, verify and withdraw, `past` is the history,
`preview` the card as a visitor sees it, with `reading_level` saying how easy it reads.
"""
