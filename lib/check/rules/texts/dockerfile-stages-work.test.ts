import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { dockerfileStagesWork } from './dockerfile-stages-work.ts';

const docker = (...lines: readonly string[]) =>
  inFile('web/Dockerfile', documentObject('TextFile', 'web', { text: `${lines.join('\n')}\n` }));
const GO = ['FROM golang:1.22 AS build', 'WORKDIR /src', 'RUN CGO_ENABLED=0 go build -trimpath -o bin/server .'];

ruleCases(dockerfileStagesWork, {
  accepts: {
    'a program where it was put': [
      docker(
        ...GO,
        'FROM scratch',
        'COPY --from=build /src/bin/server /server',
        'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
      ),
      docker(...GO, 'FROM scratch', 'COPY --from=build /src/bin /bin'),
    ],
    'a program that another command moves': [docker(...GO, 'RUN mv bin/server /app', 'FROM scratch', 'COPY --from=build /app /app')],
    'a build that does not say where': [
      docker('FROM golang:1.22 AS build', 'WORKDIR /src', 'RUN go build ./...', 'FROM scratch', 'COPY --from=build /src/web /web'),
    ],
    'other languages': [
      docker('FROM node:20 AS build', 'RUN npm run build', 'FROM nginx:1.25', 'COPY --from=build /app/dist /usr/share/nginx/html'),
    ],
    'an empty image that runs a program by its path': [
      docker(...GO, 'FROM scratch', 'COPY --from=build /src/bin/server /server', 'RUN ["/server", "--check"]'),
    ],
    'an image that is given a shell': [
      docker('FROM gcr.io/distroless/static:debug', 'RUN echo x'),
      docker('FROM scratch', 'ADD rootfs.tar.xz /', 'RUN echo x'),
    ],
    'an argument that is declared again, or in the stage below': [
      docker('ARG VERSION=1', 'FROM alpine:$VERSION', 'ARG VERSION', 'RUN echo $VERSION'),
      docker('ARG VERSION=1', 'FROM alpine:$VERSION AS base', 'ARG VERSION', 'FROM base', 'RUN echo $VERSION'),
    ],
    'a variable that the shell sets': [docker('ARG VERSION=1', 'FROM alpine:3', 'RUN VERSION=2 && \\', '    echo $VERSION')],
    'a word in single quotes': [docker('ARG VERSION=1', 'FROM alpine:3', "RUN sed -i 's/$VERSION/x/' /x")],
  },
  refuses: {
    'a program that is somewhere else': {
      given: [docker(...GO, 'FROM scratch', 'COPY --from=build /app/server /server')],
      says: 'it copies /app/server from stage build, where go build writes /src/bin/server',
      fix: 'Copy /src/bin/server.',
    },
    'a command in an empty image': {
      given: [docker(...GO, 'FROM scratch', 'RUN adduser -D app', 'COPY --from=build /src/bin/server /server')],
      says: 'RUN adduser -D app stands in a stage from scratch, which has no shell',
    },
    'an argument from above': {
      given: [docker('ARG DIR=src', 'FROM python:3.11', 'WORKDIR /app', 'COPY ${DIR}/main.py \\', '  ./')],
      says: 'DIR is declared before the first FROM alone (line 1), and is empty in this stage',
      fix: 'Write ARG DIR again below FROM.',
    },
  },
});
