"""The form of an instrument, shared by the desk and by providers: from fields to a raw record and back."""
