# SPDX-License-Identifier: Apache-2.0
"""Draws graphs of the catalogue as Mermaid text and as SVG, without another program."""
