# Any image of a JDK 25 on Debian or Ubuntu.
ARG JDK=eclipse-temurin:25-jdk-noble

FROM ${JDK} AS build
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends maven \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
RUN mvn --batch-mode --quiet -Dquick -DskipTests package

FROM ${JDK}
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fontconfig fonts-dejavu-core python3 python3-venv tini \
    && rm -rf /var/lib/apt/lists/*

# The user of JupyterHub's own images. A base image may bring another one with that number.
ARG NB_USER=jovyan
ARG NB_UID=1000
RUN userdel --remove "$(id --name --user "${NB_UID}" 2>/dev/null)" 2>/dev/null; \
    useradd --create-home --uid "${NB_UID}" --shell /bin/bash "${NB_USER}"

COPY kernelspec/src/docker/requirements.txt /opt/jupyter/requirements.txt
RUN python3 -m venv /opt/jupyter \
    && /opt/jupyter/bin/pip install --no-cache-dir --requirement /opt/jupyter/requirements.txt
ENV PATH=/opt/jupyter/bin:$PATH \
    VIRTUAL_ENV=/opt/jupyter

COPY --from=build /build/kernelspec/target/vedette /opt/vedette
RUN ln -s /opt/vedette/bin/vedette /usr/local/bin/vedette \
    && vedette install --sys-prefix \
    && cp -r /opt/vedette/examples "/home/${NB_USER}/examples" \
    && chown -R "${NB_UID}" "/home/${NB_USER}"

USER ${NB_UID}
WORKDIR /home/${NB_USER}
EXPOSE 8888
# Alone it serves JupyterLab with a token; JupyterHub replaces the command by jupyterhub-singleuser.
ENTRYPOINT ["tini", "--"]
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser"]
