"""What makes the media of the example show; start it with `python tools/example_show.py`."""
