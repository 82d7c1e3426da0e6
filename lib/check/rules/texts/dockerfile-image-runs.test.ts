import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { dockerfileImageRuns } from './dockerfile-image-runs.ts';

const docker = (...lines: readonly string[]) =>
  inFile('web/Dockerfile', documentObject('TextFile', 'web', { text: `${lines.join('\n')}\n` }));
const GO = ['FROM golang:1.22 AS build', 'RUN go build -o /out/app .', 'FROM scratch'];

ruleCases(dockerfileImageRuns, {
  accepts: {
    'users that are made, or there': [
      docker('FROM python:3.11-slim', 'RUN useradd --create-home app', 'USER app'),
      docker('FROM alpine:3.19', 'RUN adduser -D -u 10001 app', 'USER app:app'),
      docker('FROM alpine:3.19', 'USER nobody'),
      docker('FROM python:3.11', 'USER 10001'),
      docker('FROM node:20', 'USER node'),
      docker(...GO, 'COPY --from=build /etc/passwd /etc/passwd', 'COPY --from=build /out/app /app', 'USER app', 'ENTRYPOINT ["/app"]'),
    ],
    'a user of a stage below': [docker('FROM python:3.11 AS base', 'RUN useradd app', 'FROM base', 'USER app')],
    'programs where they were put': [
      docker(...GO, 'COPY --from=build /out/app /', 'ENTRYPOINT ["/app"]'),
      docker(...GO, 'WORKDIR /srv', 'COPY --from=build /out/app ./web', 'ENTRYPOINT ["/srv/web"]'),
      docker(...GO, 'COPY --from=build /out/ /srv/', 'ENTRYPOINT ["/srv/app"]'),
    ],
    'a folder that may hold it': [
      docker(...GO, 'COPY --from=build /out /srv', 'ENTRYPOINT ["/srv/app"]'),
      docker(...GO, 'COPY --from=build /out/ /', 'ENTRYPOINT ["/app"]'),
    ],
    'an image with programs of its own': [docker('FROM alpine:3.19', 'COPY app /app', 'ENTRYPOINT ["/bin/sh", "/app"]')],
    'lists that are fetched': [
      docker('FROM debian:12', 'RUN apt-get update && \\', '    apt-get install -y curl'),
      docker('FROM python:3.11', 'RUN apt-get update', 'RUN apt-get install -y curl'),
    ],
    'a package that lies beside': [docker('FROM debian:12', 'COPY x.deb .', 'RUN apt-get install -y ./x.deb')],
  },
  refuses: {
    'a user that nobody makes': {
      given: [docker('FROM python:3.11-slim', 'USER appuser')],
      says: 'it runs as appuser, a user that neither python:3.11-slim nor an instruction makes',
    },
    'a program that is called otherwise': {
      given: [docker(...GO, 'COPY --from=build /out/app /app', 'ENTRYPOINT ["/server"]')],
      says: 'it starts /server, and has /app',
      fix: 'Start /app, or copy the program to /server.',
    },
    'packages without a list': {
      given: [docker('FROM python:3.11-slim', 'RUN apt-get install -y --no-install-recommends libpq5')],
      says: 'it installs packages, and no instruction before fetches their lists',
    },
  },
});
