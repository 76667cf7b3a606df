# syntax=docker/dockerfile:1
# The current LTS of Node. Both stages use one image, so that prebuilt binaries fit.
ARG NODE=node:24-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM ${NODE}
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
# What the set-up page asks GitHub for.
COPY app.yml ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Without DATABASE_URL the store is ./data/release-conductor.db, and lives on a volume: a local disk, one container at a time.
RUN mkdir /data && chown node:node /data
VOLUME /data
WORKDIR /
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process and gets SIGTERM: it drains, then ends with 0.
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["start"]
