"""The signpost without a chat: the same questions as a plain form, for who cannot or will not chat."""
