"""The HTML side of the desk."""
