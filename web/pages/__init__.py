"""The page and the files of the widget, with the headers that keep them safe."""
