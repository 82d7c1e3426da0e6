import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { dockerfilePlatformsServed } from './dockerfile-platforms-served.ts';

const docker = (...lines: readonly string[]) =>
  inFile('services/web/Dockerfile', documentObject('TextFile', 'web', { text: `${lines.join('\n')}\n` }));
const workflow = (context: string, platforms: string) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { jobs: { build: { steps: [{ uses: 'docker/build-push-action@v6', with: { context, platforms } }] } } } },
  );
const both = workflow('./services/${{ matrix.service }}', 'linux/amd64,linux/arm64');
const ONE = ['FROM golang:1.22 AS build', 'RUN GOOS=linux GOARCH=amd64 go build -o /app .', 'FROM scratch', 'COPY --from=build /app /app'];

ruleCases(dockerfilePlatformsServed, {
  accepts: {
    'a build for what is asked for': [
      both,
      docker('FROM --platform=$BUILDPLATFORM golang:1.22', 'ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build .'),
    ],
    'a build for one platform': [workflow('services/web', 'linux/amd64'), docker(...ONE)],
    'another folder': [workflow('tools', 'linux/amd64,linux/arm64'), docker(...ONE)],
    'a build without a word of it': [both, docker('FROM golang:1.22', 'RUN go build .')],
  },
  refuses: {
    'a program for one processor': {
      given: [both, docker(...ONE)],
      says: 'it is made for amd64 alone, and a workflow builds it for linux/amd64, linux/arm64',
    },
    'a base for one processor': {
      given: [workflow('services/web', 'linux/amd64,linux/arm64'), docker('FROM --platform=linux/arm64 alpine:3.19')],
      says: 'it is made for arm64 alone, and a workflow builds it for linux/amd64, linux/arm64',
    },
  },
});
