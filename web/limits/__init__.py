"""How much one visitor may ask for at a time, and how large a request may be."""
