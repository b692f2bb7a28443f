"""Learning from examples that staff approved: written as training data, trained with, and measured before it counts."""
