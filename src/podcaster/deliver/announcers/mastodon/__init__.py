"""Posts on Mastodon."""
