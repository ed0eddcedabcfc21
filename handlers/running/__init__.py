"""Running the installation: what leaves and what could not, its mode, and who may change it."""
