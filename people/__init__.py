"""Those who write and speak for the institute. A person is not a log-in."""
