# syntax=docker/dockerfile:1
# The program for production: `docker compose up`. Node dresses, Python packs, and the last stage holds neither's tools.

# ---------------------------------------------------------------- what the pages wear
FROM node:24-slim AS looks
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-progress
COPY looks looks
COPY static static
RUN npm run --silent build

# ---------------------------------------------------------------- packages, each checked against its hash
FROM python:3.11-slim-bookworm AS packages
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/base.txt

# ---------------------------------------------------------------- the program
FROM python:3.11-slim-bookworm
# Pango sets the text of the PDFs; DejaVu has the letters that Inter lacks.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin app

ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 XDG_CACHE_HOME=/tmp PATIENTKONTRAKT_ENV=production
WORKDIR /app
COPY --from=packages /venv /venv
COPY --from=looks /build/static/dist static/dist
COPY . .
# Nothing here is a secret, and nothing of it is kept: the settings refuse to be read without.
RUN for catalogue in locale/*/LC_MESSAGES/*.po; do \
        [ ! -e "$catalogue" ] || python -m babel.messages.frontend compile -i "$catalogue" -o "${catalogue%.po}.mo"; \
    done \
    && SECRET_KEY=unused ALLOWED_HOSTS=unused DATABASE_URL=postgres://unused@unused/unused \
        DATABASE_OWNER_ROLE=owner REDIS_URL=redis://unused python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q . \
    && chown --recursive app var

USER app
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "patientkontrakt.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--preload", "--no-control-socket", "--log-level", "warning"]
