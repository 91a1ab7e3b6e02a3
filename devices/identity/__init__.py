# SPDX-License-Identifier: Apache-2.0
"""Who stands there by the document read: records, numbers, characters, text blocks. Pure."""
