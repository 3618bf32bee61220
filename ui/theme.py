"""The look: Gradio's own parts take their colours and fonts from the variables that style.css declares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

SANS = ("-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans", "Liberation Sans", "sans-serif")
MONO = ("ui-monospace", "SF Mono", "Menlo", "Consolas", "Liberation Mono", "monospace")

_COLOURS = {
    "body_background_fill": "var(--dl-paper)",
    "body_text_color": "var(--dl-ink)",
    "body_text_color_subdued": "var(--dl-faint)",
    "background_fill_primary": "var(--dl-paper)",
    "background_fill_secondary": "var(--dl-sheet)",
    "block_background_fill": "transparent",
    "block_label_background_fill": "transparent",
    "block_label_text_color": "var(--dl-faint)",
    "block_title_text_color": "var(--dl-faint)",
    "border_color_primary": "var(--dl-rule)",
    "border_color_accent": "var(--dl-accent)",
    "color_accent": "var(--dl-accent)",
    "color_accent_soft": "var(--dl-sheet)",
    "input_background_fill": "var(--dl-sheet)",
    "input_border_color": "var(--dl-rule)",
    "input_border_color_focus": "var(--dl-accent)",
    "input_placeholder_color": "var(--dl-faint)",
    "button_primary_background_fill": "var(--dl-ink)",
    "button_primary_background_fill_hover": "var(--dl-accent)",
    "button_primary_text_color": "var(--dl-paper)",
    "button_secondary_background_fill": "transparent",
    "button_secondary_background_fill_hover": "transparent",
    "button_secondary_text_color": "var(--dl-faint)",
    "button_secondary_text_color_hover": "var(--dl-accent)",
    "link_text_color": "var(--dl-accent)",
    "link_text_color_hover": "var(--dl-accent)",
}


def theme() -> Any:
    """Return the Gradio theme: nothing in it is loaded from elsewhere; style.css sets light and dark."""
    base = gr.themes.Base(font=SANS, font_mono=MONO, radius_size=gr.themes.sizes.radius_sm)
    dark = {f"{name}_dark": value for name, value in _COLOURS.items() if hasattr(base, f"{name}_dark")}
    return base.set(**_COLOURS, **dark, block_border_width="0px", block_shadow="none", button_primary_shadow="none")


def head() -> str:
    """Return what goes into the page's head: the style sheet, since Gradio rewrites what is given as css."""
    style = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    return f'<meta name="color-scheme" content="light dark"><style>{style}</style>'
