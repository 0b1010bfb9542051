"""Providers that vouch for our own people: OpenID Connect, WeCom and DingTalk, each behind the same two calls."""
