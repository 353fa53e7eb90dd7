"""The doors out of the process, as the rooms see them; `outside/` has the real ones."""
