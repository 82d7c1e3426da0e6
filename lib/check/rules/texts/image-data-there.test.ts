import { documentKind } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { imageDataThere } from './image-data-there.ts';

const built = (end: string) =>
  inFile(
    'app/Dockerfile',
    kube(documentKind('TextFile'), { name: 'app' }, { text: `FROM golang:1.23-alpine AS build\nRUN go build -o /app .\n${end}` }),
  );
const pod = (name: string, value: string) => deployment({ container: { image: 'acme/app:1', env: [{ name, value }] } });
const zone = pod('TZ', 'Asia/Seoul');
const call = pod('PAYMENT_URL', 'https://api.payments.example.com/v1');

ruleCases(imageDataThere, {
  accepts: {
    'zones that are installed': [zone, built('FROM alpine:3.20\nRUN apk add --no-cache tzdata\n')],
    'zones that are copied': [zone, built('FROM scratch\nCOPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo\n')],
    'the zone that is there': [pod('TZ', 'UTC'), built('FROM alpine:3.20\n')],
    'a base with both': [zone, call, built('FROM gcr.io/distroless/static-debian12\n')],
    'certificates of Alpine': [call, built('FROM alpine:3.20\n')],
    'a call within the cluster': [pod('USERS_URL', 'http://users:8001'), pod('AUTH_URL', 'https://auth.shop.svc'), built('FROM scratch\n')],
    'an address of its own': [pod('PUBLIC_URL', 'https://shop.example.com'), built('FROM scratch\n')],
    'a base that has its own tables': [zone, built('FROM alpine:3.20\nRUN apk add --no-cache openjdk21-jre\n')],
    'an image that is not built here': [zone],
  },
  refuses: {
    'a zone on Alpine': {
      given: [zone, built('FROM alpine:3.20\nCOPY --from=build /app /app\n')],
      says: 'container "app" is told TZ=Asia/Seoul, and its image (app/Dockerfile, on alpine:3.20) has no table of time zones',
      fix: 'Install tzdata.',
    },
    'a call from an image of nothing': {
      given: [call, built('FROM scratch\nCOPY --from=build /app /app\n')],
      says: 'container "app" calls PAYMENT_URL by https, and its image (app/Dockerfile, on scratch) has no certificates of authorities',
    },
    'a call from Debian': {
      given: [call, built('FROM debian:12-slim\nCOPY --from=build /app /app\n')],
      says: 'container "app" calls PAYMENT_URL by https, and its image (app/Dockerfile, on debian:12-slim) has no certificates of authorities',
      fix: 'Install ca-certificates.',
    },
  },
});
