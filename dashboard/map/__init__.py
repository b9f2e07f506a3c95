"""What is sent to the browser to be drawn."""
