# CitedQA in one container: docker build -t citedqa . && docker compose up (compose.yaml; docs/operating.md).
# What is installed needs neither root nor a root file system that can be written to: all that changes is in /data, what is
# passing in /tmp.
FROM python:3.11-slim-trixie AS dependencies
WORKDIR /src
RUN python -m venv --without-pip /opt/citedqa
COPY constraints.txt pyproject.toml ./
# With other models, and a torch without CUDA, which is a quarter of the size:
#   docker build --build-arg EXTRAS=postgres,oidc,models --build-arg PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu .
ARG EXTRAS=postgres,oidc
ARG PIP_EXTRA_INDEX_URL
# What the program needs, before the program: a change of the code leaves this layer, which has nine tenths of the size, as it is.
RUN python -c 'import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
        extras = [project["optional-dependencies"][extra] for extra in sys.argv[1].split(",") if extra]; \
        print(*project["dependencies"], *sum(extras, []), sep="\n")' "$EXTRAS" > requirements.txt \
    && pip --python /opt/citedqa/bin/python install --no-cache-dir --disable-pip-version-check \
        --constraint constraints.txt --requirement requirements.txt

FROM dependencies AS program
COPY README.md LICENSE THIRD_PARTY_LICENSES.txt ./
COPY qa qa
COPY ui ui
COPY eval eval
RUN pip --python /opt/citedqa/bin/python install --no-cache-dir --disable-pip-version-check --no-deps --prefix /program .

FROM python:3.11-slim-trixie
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin citedqa \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=dependencies /opt/citedqa /opt/citedqa
COPY --from=program /program /opt/citedqa
ENV PATH=/opt/citedqa/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    QA_DATA_DIR=/data \
    QA_HOST=0.0.0.0
USER 10001:10001
VOLUME /data
EXPOSE 7860
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/health', timeout=4)"]
ENTRYPOINT ["qa"]
CMD ["serve"]
