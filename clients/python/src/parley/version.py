"""Apart, so that who builds the package reads it without importing the rest."""

VERSION = "1.0.0"
