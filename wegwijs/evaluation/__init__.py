"""How well the trained pipeline understands people, measured again and again: read, score, report, floors, history.

1. `sentences` takes labelled sentences from TSV files (`lines`), about needs (`read`) or of danger (`danger`), and
   refuses what is broken, by file and line.
2. `score` compares the answers of contract 1 with the labels of needs, `danger` with those of danger; `result` has all
   figures.
3. `report` puts the figures in words and tables.
4. `floors` says which figure fell below what was agreed; `history` keeps one line a run.
5. `run` does it all; `wegwijs evaluate` and `make evaluate` call it.

The sentences are never trained on (CONTRIBUTING.md).
"""
