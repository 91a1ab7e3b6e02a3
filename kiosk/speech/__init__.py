# SPDX-License-Identifier: Apache-2.0
"""The voice (语音播报): a worker process that says sentences, and the application's side."""
