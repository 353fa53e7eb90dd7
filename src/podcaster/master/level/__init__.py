"""Gain and limiter: what brings a programme to its target, and what that did."""
