"""Mechanisms that know no feature: packs, languages, pages, sealing."""
