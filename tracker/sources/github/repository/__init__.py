"""What was done in one repository, whoever did it."""
