"""`/bureau/leren`: examples to learn from, and models that learnt from them."""
