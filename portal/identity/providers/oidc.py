"""OpenID Connect: code flow with PKCE, state and nonce, tokens signed by RS256 alone; through Authlib and joserfc.

Both are imported when somebody signs in this way and not before: most instances do without.
"""

from collections.abc import Mapping
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

from portal.identity.providers.calling import ask, is_private
from portal.identity.providers.vouching import Person, Try, Unvouched
from portal.settings import Settings

ALGORITHMS = ["RS256"]
LEEWAY = 60
"""Seconds by which clocks may differ."""
KNOWN_FOR, KNOWN_AT_MOST = 3600.0, 24 * 3600.0
"""Seconds for which the provider's description is not asked again, and for which it serves when nobody answers."""
KEYS_AT_MOST_EVERY = 60.0
"""Seconds between two looks for new keys: tokens with made-up key ids must not make us ask without end."""
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class OpenIdConnect:
    code = "sso"

    def __init__(self, settings: Settings) -> None:
        self.issuer, self.client_id = settings.sso_issuer, settings.sso_client_id
        self.secret, self.factors = settings.sso_client_secret, frozenset(settings.sso_factor)
        self._described: dict[str, Any] = {}
        self._described_at = -KNOWN_AT_MOST
        self._keys: dict[str, Any] = {}
        self._keys_at = -KEYS_AT_MOST_EVERY

    def address(self, tried: Try, back: str) -> str:
        from authlib.oauth2.client import OAuth2Client

        client: Any = OAuth2Client(
            None, self.client_id, scope="openid email", redirect_uri=back, code_challenge_method="S256"
        )
        url, _ = client.create_authorization_url(
            self._description()["authorization_endpoint"], state=tried.state, nonce=tried.nonce,
            code_verifier=tried.verifier,
        )  # fmt: skip
        return str(url)

    def person(self, tried: Try, back: str, args: Mapping[str, str]) -> Person:
        described = self._description()
        if args.get("iss", described["issuer"]) != described["issuer"]:  # RFC 9207: another provider's answer
            raise Unvouched("untrue", "iss of the answer is another one")
        token = self._redeem(tried, back, args.get("code", ""))
        claims = self._claims(token, tried.nonce)
        return Person(
            self.code, self.issuer, str(claims["sub"])[:255], self._email(claims, token),
            has_second_factor=not self.factors.isdisjoint(_methods(claims)),
        )  # fmt: skip

    def check(self) -> None:
        self._described_at = -KNOWN_AT_MOST
        described = self._description()
        for name, ours in (("code_challenge_methods_supported", "S256"),
                           ("id_token_signing_alg_values_supported", "RS256")):  # fmt: skip
            if described.get(name) and ours not in described[name]:
                raise Unvouched("untrue", f"{ours} is missing among {name}")
        self._key_set(anew=True)

    def _description(self) -> dict[str, Any]:
        """Its metadata (OpenID Connect Discovery 1.0), kept for an hour; the issuer in it must be the one we asked."""
        age = monotonic() - self._described_at
        if age >= KNOWN_FOR:
            try:
                found = ask("GET", f"{self.issuer}/.well-known/openid-configuration")
            except Unvouched as reason:
                if reason.code != "unreachable" or not self._described or age >= KNOWN_AT_MOST:
                    raise
                return self._described
            if str(found.get("issuer", "")).rstrip("/") != self.issuer:
                raise Unvouched("untrue", "the provider calls itself by another issuer")
            if not all(isinstance(found.get(name), str) for name in NEEDED):
                raise Unvouched("untrue", "addresses are missing in the provider's description")
            if not is_private(found["authorization_endpoint"]):  # browsers are sent there, and it stands in a link
                raise Unvouched("untrue", "the provider's page is not encrypted")
            self._described, self._described_at = found, monotonic()
        return self._described

    def _redeem(self, tried: Try, back: str, code: str) -> dict[str, Any]:
        """The tokens for the code, which only whoever holds the verifier is given (RFC 7636)."""
        from authlib.oauth2.auth import ClientAuth
        from authlib.oauth2.rfc6749.parameters import prepare_token_request

        if not 0 < len(code) <= 2000:
            raise Unvouched("refused", "no code came back")
        described = self._description()
        methods = described.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        by = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        auth: Any = ClientAuth(self.client_id, self.secret, by if self.secret else "none")
        body = prepare_token_request(
            "authorization_code", "", back, code=code, code_verifier=tried.verifier, client_id=self.client_id
        )
        url, headers, body = auth.prepare("POST", described["token_endpoint"], _FORM.copy(), body)
        return ask("POST", str(url), headers=headers, data=dict(parse_qsl(body, keep_blank_values=True)))

    def _claims(self, token: dict[str, Any], nonce: str) -> dict[str, Any]:
        """What the ID token says, once signature, issuer, audience, times, nonce and at_hash hold."""
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import JoseError

        try:
            decoded = self._decoded(str(token.get("id_token", "")))
            options: Any = {
                "iss": {"essential": True, "value": self._description()["issuer"]},
                "aud": {"essential": True, "value": self.client_id},
            }
            more = {"nonce": nonce, "client_id": self.client_id, "access_token": token.get("access_token")}
            claims: Any = CodeIDToken(decoded.claims, decoded.header, options, more)
            claims.validate(leeway=LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as mistake:
            raise Unvouched("untrue", f"the ID token does not hold: {type(mistake).__name__}") from None
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise Unvouched("untrue", "the ID token names nobody")
        return dict(claims)

    def _decoded(self, text: str) -> Any:
        """Checked by the keys we know; one signed by a key we do not know makes us look for new ones, once."""
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError

        try:
            return jwt.decode(text, self._key_set(), algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            return jwt.decode(text, self._key_set(anew=True), algorithms=ALGORITHMS)

    def _key_set(self, *, anew: bool = False) -> Any:
        from joserfc.jwk import KeySet

        if not self._keys or (anew and monotonic() - self._keys_at >= KEYS_AT_MOST_EVERY):
            self._keys, self._keys_at = ask("GET", self._description()["jwks_uri"]), monotonic()
        try:
            return KeySet.import_key_set(self._keys)  # type: ignore[arg-type]
        except (ValueError, KeyError, TypeError) as mistake:
            self._keys = {}
            raise Unvouched("untrue", "the provider's keys cannot be read") from mistake

    def _email(self, claims: dict[str, Any], token: dict[str, Any]) -> str:
        """The address the provider has verified; asked for separately where the ID token leaves it out."""
        place = self._description().get("userinfo_endpoint")
        if "email" not in claims and isinstance(place, str) and token.get("access_token"):
            told = ask("GET", place, headers={"Authorization": f"Bearer {token['access_token']}"})
            if told.get("sub") != claims["sub"]:
                raise Unvouched("untrue", "userinfo speaks of somebody else")
            claims = told
        is_verified = claims.get("email_verified") in (True, "true")
        return str(claims.get("email") or "").strip().lower()[:254] if is_verified else ""


_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def _methods(claims: dict[str, Any]) -> set[str]:
    """By what the person showed who they are, in the provider's words: `acr`, and each of `amr`."""
    amr = claims.get("amr")
    return {str(claims.get("acr") or ""), *map(str, amr if isinstance(amr, list) else ())}
