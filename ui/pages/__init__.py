"""The pages of the app. Each is a module with a `build` function; `ui.app` lists them."""
