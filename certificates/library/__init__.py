# SPDX-License-Identifier: Apache-2.0
"""The certificate library (电子证照库); the only certificates package using ``requests``."""
