"""The only doors out of the process: audio libraries, the web, ssh, object storage."""
