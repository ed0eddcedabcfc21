"""What is true, with nobody asking and no clock running."""
