"""`/bureau/kwaliteit`: how well people are understood, how staff keep up, and reviewed talks as files."""
