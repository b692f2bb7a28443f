"""The chain itself (`/bureau/keten`): roles by region, and the fill-in lists of 002, bijlage 3."""
