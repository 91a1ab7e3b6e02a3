# SPDX-License-Identifier: Apache-2.0
"""What is applied for: service items, questions, materials, promises, decisions. Pure rules."""
