"""Posts of a company's page on LinkedIn."""
