# What the book says of itself to those who list pages.

book-description = Network programming in Rust, on your own machine
