"""Pictures, cards and films: whatever is drawn, with its letters."""
