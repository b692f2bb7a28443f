"""The pages of one talk, for its visitor alone: what was said and found, a sheet for the next consult, contact."""
