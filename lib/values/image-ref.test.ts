import fc from 'fast-check';
import { ImageRef } from './image-ref.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['ghcr.io/wlals2/blog-web:v84', 'ghcr.io/wlals2/blog-web', 'v84', undefined, 'ghcr.io/wlals2/blog-web'],
  ['mysql:8.0', 'mysql', '8.0', undefined, 'docker.io/library/mysql'],
  ['curlimages/curl:8.5.0', 'curlimages/curl', '8.5.0', undefined, 'docker.io/curlimages/curl'],
  ['localhost:5000/a:v1', 'localhost:5000/a', 'v1', undefined, 'localhost:5000/a'],
  ['harbor:8443/x/y:1', 'harbor:8443/x/y', '1', undefined, 'harbor:8443/x/y'],
  [`nginx:latest@${digest}`, 'nginx', 'latest', digest, 'docker.io/library/nginx'],
  [`nginx@${digest}`, 'nginx', undefined, digest, 'docker.io/library/nginx'],
  ['app:main-3f2c9ad', 'app', 'main-3f2c9ad', undefined, 'docker.io/library/app'],
  ['app:abcdefa', 'app', 'abcdefa', undefined, 'docker.io/library/app'],
])('reads %s', (text, repository, tag, digestOf, canonical) => {
  const image = ImageRef.parse(text);

  expect([image.text, image.repository, image.tag, image.digest, image.canonicalRepository]).toEqual([
    text,
    repository,
    tag,
    digestOf,
    canonical,
  ]);
});

test.each(['latest', 'LATEST', 'stable', 'main', 'master', 'edge', 'nightly', 'dev', 'alpine', 'stable-alpine'])(
  'refuses the moving tag %s',
  (tag) => {
    const says = `"nginx:${tag}": nginx:${tag} has the tag ${tag}, which moves from build to build. Name a version, or add the digest: nginx:${tag}@sha256:<digest>.`;

    expect(() => ImageRef.parse(`nginx:${tag}`)).toThrow(new Error(says));
  },
);

test.each([
  ['nginx', 'nginx has no tag, which means latest: whatever was built last. Name a version: nginx:<version>.'],
  [
    'localhost:5000/a',
    'localhost:5000/a has no tag, which means latest: whatever was built last. Name a version: localhost:5000/a:<version>.',
  ],
  [
    'nginx@sha256:ab',
    'nginx@sha256:ab has a digest that is not sha256: and 64 hexadecimal digits. Copy the digest from the registry whole.',
  ],
  ['Nginx:1', 'Nginx:1 is no image. Write registry, path and tag, such as ghcr.io/account/name:v1.2.3, in lower case.'],
  [
    'nginx:1 2',
    'nginx:1 2 has a tag that is not 1 to 128 letters, digits, dots, dashes and underscores. Write a version as the tag, such as v1.2.3.',
  ],
  [
    'nginx:',
    'nginx: has a tag that is not 1 to 128 letters, digits, dots, dashes and underscores. Write a version as the tag, such as v1.2.3.',
  ],
])('refuses %s', (text, says) => {
  expect(() => ImageRef.parse(text)).toThrow(new Error(`"${text}": ${says}`));
});

test.each([
  ['ghcr.io/wlals2/blog-web:v84', 'ghcr.io/wlals2', true],
  ['ghcr.io/wlals2/blog-web:v84', 'ghcr.io', true],
  ['ghcr.io/wlals2x/blog-web:v84', 'ghcr.io/wlals2', false],
  ['dongju101/app:v1', 'docker.io/dongju101', true],
  ['mysql:8.0', 'docker.io', true],
])('%s is from %s: %p', (image, prefix, is) => {
  expect(ImageRef.parse(image).isFrom(prefix)).toBe(is);
});

test('puts back together what it took apart', () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,10}$/);
  const tag = fc.stringMatching(/^v\d{1,3}\.\d{1,3}$/);

  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), tag, (path, version) => {
      const image = ImageRef.parse(`${path.join('/')}:${version}`);
      expect(`${image.repository}:${image.tag ?? ''}`).toBe(image.text);
    }),
  );
});
