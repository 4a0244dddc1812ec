FROM python:3.13-slim-trixie AS build
WORKDIR /build
RUN python -m venv /opt/thidua
# The libraries first: they change less often than the code.
COPY requirements.txt ./
RUN /opt/thidua/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml LICENSE ./
COPY bot bot
COPY handlers handlers
COPY models models
COPY scheduler scheduler
RUN /opt/thidua/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-trixie
# pg_dump and pg_restore, for `thidua backup` and `thidua restore`.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /data --shell /usr/sbin/nologin thidua
COPY --from=build /opt/thidua /opt/thidua
ENV PATH=/opt/thidua/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    THIDUA_HOME=/data \
    THIDUA_WEB_HOST=0.0.0.0 \
    THIDUA_LOG_FORMAT=json
USER thidua
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8081/healthz', timeout=2)"]
ENTRYPOINT ["thidua"]
CMD ["run"]
