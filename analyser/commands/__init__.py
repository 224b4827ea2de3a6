"""The commands of the command line by subject, and what they share. Heavy imports stay inside the commands."""
