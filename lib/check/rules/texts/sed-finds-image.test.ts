import { deployment, kube, ruleCases } from '../../testing.ts';
import { sedFindsImage } from './sed-finds-image.ts';

const web = { object: deployment({ container: { image: 'ghcr.io/acme/blog-web:v84' } }), file: 'blog/web.yaml' };
const bare = { object: deployment({ container: { image: 'shop:v1' } }), file: 'blog/bare.yaml' };
const two = {
  object: deployment({
    container: { image: 'ghcr.io/acme/web:v1' },
    pod: { initContainers: [{ name: 'init', image: 'curlimages/curl:8.5.0' }] },
  }),
  file: 'blog/two.yaml',
};
const script = (line: string) => kube('slipway.dev/v1/Script', { name: 'bump.sh' }, { text: `#!/bin/sh\n${line}\n` });

ruleCases(sedFindsImage, {
  accepts: {
    'the image of the file': [web, script('sed -i "s|image: ghcr.io/acme/blog-web:.*|image: ghcr.io/acme/blog-web:v85|" blog/web.yaml')],
    'the registry is put before a bare name, in a copy that nobody keeps': [
      bare,
      script('sed -i "s|shop:.*|ghcr.io/acme/shop:v2|" blog/bare.yaml\nkubectl apply -f blog/bare.yaml'),
    ],
    'the name with its registry, and a group for what stays': [
      web,
      script('sed -i "s|ghcr.io/acme/blog-web:.*|ghcr.io/acme/blog-web:v85|" blog/web.yaml'),
      script('sed -i "s|\\(acme/blog-web:\\).*|\\1v85|" blog/web.yaml'),
    ],
    'any image': [web, script("sed -i 's|image: .*|image: ghcr.io/acme/blog-web:v85|' blog/web.yaml")],
    'any image in one place': [two, script("sed -i '/name: app/,/image:/s|image: .*|image: ghcr.io/acme/web:v2|' blog/two.yaml")],
    'the tag alone': [web, script("sed -i 's/v84/v85/' blog/web.yaml")],
    'a name in a variable': [web, script('sed -i "s|image: $IMAGE:.*|image: $IMAGE:v85|" blog/web.yaml')],
    'a file that is not in the tree': [web, script('sed -i "s|image: ghcr.io/acme/x:.*|image: ghcr.io/acme/x:v1|" other/web.yaml')],
  },
  refuses: {
    'a registry that is put before a name that has one': {
      given: [web, script('sed -i "s|blog-web:.*|ghcr.io/acme/blog-web:${SHA}|g" blog/web.yaml')],
      says: 'line 2: sed puts ghcr.io/acme/ before blog-web in blog/web.yaml, and leaves what stands before it (ghcr.io/acme/blog-web:v84)',
      fix: 'Look for what stands before it, too: s|image: .*blog-web:.*|image: ghcr.io/acme/blog-web:…|.',
    },
    'a registry that each run puts before the name': {
      given: [bare, script('sed -i "s|shop:.*|ghcr.io/acme/shop:v2|" blog/bare.yaml\ngit commit -am bump')],
      says: 'line 2: sed puts ghcr.io/acme/ before shop in blog/bare.yaml, and leaves what stands before it',
    },
    'every image of a file with two': {
      given: [two, script("sed -i 's|image: .*|image: ghcr.io/acme/web:v2|' blog/two.yaml")],
      says: 'line 2: sed puts ghcr.io/acme/web into every image of blog/two.yaml, also in the place of curlimages/curl',
      fix: 'Look for the image by its name: s|image: ghcr.io/acme/web:.*|…|.',
    },
    'every image, by a variable': {
      given: [two, script('sed -i "s#image:.*#image: $IMAGE:$TAG#g" blog/two.yaml')],
      says: 'line 2: sed puts one image into every image of blog/two.yaml, which has curlimages/curl, ghcr.io/acme/web',
    },
    'an image by its old name': {
      given: [web, script('sed -i "s|image: ghcr.io/acme/blog:.*|image: ghcr.io/acme/blog:v85|" blog/web.yaml')],
      says: 'line 2: sed looks for ghcr.io/acme/blog in blog/web.yaml, which has ghcr.io/acme/blog-web:v84',
    },
  },
});
