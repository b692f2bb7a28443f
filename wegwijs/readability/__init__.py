"""Whether what visitors read is plain enough: every text is collected, measured and held against floors.

1. `collect` finds every text a visitor can meet, with its file, line and name;
2. `words` and `score` measure one text: sentences, words, syllables, the Flesch-Douma score;
3. `avoid.tsv` names words that are not plain, `floors.tsv` what each group of texts must reach;
4. `gate` says what is not as it should be, `report` prints it (`wegwijs check-texts`).
"""
