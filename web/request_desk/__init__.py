"""`/bureau/contactvragen`: requests for contact, from their coming in to the last time somebody asked how it goes."""
