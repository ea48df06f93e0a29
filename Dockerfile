# The production server of docs/hosts.md: webhooks in, Heap and Appcues out. Not built by the project's own tests.
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm pack --pack-destination /tmp

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=build /tmp/heap-appcues-*.tgz /tmp/
RUN npm init --yes > /dev/null && npm install --omit=dev --no-audit --no-fund /tmp/heap-appcues-*.tgz && rm /tmp/*.tgz
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Without a shell in between, so that SIGTERM reaches it.
CMD ["node", "node_modules/heap-appcues/dist/host/cli.js", "serve"]
