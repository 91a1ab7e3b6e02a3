# SPDX-License-Identifier: Apache-2.0
"""Paper that comes out once: IPP to the device, the print attempt and its evidence."""
