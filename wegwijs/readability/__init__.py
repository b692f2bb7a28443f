"""Whether what visitors read is plain enough: every text is collected, measured and held against floors.

1. `collect` finds every text a visitor can meet, with its file, line and name;
2. the package `readability` measures one text and knows the words that are not plain and the floors of each group;
3. `gate` says what is not as it should be, `report` prints it (`wegwijs check-texts`).
"""
