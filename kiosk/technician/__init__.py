# SPDX-License-Identifier: Apache-2.0
"""The technician's work by command: steps that people judge, bundles, traffic, soak."""
