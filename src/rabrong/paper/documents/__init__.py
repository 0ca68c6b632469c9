"""Documents: values in, an official PDF out. Typst sets the pages, Sarabun comes with a package of its own."""
