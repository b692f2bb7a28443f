"""Labels and lists that every room shares: needs, bouwstenen, kinds, people, conditions and
municipalities.

They are data (`*.tsv` in this folder, one record a line), so that an editor can read and change them; the
loaders refuse a broken line by file and line number. Standard library only, because the rooms that run inside
Rasa (Python 3.10) read the same files as the rooms that face people. The labels are the contract of the domain:
understanding, catalogue, logs, statistics and tests use exactly these names.
"""
