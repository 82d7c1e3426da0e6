import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { dockerfileBuilds } from './dockerfile-builds.ts';

const text = (file: string, content: string) => inFile(file, documentObject('TextFile', file, { text: content }));
const docker = (content: string) => text('services/web/Dockerfile', content);
const files = ['services/web/Dockerfile', 'services/web/requirements.txt', 'services/web/main.py', 'common/log.py'];
const go = (tag: string, build: string, base = 'scratch') =>
  docker(`FROM golang:${tag} AS build\nCOPY go.mod ./\nRUN ${build}\n\nFROM ${base}\nCOPY --from=build /app /app\n`);
const python = (tag: string, before = '') =>
  docker(`FROM python:${tag}\n${before}COPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n`);
const goModule = (version: string) => text('services/web/go.mod', `module web\n\ngo ${version}\n`);
const needs = (line: string) => text('services/web/requirements.txt', `fastapi==0.110.0\n${line}\n`);

ruleCases(dockerfileBuilds, {
  accepts: {
    'a program without the C library': [go('1.23', 'CGO_ENABLED=0 go build -o /app .')],
    'a builder without a C compiler': [go('1.23-alpine', 'go build -o /app .')],
    'a base with the library': [go('1.23', 'go build -o /app .', 'gcr.io/distroless/base-debian12')],
    'a compiler of the version, or newer': [go('1.23', 'CGO_ENABLED=0 go build', 'scratch'), goModule('1.23.4')],
    'a driver that is compiled already': [python('3.11-slim'), needs('psycopg2-binary==2.9.9')],
    'a compiler before it': [python('3.11-slim', 'RUN apt-get update && apt-get install -y gcc libpq-dev\n'), needs('psycopg2==2.9.9')],
    'a stage that has one, for a small one': [
      docker(
        'FROM python:3.11 AS build\nRUN pip install --prefix=/install -r requirements.txt\n\nFROM python:3.11-slim\nCOPY --from=build /install /usr/local\n',
      ),
      needs('psycopg2==2.9.9'),
    ],
    'what lies in the folder above, from which it is built': {
      given: [
        inFile('backend/docker/Dockerfile', documentObject('TextFile', 'backend', { text: 'FROM python:3.11\nCOPY ../src ./src\n' })),
      ],
      files: ['backend/docker/Dockerfile', 'backend/src/main.py'],
    },
    'an image that has one': [python('3.11'), needs('psycopg2==2.9.9')],
    'an ignore file that takes it in again': {
      given: [
        docker('FROM python:3.11\nCOPY requirements.txt .\nCOPY . .\n'),
        text('services/web/.dockerignore', '*\n!requirements.txt\n!main.py\n'),
      ],
      files,
    },
    'a folder that is at the root of a larger context': { given: [docker('FROM python:3.11\nCOPY ../common ./common\n')], files },
  },
  refuses: {
    'a program for an empty base': {
      given: [go('1.23', 'go build -o /app .')],
      says: 'the program is linked with the C library of its builder, and runs on scratch, which has none',
      fix: 'Build with CGO_ENABLED=0.',
    },
    'a compiler that is too old': {
      given: [go('1.21.8-alpine', 'go build'), goModule('1.23.0')],
      says: 'it builds with Go 1.21.8, and go.mod beside it asks for 1.23.0',
    },
    'a driver without a compiler': {
      given: [python('3.11.8-slim'), needs('psycopg2==2.9.9')],
      says: 'requirements.txt asks for psycopg2, which is compiled, and python:3.11.8-slim has no compiler',
    },
    'what lies beside': {
      given: [docker('FROM python:3.11\nCOPY ../shared ./shared\n')],
      files,
      says: 'it copies ../shared, which lies outside of the folder that it is built from',
    },
    'what is left out of the context': {
      given: [docker('FROM python:3.11\nCOPY requirements.txt .\n'), text('services/web/.dockerignore', '*.md\n*.txt\n')],
      files,
      says: 'it copies requirements.txt, which .dockerignore leaves out ("*.txt")',
      fix: 'Add "!requirements.txt" to .dockerignore, or take the pattern out.',
    },
  },
});
