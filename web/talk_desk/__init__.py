"""`/bureau/gesprekken`: the talks of visitors, what was understood in them, and what staff say of that."""
