"""Images and documents: taken in safely, stored under random names, served only when public."""
