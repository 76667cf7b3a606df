# syntax=docker/dockerfile:1
# A long-term version of Node. All stages use one image, so that prebuilt binaries fit.
ARG NODE=node:24-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json build.js ./
COPY src ./src
RUN npm run build

# What runs needs no compiler, and is made anew only when the dependencies change.
FROM ${NODE} AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM ${NODE}
# The memory of JavaScript alone; artifacts are streamed, and the rest of 512 MB is enough for what is native, which glibc
# would otherwise keep for each thread apart.
ENV NODE_ENV=production \
    NODE_OPTIONS="--max-old-space-size=256 --max-semi-space-size=8" \
    MALLOC_ARENA_MAX=2 \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /app
# The manifest is what the set-up page asks GitHub for.
COPY package.json app.yml ./
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Without DATABASE_URL the store is ./data/release-conductor.db, and lives on a volume: a local disk, one container at a time.
RUN mkdir /data && chown node:node /data && chmod 700 /data
VOLUME /data
WORKDIR /
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process and gets SIGTERM: it drains, then ends with 0.
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["start"]
