#!/usr/bin/env python3
"""Django's own commands on an agency's server, with the settings of production: `python manage.py check --deploy`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rabrong.config.settings.production")
    execute_from_command_line(sys.argv)
