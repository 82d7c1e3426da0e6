import { imageOf } from './edits.ts';

test.each([
  ['web:v2', { name: 'web', newTag: 'v2' }],
  ['ghcr.io/acme/web=registry:5000/web:v2', { name: 'ghcr.io/acme/web', newName: 'registry:5000/web', newTag: 'v2' }],
  ['web=other', { name: 'web', newName: 'other' }],
  ['web@sha256:0a1b', { name: 'web', digest: 'sha256:0a1b' }],
  ['web=*:v2', { name: 'web', newTag: 'v2' }],
  [17, { name: '17' }],
])('the image %s is read as kustomize reads it', (written, expected) => {
  expect(imageOf(written)).toEqual(expected);
});
