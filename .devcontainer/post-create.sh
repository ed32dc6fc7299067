#!/usr/bin/env bash
# Runs once when the dev container has been made; it can be run by hand at any time, and outside a container too.
set -euo pipefail
cd "$(dirname "$0")/.."

# The libraries that the first cell of every chapter loads, and the program.
dotnet build lib/Course

# The kernel that JupyterLab, Jupyter Notebook and VS Code start for a chapter.
dotnet run --no-build --project lib/Course -- kernel install --user

# What this container allows.
dotnet run --no-build --project lib/Course -- doctor
