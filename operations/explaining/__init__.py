"""Why a centre got what it got, in words and figures."""
