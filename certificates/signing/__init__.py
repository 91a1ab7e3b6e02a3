# SPDX-License-Identifier: Apache-2.0
"""The seal (电子印章): PAdES signatures made and checked; the door to pyHanko.

``key_folder`` imports no pyHanko; ``file_signer`` and ``validate`` do, which costs about half a
second, so import them in the document process or where a check is really made.
"""
