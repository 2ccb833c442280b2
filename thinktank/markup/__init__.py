"""Rich text: what may stand in it (schema), how it is cleaned, how it reads as plain text."""
