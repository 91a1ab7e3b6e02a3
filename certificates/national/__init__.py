# SPDX-License-Identifier: Apache-2.0
"""The national algorithms (国密) SM2 and SM3, an extra; the door to Botan.

``library`` alone knows how Botan is called. It is not loaded unless the settings ask for it, or
a file that is verified carries an SM2 seal.
"""
