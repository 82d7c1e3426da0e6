import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { nodePackagesInstall } from './node-packages-install.ts';

const docker = (...lines: readonly string[]) =>
  inFile(
    'web/Dockerfile',
    documentObject('TextFile', 'Dockerfile', { text: ['FROM node:22-alpine', 'WORKDIR /app', ...lines].join('\n') }),
  );
const packed = (content: object) => inFile('web/package.json', documentObject('Config', 'package', { content }));
const plain = packed({ name: 'web' });
const husky = packed({ scripts: { prepare: 'husky' }, devDependencies: { husky: '^9.1.7' } });
const npm = ['web/Dockerfile', 'web/package.json', 'web/package-lock.json', 'web/scripts/fetch.js', 'web/prisma/schema.prisma'];
const pnpm = ['web/Dockerfile', 'web/package.json', 'web/pnpm-lock.yaml', 'web/patches/a.patch'];
const copy = 'COPY package*.json ./';
const alone = 'COPY package.json ./';
const pnpmCopy = 'COPY package.json pnpm-lock.yaml ./';
const patched = packed({ packageManager: 'pnpm@9.15.0', pnpm: { patchedDependencies: { 'a@1.0.0': 'patches/a.patch' } } });

ruleCases(nodePackagesInstall, {
  accepts: {
    'the lock beside it': { given: [docker(copy, 'RUN npm ci'), plain], files: npm },
    'everything at once': { given: [docker('COPY . .', 'RUN npm ci'), plain], files: npm },
    'a mount': {
      given: [docker(alone, 'RUN --mount=type=bind,source=package-lock.json,target=package-lock.json npm ci'), plain],
      files: npm,
    },
    'an install that needs no lock': { given: [docker(alone, 'RUN npm install'), plain], files: npm },
    'a lock that is not in the tree': { given: [docker(alone, 'RUN npm ci'), plain], files: ['web/Dockerfile', 'web/package.json'] },
    'packages by their name': { given: [docker(alone, 'RUN npm install -g serve && apk add yarn'), husky], files: npm },
    'scripts that are left out': { given: [docker(copy, 'RUN npm ci --omit=dev --ignore-scripts'), husky], files: npm },
    'a script that was taken out': { given: [docker(copy, 'RUN npm pkg delete scripts.prepare && npm ci --omit=dev'), husky], files: npm },
    'programs for developers': { given: [docker(copy, 'RUN npm ci'), husky], files: npm },
    'a script that forgives': {
      given: [docker(copy, 'RUN npm ci --omit=dev'), packed({ scripts: { prepare: 'husky || true' }, devDependencies: { husky: '9' } })],
      files: npm,
    },
    'developers in spite of production': {
      given: [docker('ENV NODE_ENV=production', copy, 'RUN npm ci --include=dev'), husky],
      files: npm,
    },
    'the later yarn, which knows no prepare': {
      given: [
        docker('COPY . .', 'RUN corepack enable', 'RUN yarn install --production'),
        packed({ packageManager: 'yarn@4.9.2', scripts: { prepare: 'husky' }, devDependencies: { husky: '9' } }),
      ],
      files: npm,
    },
    'patches above': { given: [docker('RUN corepack enable', pnpmCopy, 'COPY patches patches', 'RUN pnpm install'), patched], files: pnpm },
    'pnpm by npm': { given: [docker(pnpmCopy, 'RUN npm i -g pnpm@9 && pnpm install'), plain], files: pnpm },
    'a stage with it': {
      given: [
        inFile(
          'web/Dockerfile',
          documentObject('TextFile', 'Dockerfile', {
            text: `FROM node:22 AS base\nRUN corepack enable\n\nFROM base\n${pnpmCopy}\nRUN pnpm install`,
          }),
        ),
        plain,
      ],
      files: pnpm,
    },
    'a base of somebody else': {
      given: [
        inFile('web/Dockerfile', documentObject('TextFile', 'Dockerfile', { text: `FROM acme/node:22\n${pnpmCopy}\nRUN pnpm install` })),
        plain,
      ],
      files: pnpm,
    },
    'the file of a script': {
      given: [docker(copy, 'COPY scripts scripts', 'RUN npm ci'), packed({ scripts: { postinstall: 'node scripts/fetch.js' } })],
      files: npm,
    },
    'a workspace above': {
      given: [
        docker('COPY . .', 'RUN npm ci --omit=dev'),
        husky,
        inFile('package.json', documentObject('Config', 'root', { content: {} })),
      ],
      files: npm,
    },
    'what comes from another stage': { given: [docker('COPY --from=deps /app ./', alone, 'RUN npm ci'), plain], files: npm },
    'objects alone': [docker(alone, 'RUN npm ci'), plain],
  },
  refuses: {
    'the lock left behind': {
      given: [docker(alone, 'RUN npm ci'), plain],
      files: npm,
      says: 'package-lock.json is not copied before "npm ci"',
    },
    'the lock of another manager': {
      given: [docker('COPY . .', 'RUN npm ci'), plain],
      files: pnpm,
      says: '"npm ci" reads package-lock.json, and the folder has the lock of pnpm',
      fix: 'Install with pnpm, or make the lock of npm and drop the other one.',
    },
    'hooks for Git': {
      given: [docker(copy, 'RUN npm ci --omit=dev && npm cache clean --force'), husky],
      files: npm,
      says: '"npm ci --omit=dev" leaves out husky, which the script "prepare" of package.json then calls',
      fix: 'Add --ignore-scripts where no dependency needs its own, or write npm pkg delete scripts.prepare above it.',
    },
    'production by a variable': {
      given: [docker('ENV NODE_ENV=production', copy, 'RUN npm ci'), husky],
      files: npm,
      says: '"npm ci" leaves out husky, which the script "prepare" of package.json then calls',
    },
    'a script of one file': {
      given: [docker(copy, 'RUN npm ci'), packed({ scripts: { postinstall: 'node scripts/fetch.js' } })],
      files: npm,
      says: 'the script "postinstall" of package.json reads scripts/fetch.js, which is not copied before "npm ci"',
    },
    'a scheme of Prisma': {
      given: [
        docker(copy, 'RUN npm ci', 'COPY . .'),
        packed({ scripts: { postinstall: 'prisma generate' }, dependencies: { prisma: '6' } }),
      ],
      files: npm,
      says: 'the script "postinstall" of package.json reads prisma/schema.prisma, which is not copied before "npm ci"',
    },
    'patches below': {
      given: [docker('RUN corepack enable', pnpmCopy, 'RUN pnpm install --frozen-lockfile', 'COPY . .'), patched],
      files: pnpm,
      says: 'pnpm is to patch with patches/a.patch, which is not copied before "pnpm install"',
      fix: 'Copy patches beside package.json, above the install.',
    },
    'no pnpm': {
      given: [docker(pnpmCopy, 'RUN pnpm install'), plain],
      files: pnpm,
      says: 'node:22-alpine has no pnpm, and nothing installs it before "pnpm install"',
    },
  },
});
