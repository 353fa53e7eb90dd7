"""The nouns: what people write and what each step makes of it. Frozen, no I/O."""
