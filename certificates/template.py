# SPDX-License-Identifier: Apache-2.0
"""Sheets as data: read a template strictly, and place values on it for the screen and the PDF.

This is the door to the three modules behind it: ``elements`` (what a sheet is made of),
``template_reading`` (YAML to values) and ``placing`` (values to placed elements).
"""

from certificates.elements import (
    Align,
    Box,
    Closing,
    Colour,
    Element,
    Face,
    Frame,
    Guilloche,
    Numbering,
    Paragraphs,
    Pattern,
    Piece,
    PlacedElement,
    PlacedKind,
    QrPlace,
    Rule,
    SealPlace,
    SignaturePlace,
    Template,
    TextLine,
    TextStyle,
    Value,
    ValueLine,
    Values,
)
from certificates.placing import page_count, place, value_names
from certificates.template_reading import template_from

__all__ = [
    "Align",
    "Box",
    "Closing",
    "Colour",
    "Element",
    "Face",
    "Frame",
    "Guilloche",
    "Numbering",
    "Paragraphs",
    "Pattern",
    "Piece",
    "PlacedElement",
    "PlacedKind",
    "QrPlace",
    "Rule",
    "SealPlace",
    "SignaturePlace",
    "Template",
    "TextLine",
    "TextStyle",
    "Value",
    "ValueLine",
    "Values",
    "page_count",
    "place",
    "template_from",
    "value_names",
]
