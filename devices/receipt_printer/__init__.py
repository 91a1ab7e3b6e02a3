# SPDX-License-Identifier: Apache-2.0
"""Receipt printer (凭条打印机) that speaks ESC/POS: slips as pictures, and its word for it.

``commands`` and ``status`` are bytes and their meaning, pure; ``line`` is the road (TCP, serial
or USB) and the door to pyserial; ``receipt_printer`` is the driver.
"""
