"""The talk itself: the public chat API (contract 2), the door to the engine, and what is said when it is silent."""
