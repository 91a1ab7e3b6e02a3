# SPDX-License-Identifier: Apache-2.0
"""The schema as numbered scripts; one that has shipped never changes."""
