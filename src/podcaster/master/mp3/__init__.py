"""MP3 by several encoders at once, as if there had been one; and only what changed of it."""
