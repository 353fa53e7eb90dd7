"""Posts of a website with WordPress."""
