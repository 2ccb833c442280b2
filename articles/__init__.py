"""What the institute publishes: its text, its makers, its way to the reader."""
