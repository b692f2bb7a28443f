"""The composition root: the command line, the supervisor of the processes, and the training of models."""
