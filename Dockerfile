# Two images of one repository: `relais` (worker and API) and `temporal` (server, schema tool and command line, built from the pinned module).

FROM golang:1.26-bookworm AS go
WORKDIR /module
COPY tools/temporal/ ./
ENV CGO_ENABLED=0 GOFLAGS="-mod=readonly -trimpath -buildvcs=false"
RUN go build -o /out/temporal-server go.temporal.io/server/cmd/server \
 && go build -o /out/temporal-sql-tool go.temporal.io/server/cmd/tools/sql \
 && go build -o /out/temporal github.com/temporalio/cli/cmd/temporal \
 && cp dynamic.yaml /out/

FROM debian:bookworm-slim AS temporal
COPY --from=go /out/ /opt/temporal/
USER nobody
# Without an authorizer of its own the server must be told so; it is reachable on the stack's private network only.
CMD ["/opt/temporal/temporal-server", "--allow-no-auth", "start"]

FROM node:24-bookworm-slim AS build
WORKDIR /relais
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --include=dev --no-audit --no-fund
COPY . .
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim AS relais
ENV NODE_ENV=production TZ=UTC RELAIS_DATA=/data
COPY --from=build --chown=node:node /relais /relais
RUN mkdir /data && chown node:node /data
WORKDIR /relais
USER node
VOLUME /data
# One process each: `--part worker` and `--part api`. Node is the first process, so that a SIGTERM drains it.
ENTRYPOINT ["node", "dist/runtime/embedded.js"]
