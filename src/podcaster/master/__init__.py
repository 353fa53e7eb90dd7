"""Intro, body and outro become one levelled, encoded, measured file per format."""
