#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Some calls of each kind fail, in a few commands of every tool; `make crash` lets every one fail.
exec sh "$(dirname "$0")/crash/run" "${BUILD:-build}" 1
