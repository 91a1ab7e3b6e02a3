# SPDX-License-Identifier: Apache-2.0
"""The configuration as versions (配置版本): kept, compared, gone back to, and started with."""
