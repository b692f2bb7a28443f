"""How easy a Dutch text reads, and which of its words are not plain: for the gate of all texts and for the desk.

1. `words` cuts a text into sentences, words and syllables; 2. `score` gives the Flesch-Douma score;
3. `avoid.tsv` names words that are not plain; 4. `floors.tsv` says what each group of texts must reach.
"""
