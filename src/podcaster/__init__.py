"""A folder with raw audio and metadata becomes a published podcast."""
