"""Who is who: people, their absences and roles, leavers, and who cannot be reached."""
