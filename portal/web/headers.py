"""Headers of every answer, errors and downloads included."""

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'",
        "frame-ancestors 'none'",
    )
)  # fmt: skip

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


TLS_HEADERS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def headers_of(*, uses_tls: bool) -> dict[str, str]:
    return {**HEADERS, **(TLS_HEADERS if uses_tls else {})}


def init_headers(app: Flask, *, uses_tls: bool) -> None:
    every = headers_of(uses_tls=uses_tls)

    @app.after_request
    def add_headers(response: Response) -> Response:
        said = {name.lower() for name, _ in response.headers}
        for name, value in every.items():
            if name.lower() not in said:
                response.headers.add(name, value)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"  # downloads would be kept and asked for again
            # One address answers with a page or with a piece of it.
            response.vary.update(["HX-Request", "HX-Request-Type", "HX-Target", "Cookie"])
        return response
