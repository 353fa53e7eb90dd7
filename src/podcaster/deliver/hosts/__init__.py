"""Channels that store files."""
