"""Writing so that a crash at any moment leaves what was there before: whole, or not at all."""
