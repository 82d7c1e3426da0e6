import { imageIn } from './dockerfiles.ts';

test('reads what the last stage is made of', () => {
  const image = imageIn(
    'api/Dockerfile',
    `FROM golang:1.22-alpine AS build
USER 5
EXPOSE 1
RUN go build \\
    -o /app

FROM --platform=linux/amd64 scratch AS base
# EXPOSE 9999
USER 10001:10001
FROM base
COPY --from=build /app /app
EXPOSE 8000/tcp 9090
`,
  );

  expect({ ...image, text: undefined }).toEqual({
    file: 'api/Dockerfile',
    base: 'scratch',
    ports: [8000, 9090],
    user: '10001',
    text: undefined,
  });
});

test('says nothing of a file without a stage', () => {
  expect(imageIn('Dockerfile', '# nothing\n')).toBeUndefined();
});
