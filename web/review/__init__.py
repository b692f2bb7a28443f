"""What staff say about talks: verdicts, tags, notes, examples to learn from, and models that learnt from them."""
