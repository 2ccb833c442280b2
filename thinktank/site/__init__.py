"""The institute itself: its name, its rules, its plain pages."""
