"""Channels that tell people or programs: a file or a folder each."""
