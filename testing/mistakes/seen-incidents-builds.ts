import { mistake } from './apps.ts';
import type { Mistake, Tree } from './mistake.ts';
import { documents, namespace, service } from './pieces.ts';

const BUILD = '.github/workflows/build.yml';
const DOCKER = 'portal/Dockerfile';
const LOCK = '{ "name": "portal", "lockfileVersion": 3, "packages": {} }\n';
const PNPM_LOCK = "lockfileVersion: '9.0'\n";
const YARN_LOCK = '# yarn lockfile v1\n';

/** A workflow with one job, its steps as lines. */
function builds(...steps: readonly string[]): string {
  return `name: build
on: { push: { branches: [main] } }
permissions: { contents: read }
jobs:
  portal:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
${steps.map((each) => `      - ${each}\n`).join('')}`;
}

/** An image for Node.js in a folder, with what stands beside its Dockerfile. */
function image(lines: readonly string[], packed: string, beside: Tree): Tree {
  return {
    [DOCKER]: `FROM node:22.12.0-alpine\nWORKDIR /app\n${lines.join('\n')}\nUSER node\nCMD ["node", "server.js"]\n`,
    'portal/package.json': `{ "name": "portal"${packed} }\n`,
    'portal/server.js': 'require("http").createServer().listen(3000);\n',
    ...beside,
  };
}

function node(cache: string): string {
  return `{ uses: actions/setup-node@v4, with: { node-version: 22${cache} } }`;
}

function inFolder(run: string): string {
  return `{ run: ${run}, working-directory: portal }`;
}

const npmLock = { 'portal/package-lock.json': LOCK };
const pnpmFiles = { 'portal/pnpm-lock.yaml': PNPM_LOCK, 'portal/patches/clock.patch': '--- a\n+++ b\n' };
const HUSKY = ', "scripts": { "prepare": "husky" }, "devDependencies": { "husky": "9.1.7" }';
const PATCHED = ', "packageManager": "pnpm@9.15.0", "pnpm": { "patchedDependencies": { "clock@2.0.1": "patches/clock.patch" } }';
const pnpm = ['RUN corepack enable', 'COPY package.json pnpm-lock.yaml ./', 'RUN pnpm install --frozen-lockfile', 'COPY . .'];
/** An image for Python, of two stages. */
function twoStages(first: string, install: string, last: string, taken: string): string {
  return `FROM python:${first} AS build
WORKDIR /src
COPY requirements.txt ./
RUN ${install}

FROM ${last}
WORKDIR /app
COPY --from=build ${taken}
COPY main.py ./
USER 1000
CMD ["python", "main.py"]
`;
}

const beside = { 'portal/requirements.txt': 'fastapi==0.115.6\npsycopg2-binary==2.9.10\n', 'portal/main.py': 'print("portal")\n' };
const kept = '/usr/local/lib/python3.11/site-packages';
const pip = 'pip install --no-cache-dir -r requirements.txt';
const venv = 'python -m venv /venv && /venv/bin/pip install --no-cache-dir -r requirements.txt';

const CHAT = documents(
  namespace('chat'),
  `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: chat, namespace: chat }
spec:
  hosts: [chat.example.org]
  gateways: [edge/main]
  http:
    - match: [{ uri: { prefix: /rooms } }]
      route: [{ destination: { host: rooms, port: { number: 80 } } }]
    - match: [{ uri: { regex: '/rooms/[^/]+/stream' } }]
      route: [{ destination: { host: streams, port: { number: 80 } } }]
`,
  service('chat', 'rooms', 80),
  service('chat', 'streams', 80),
);

