"""Change the catalogue and keep what it was: saving with versions, history, undo, merging, differences in words."""
