"""What happens to recordings before gain and limiter: listen, decide, render; in that order."""