/** Builds that end before an image is made, and a route behind another one. */
export const seenIncidentBuilds: readonly Mistake[] = [
  mistake(
    'A route by an expression stands behind the prefix that has it',
    'routes-reachable',
    { 'chat/routes.yaml': CHAT },
    'chat/routes.yaml',
    [['prefix: /rooms }', 'exact: /rooms }']],
  ),
  mistake(
    'The lock of npm is not copied before it is read',
    'node-packages-install',
    image(['COPY package.json ./', 'RUN npm ci', 'COPY . .'], '', npmLock),
    DOCKER,
    [['COPY package.json ./', 'COPY package.json package-lock.json ./']],
  ),
  mistake(
    'npm installs what pnpm has locked',
    'node-packages-install',
    image(['COPY . .', 'RUN npm ci'], '', { 'portal/pnpm-lock.yaml': PNPM_LOCK }),
    DOCKER,
    [['npm ci', 'corepack enable && pnpm install --frozen-lockfile']],
  ),
  mistake(
    'Hooks for Git are set up where they are left out',
    'node-packages-install',
    image(['COPY package*.json ./', 'RUN npm ci --omit=dev', 'COPY . .'], HUSKY, npmLock),
    DOCKER,
    [['--omit=dev', '--omit=dev --ignore-scripts']],
  ),
  mistake('A patch is copied after pnpm looked for it', 'node-packages-install', image(pnpm, PATCHED, pnpmFiles), DOCKER, [
    ['RUN pnpm', 'COPY patches patches\nRUN pnpm'],
  ]),
  mistake(
    'The image of Node.js has no pnpm',
    'node-packages-install',
    image(pnpm.slice(1), '', { 'portal/pnpm-lock.yaml': PNPM_LOCK }),
    DOCKER,
    [['RUN pnpm', 'RUN npm install -g pnpm@9.15.0 && pnpm']],
  ),
  mistake(
    'A scheme is copied after it was to be read',
    'node-packages-install',
    image(
      ['COPY package*.json ./', 'RUN npm ci', 'COPY . .'],
      ', "scripts": { "postinstall": "prisma generate" }, "dependencies": { "prisma": "6.1.0" }',
      { ...npmLock, 'portal/prisma/schema.prisma': 'generator client { provider = "prisma-client-js" }\n' },
    ),
    DOCKER,
    [['RUN npm ci', 'COPY prisma prisma\nRUN npm ci']],
  ),
  mistake(
    'The cache looks for a lock at the root',
    'workflow-package-manager',
    { [BUILD]: builds(node(', cache: npm'), inFolder('npm ci')), 'portal/package.json': '{ "name": "portal" }\n', ...npmLock },
    BUILD,
    [['cache: npm', 'cache: npm, cache-dependency-path: portal/package-lock.json']],
  ),
  mistake(
    'The cache asks pnpm before it is there',
    'workflow-package-manager',
    {
      [BUILD]: builds(node(', cache: pnpm'), 'uses: pnpm/action-setup@v4', 'run: pnpm install'),
      'package.json': '{ "name": "portal", "packageManager": "pnpm@9.15.0" }\n',
      'pnpm-lock.yaml': PNPM_LOCK,
    },
    BUILD,
    [[', cache: pnpm', '']],
  ),
  mistake(
    'pnpm is given in two versions',
    'workflow-package-manager',
    {
      [BUILD]: builds('{ uses: pnpm/action-setup@v4, with: { version: 10 } }', 'run: pnpm install'),
      'package.json': '{ "name": "portal", "packageManager": "pnpm@9.15.0" }\n',
      'pnpm-lock.yaml': PNPM_LOCK,
    },
    BUILD,
    [['{ uses: pnpm/action-setup@v4, with: { version: 10 } }', 'uses: pnpm/action-setup@v4']],
  ),
  mistake(
    'The yarn of the machine is too old for the project',
    'workflow-package-manager',
    {
      [BUILD]: builds(node(''), 'run: yarn install --immutable'),
      'package.json': '{ "name": "portal", "packageManager": "yarn@4.9.2" }\n',
      'yarn.lock': YARN_LOCK,
    },
    BUILD,
    [['run: yarn install', 'run: corepack enable && yarn install']],
  ),
  mistake(
    'The packages are taken from the folder of the last Python',
    'image-stages-share',
    { [DOCKER]: twoStages('3.12.8-slim', pip, 'python:3.12.8-slim', `${kept} /usr/local/lib/python3.12/site-packages`), ...beside },
    DOCKER,
    [[kept, '/usr/local/lib/python3.12/site-packages']],
  ),
  mistake(
    'The environment is made for a newer Python than runs it',
    'image-stages-share',
    { [DOCKER]: twoStages('3.13.1-slim', venv, 'python:3.12.8-slim', '/venv /venv'), ...beside },
    DOCKER,
    [['3.13.1', '3.12.8']],
  ),
  mistake(
    'Packages that are compiled for Debian run on Alpine',
    'image-stages-share',
    { [DOCKER]: twoStages('3.12.8-slim', venv, 'python:3.12.8-alpine', '/venv /venv'), ...beside },
    DOCKER,
    [['python:3.12.8-alpine', 'python:3.12.8-slim']],
  ),
];
