"""Nodes of a website with Drupal."""
