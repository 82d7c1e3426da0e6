import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { imageStagesShare } from './image-stages-share.ts';

const text = (file: string, content: string) => inFile(file, documentObject('TextFile', file, { text: content }));
const docker = (...lines: readonly string[]) => text('api/Dockerfile', `${lines.join('\n')}\n`);
const INSTALL = 'RUN pip install -r requirements.txt';
const VENV = 'RUN python -m venv /venv && /venv/bin/pip install -r requirements.txt';
const PREFIX = 'RUN pip install --prefix=/install -r requirements.txt';
const packages = (from: string, to = from) =>
  `COPY --from=build /usr/local/lib/python${from}/site-packages /usr/local/lib/python${to}/site-packages`;
const needs = (name: string) => text('api/requirements.txt', `flask==3.1.0\n${name}==1.0\n`);
const packed = (name: string) =>
  inFile('api/package.json', documentObject('Config', 'package', { content: { dependencies: { [name]: '1.0.0' } } }));
const modules = ['RUN npm ci', 'FROM node:22-alpine', 'COPY --from=build /app/node_modules ./node_modules'];

ruleCases(imageStagesShare, {
  accepts: {
    'one version': [docker('FROM python:3.12-slim AS build', INSTALL, 'FROM python:3.12.8-slim', packages('3.12'))],
    'a virtual environment': [docker('FROM python:3.12 AS build', VENV, 'FROM python:3.12-slim', 'COPY --from=build /venv /venv')],
    'the Python of Debian 12': [
      docker('FROM python:3.11-slim AS build', VENV, 'FROM gcr.io/distroless/python3-debian12', 'COPY --from=build /venv /venv'),
    ],
    'a version that is filled in': [
      docker('ARG V=3.12', 'FROM python:${V}-slim AS build', INSTALL, 'FROM python:${V}-slim', packages('3.11')),
    ],
    'a Python that the stage brings itself': [
      docker('FROM python:3.12 AS build', 'RUN uv python install 3.11 --prefix /usr/local', 'FROM debian:12', packages('3.11')),
    ],
    'a folder that Python is told of': [
      docker('FROM python:3.12 AS build', PREFIX, 'FROM python:3.13', 'ENV PYTHONPATH=/install/lib', 'COPY --from=build /install /install'),
    ],
    'the interpreter with its packages': [
      docker(
        'FROM python:3.12 AS build',
        VENV,
        'FROM gcr.io/distroless/python3-debian12',
        'COPY --from=build /usr/local /usr/local',
        'COPY --from=build /venv /venv',
      ),
    ],
    'pages alone': [docker('FROM python:3.12 AS build', 'RUN mkdocs build', 'FROM python:3.13', 'COPY --from=build /site /site')],
    'packages without anything compiled, on another library': [
      docker('FROM python:3.12 AS build', VENV, 'FROM python:3.12-alpine', 'COPY --from=build /venv /venv'),
      needs('requests'),
    ],
    'modules without anything compiled': [docker('FROM node:22 AS build', ...modules), packed('express')],
    'modules of the same library': [docker('FROM node:22-alpine AS build', ...modules), packed('sharp')],
    'modules that are compiled anew': [docker('FROM node:22 AS build', ...modules, 'RUN npm rebuild'), packed('bcrypt')],
  },
  refuses: {
    'the folder of the last version': {
      given: [docker('FROM python:3.12-slim AS build', INSTALL, 'FROM python:3.12-slim', packages('3.11'))],
      says: 'it copies /usr/local/lib/python3.11/site-packages, and the stage that it copies from has Python 3.12',
      fix: 'Write /usr/local/lib/python3.12/site-packages.',
    },
    'a stage that was forgotten': {
      given: [docker('FROM python:3.12-slim AS build', INSTALL, 'FROM python:3.13-slim', packages('3.12'))],
      says: 'it copies packages to /usr/local/lib/python3.12/site-packages, and this stage runs Python 3.13',
    },
    'packages below a prefix': {
      given: [docker('FROM python:3.12 AS build', PREFIX, 'FROM python:3.11-slim', 'COPY --from=build /install /usr/local')],
      says: 'what is in /install is installed for Python 3.12, and this stage runs Python 3.11',
      fix: 'Let both stages have Python 3.11.',
    },
    'an environment for the Python of Debian': {
      given: [
        docker('FROM python:3.12 AS build', VENV, 'FROM gcr.io/distroless/python3-debian12:nonroot', 'COPY --from=build /venv /venv'),
      ],
      says: 'what is in /venv is installed for Python 3.12, and this stage runs Python 3.11',
    },
    'something compiled for another library': {
      given: [
        docker('FROM python:3.12-slim AS build', VENV, 'FROM python:3.12-alpine', 'COPY --from=build /venv /venv'),
        needs('psycopg2-binary'),
      ],
      says: 'psycopg2-binary is installed on Debian and runs on Alpine',
    },
    'a module for another library': {
      given: [docker('FROM node:22 AS build', ...modules), packed('bcrypt')],
      says: 'bcrypt is installed on Debian and runs on Alpine',
      fix: 'Take both stages from Alpine, or both from Debian.',
    },
  },
});
