import { documentKind } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { draftsLeftOut } from './drafts-left-out.ts';

const text = (file: string, content: string) => inFile(file, kube(documentKind('TextFile'), { name: file }, { text: content }));
const dockerfile = (run: string, file = 'Dockerfile') =>
  text(file, `FROM hugomods/hugo AS build\nCOPY site /src\nRUN ${run}\nFROM nginx:1.27\n`);
const workflow = (run: string, on: object = { push: { branches: ['main'] } }) =>
  inFile(
    '.github/workflows/site.yml',
    kube(documentKind('Workflow'), { name: 'site' }, { workflow: { on, jobs: { build: { steps: [{ run }] } } } }),
  );

ruleCases(draftsLeftOut, {
  accepts: {
    'a build for readers': [dockerfile('hugo --minify --gc'), workflow('hugo --minify -d public')],
    'a preview of a proposal': [workflow('hugo -D', { pull_request: {} })],
    'an image for authors': [dockerfile('hugo -D', 'Dockerfile.dev')],
    'a server for authors': [
      inFile('serve.sh', kube(documentKind('Script'), { name: 'serve.sh' }, { text: '#!/bin/sh\nhugo server -D\n' })),
    ],
    'another program': [workflow('mkdir -p public && tar -D x')],
    'a configuration without drafts': [text('site/hugo.toml', 'baseURL = "https://blog.example.com/"\ntheme = "x"\nbuildDrafts = false\n')],
  },
  refuses: {
    'an image with drafts': {
      given: [dockerfile('hugo -D --minify')],
      says: 'hugo -D builds the site with drafts',
      fix: 'Leave -D out.',
    },
    'a workflow with pages of the future': {
      given: [workflow('cd site\nhugo --minify --buildFuture')],
      says: 'hugo --buildFuture builds the site with pages of the future',
    },
    'a site of Jekyll': {
      given: [workflow('bundle exec jekyll build --drafts\njekyll build --drafts')],
      says: 'jekyll --drafts builds the site with drafts',
    },
    'a configuration': {
      given: [text('site/hugo.toml', 'baseURL = "https://blog.example.com/"\ntheme = "x"\nbuildDrafts = true\n')],
      says: 'buildDrafts is true: the site is built with its drafts',
    },
  },
});
