"""Mail to a list of people, to each address alone."""
