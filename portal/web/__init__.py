"""The shared web kit: pages and pieces, forms, words, errors, security headers."""
