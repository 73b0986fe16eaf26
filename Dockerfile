# One target for each program: docker build --target api -t siaran/api .
# Every step that is Siaran's own is a script that `npm run image:rehearse` runs as well.

FROM node:22-bookworm-slim AS build
WORKDIR /siaran
COPY . .
RUN npm run build --silent && node scripts/image/write-file-sets.mjs /images

# What all have in common. Nothing is written but logs, which go to standard output: the root file system can be read-only.
FROM node:22-bookworm-slim AS base
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /app
USER 1000:1000
CMD ["node", "--enable-source-maps", "dist/main.js"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(process.env.HEALTH_URL).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

FROM base AS migrate
COPY --from=build /images/migrate ./
HEALTHCHECK NONE

FROM base AS api
COPY --from=build /images/api ./
ENV HEALTH_URL=http://127.0.0.1:3000/healthz
EXPOSE 3000

FROM base AS scheduler
COPY --from=build /images/scheduler ./
ENV HEALTH_URL=http://127.0.0.1:9101/healthz
EXPOSE 9101

# Node takes a large machine for leave to collect late: see docs/performance.md, Import.
FROM base AS campaign-worker
ENV NODE_OPTIONS=--max-old-space-size=512
COPY --from=build /images/campaign-worker ./
ENV HEALTH_URL=http://127.0.0.1:9102/healthz
EXPOSE 9102

# A browser of WhatsApp Web and a process of its own for each such device; tini buries what a killed one leaves behind.
FROM base AS device-sender
USER root
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates chromium-headless-shell tini \
  && rm -rf /var/lib/apt/lists/*
USER 1000:1000
# Chromium starts without its sandbox or not at all where it has neither user namespaces nor privileges to gain: the container is it.
ENV CHROMIUM_PATH=/usr/bin/chromium-headless-shell SIARAN_CHROMIUM_ARGS=--no-sandbox
COPY --from=build /images/device-sender ./
ENV HEALTH_URL=http://127.0.0.1:9103/healthz
EXPOSE 9103
ENTRYPOINT ["tini", "--"]

# Plays WhatsApp, to try Siaran without a phone. Not for production.
FROM base AS phone-network
COPY --from=build /images/phone-network ./
ENV HEALTH_URL=http://127.0.0.1:3100/healthz
EXPOSE 3100
